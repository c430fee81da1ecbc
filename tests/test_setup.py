"""Set-up works on machines that are not ours: locks name no place, what is missing is said."""

import re
import subprocess
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = [ROOT / "locks" / f"{name}.txt" for name in ("runtime", "build", "dev")]
PINNED = re.compile(r"^([a-z0-9._-]+)==(\S+)", re.MULTILINE)


def _pins(lock: Path) -> dict[str, str]:
    return dict(PINNED.findall(lock.read_text()))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_names_no_place(lock: Path) -> None:
    text = lock.read_text()
    assert "://" not in text
    assert "file:" not in text
    assert text.count("--hash=sha256:") >= len(_pins(lock)) > 0


def test_each_lock_contains_the_one_before() -> None:
    for smaller, larger in pairwise(LOCKS):
        assert _pins(smaller).items() <= _pins(larger).items()


def test_locks_follow_pyproject() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = config["dependency-groups"]
    wanted = [*config["project"]["dependencies"], *groups["build"], *groups["test"]]
    wanted += groups["quality"]
    names = {re.split(r"[\[<>=]", each)[0] for each in wanted}
    assert names <= _pins(LOCKS[-1]).keys(), "run make lock"


def test_without_python_set_up_ends_with_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "tools").mkdir()
    script = tmp_path / "tools" / "setup.sh"
    script.write_text((ROOT / "tools" / "setup.sh").read_text())
    ended = subprocess.run(
        ["sh", str(script), "run"],
        env={"PATH": "/usr/bin:/bin", "PYTHON": "no-such-python"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2
    assert ended.stderr.splitlines() == [
        "sigec: Python 3.11 or newer is missing; on Debian: sudo apt install python3 python3-venv"
    ]
