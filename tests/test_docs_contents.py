"""Docs that list what the code has list all of it, and nothing else."""

import re
from pathlib import Path

import pytest

from sigec.db.failures import _POSTGRESQL, _SQLITE
from sigec.settings import PREFIX, Settings
from sigec.stations.model import RefusalReason
from tools import event_docs, ocpp_coverage

DOCS = Path(__file__).parents[1] / "docs"
DECISIONS = sorted((DOCS / "adr").glob("[0-9]*.md"))
HEADINGS = ["Status", "Context", "Decision", "Consequences", "Alternatives"]


def rows_of(table: str) -> dict[str, list[str]]:
    """Return a table of operating.md by its first column, which names things in backticks."""
    section = (DOCS / "operating.md").read_text().partition(f"## {table}\n")[2].split("\n## ")[0]
    rows = [line.strip("|").split(" | ") for line in section.splitlines() if line.startswith("| `")]
    return {row[0].strip(" `"): [cell.strip(" `") for cell in row[1:]] for row in rows}


def test_every_setting_is_explained_with_its_default() -> None:
    explained = {name: cells[0] for name, cells in rows_of("Settings").items()}

    assert explained == {
        f"{PREFIX}{name.upper()}": "" if field.default is None else str(field.default)
        for name, field in Settings.model_fields.items()
    }


def test_every_reason_of_a_refused_handshake_is_explained() -> None:
    assert set(rows_of("When a station does not connect")) == set(RefusalReason)


def test_every_failure_of_the_database_is_explained() -> None:
    explained = set(rows_of("When it does not start, or stops serving"))

    assert {*_SQLITE.values(), *_POSTGRESQL.values()} <= explained


def test_the_page_of_events_is_what_the_code_says() -> None:
    assert event_docs.PAGE.read_text() == event_docs.page(), "run `make events`"


def test_the_page_of_ocpp_is_what_code_and_tests_say() -> None:
    assert ocpp_coverage.PAGE.read_text() == ocpp_coverage.page(), "run `make coverage`"


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_five_parts_and_is_listed(decision: Path) -> None:
    text = decision.read_text()

    assert re.findall(r"^\*\*([A-Z][a-z]+)\.\*\*", text, re.MULTILINE) == HEADINGS
    assert re.search(r"^\*\*Decision\.\*\* \*[^*]+\*$", text, re.MULTILINE), "not one sentence"
    assert text.startswith(f"# {decision.stem[:4]} · ")
    assert f"({decision.name})" in (DOCS / "adr" / "README.md").read_text()


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(decision.stem[:4]) for decision in DECISIONS]

    assert numbers == list(range(1, len(DECISIONS) + 1))
