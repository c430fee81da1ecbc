"""The committed messages are what the generator makes of the schemas."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_the_messages_are_up_to_date() -> None:
    command = [sys.executable, "tools/generate_ocpp_messages.py", "--check"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
