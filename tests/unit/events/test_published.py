"""Other programs rely on events: fields are only added, and never taken away or changed."""

import json
from typing import Any

import pytest

from tools import event_docs

KNOWN: event_docs.Published = json.loads(event_docs.PUBLISHED.read_text())
NOW = event_docs.published()


def entry(version: int = 1, **fields: str) -> dict[str, Any]:
    shown = {name: {"type": type_} for name, type_ in fields.items()}
    return {"version": version, "fields": shown, "always": sorted(fields)}


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_what_was_published_is_still_told(name: str) -> None:
    before, now = KNOWN[name], NOW[name]

    assert before["version"] == now["version"]
    assert before["fields"].items() <= now["fields"].items()
    assert set(before["always"]) <= set(now["always"]), (
        "a field that was always there may be missing"
    )


def test_what_is_new_is_noted_as_published() -> None:
    assert event_docs.merged(KNOWN, NOW) == KNOWN, "run `make events`"


def test_what_was_added_may_be_missing_in_events_from_before() -> None:
    """An outbox holds events of the version before: a field without a default stops them."""
    for name, before in KNOWN.items():
        assert before["always"] == NOW[name]["always"], f"{name}: give the new field a default"


def test_the_list_of_what_was_published_only_grows() -> None:
    before = {"a": entry(x="string"), "gone": entry(y="string")}
    now = {"a": entry(z="integer"), "new": entry()}

    kept = event_docs.merged(before, now)
    assert kept["a"]["fields"].keys() == {"x", "z"}
    assert kept["a"]["always"] == ["x"]
    assert kept.keys() == {"a", "gone", "new"}


def test_a_new_version_begins_anew() -> None:
    assert event_docs.merged({"a": entry(x="string")}, {"a": entry(2, z="integer")}) == {
        "a": entry(2, z="integer")
    }
