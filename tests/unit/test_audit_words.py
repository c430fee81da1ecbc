"""Whatever the audit notes is told in words: a new act needs them the day it is written."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
JOBS = frozenset({"incident", "notices", "tenants", "sessions"})
"""The first words of jobs, which are named alike and noted nowhere."""
_NAMED = re.compile(r'"([a-z_]+)\.([a-z_]+)"')


def acts() -> set[tuple[str, str]]:
    """Return what the code that writes into the audit names, but problems and jobs."""
    sources = [path.read_text() for path in (ROOT / "src/sigec").rglob("*.py")]
    lines = [
        line
        for text in sources
        if re.search(r"\bSubject\(", text)
        for line in text.splitlines()
        if "code" not in line
    ]
    named = {(what, deed) for line in lines for what, deed in _NAMED.findall(line)}
    return {(what, deed) for what, deed in named if what not in JOBS} | {
        ("incident", "acknowledged"),
        ("incident", "closed"),
    }


@pytest.mark.parametrize("language", ["pt-BR", "en"])
def test_every_act_has_its_words(language: str) -> None:
    path = ROOT / "frontend/src/i18n" / language / "audit.json"
    words = json.loads(path.read_text())["audit"]
    assert len(acts()) > 50
    missing = [
        f"{what}.{deed}"
        for what, deed in sorted(acts())
        if what not in words["kind"] or deed not in words["deed"]
    ]
    assert missing == []
