"""What docs/webhooks.md and the screen tell receivers to do works as it stands there."""

import json
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sigec.webhooks.model import make_secret, sign

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs" / "webhooks.md"
SCREEN = ROOT / "frontend" / "src" / "features" / "webhooks" / "examples"
BODY = '{"type": "carregamento.iniciado", "unit": "Torre A · 42"}'.encode()


def example(language: str) -> str:
    [found] = re.findall(rf"```{language}\n(.*?)```", DOCS.read_text(), re.DOTALL)
    return str(found)


def messages() -> list[tuple[str, dict[str, str], bytes, bool]]:
    """Return (secret, headers, body, is it ours) of good and bad messages."""
    secret, old, now = make_secret(), make_secret(), datetime.now(UTC)
    good = dict(sign([secret], message_id="1", at=now, body=BODY))
    both = dict(sign([make_secret(), secret], message_id="1", at=now, body=BODY))
    stale = dict(sign([secret], message_id="1", at=datetime(2026, 1, 1, tzinfo=UTC), body=BODY))
    return [
        (secret, good, BODY, True),
        (secret, both, BODY, True),
        (old, good, BODY, False),
        (secret, good, BODY + b" ", False),
        (secret, good | {"webhook-id": "2"}, BODY, False),
        (secret, stale, BODY, False),
        (secret, good | {"webhook-signature": "v1,short"}, BODY, False),
    ]


def test_python() -> None:
    scope: dict[str, Any] = {}
    exec(example("python"), scope)  # noqa: S102 - the very text of the page

    for secret, headers, body, expected in messages():
        assert scope["is_ours"](secret, headers, body) is expected


def test_javascript(tmp_path: Path) -> None:
    node = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    if node is None:
        pytest.skip("node is not here")
    (tmp_path / "check.mjs").write_text(example("javascript"))
    told = [[secret, headers, body.decode()] for secret, headers, body, _ in messages()]
    script = (
        'import { isOurs } from "./check.mjs";'
        f"const told = {json.dumps(told)};"
        "console.log(JSON.stringify(told.map(([s, h, b]) => isOurs(s, h, Buffer.from(b)))));"
    )
    (tmp_path / "run.mjs").write_text(script)
    ended = subprocess.run(
        [node, tmp_path / "run.mjs"], capture_output=True, text=True, check=True, timeout=60
    )
    assert json.loads(ended.stdout) == [expected for *_, expected in messages()]


@pytest.mark.parametrize(
    ("language", "file"), [("python", "verify.py.txt"), ("javascript", "verify.js.txt")]
)
def test_the_screen_shows_the_same(language: str, file: str) -> None:
    assert (SCREEN / file).read_text() == example(language)
