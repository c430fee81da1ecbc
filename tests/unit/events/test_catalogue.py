"""Every event is in the catalogue once, and survives being stored and read back."""

from dataclasses import MISSING, fields
from datetime import UTC, datetime
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, get_type_hints

import msgspec
import pytest

from sigec import events, outbox
from sigec.events import Event, event_names, event_type
from sigec.kit.ids import new_id


def classes_that_happen() -> list[type[Event]]:
    found = [
        each
        for module in iter_modules(events.__path__)
        for each in vars(import_module(f"sigec.events.{module.name}")).values()
        if isinstance(each, type) and issubclass(each, Event) and "name" in vars(each)
    ]
    return sorted(set(found), key=lambda each: each.name)


def example(kind: type[Event]) -> Event:
    hints = get_type_hints(kind)
    return kind(**{field.name: sample(hints[field.name]) for field in fields(kind)})


def sample(hint: Any) -> Any:
    texts: dict[Any, Any] = {
        str: "ção",
        int: 8_050,
        bool: True,
        datetime: datetime(2026, 11, 21, 22, 34, 0, 123456, tzinfo=UTC),
    }
    options = [each for each in getattr(hint, "__args__", [hint]) if each is not type(None)]
    kind = getattr(options[0], "__supertype__", options[0])
    return texts[kind] if kind in texts else new_id()


def test_every_event_of_every_file_is_known_without_importing_its_file() -> None:
    names = [each.name for each in classes_that_happen()]

    assert names == event_names()
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("kind", classes_that_happen(), ids=lambda kind: str(kind.name))
def test_an_event_comes_back_as_it_was(kind: type[Event]) -> None:
    event = example(kind)

    assert outbox.decode(kind.name, outbox.encode(event)) == event
    assert event_type(kind.name) is kind


@pytest.mark.parametrize("kind", classes_that_happen(), ids=lambda kind: str(kind.name))
def test_an_event_with_a_field_of_tomorrow_is_still_read(kind: type[Event]) -> None:
    event = example(kind)
    tomorrow = msgspec.json.decode(outbox.encode(event)) | {"of_tomorrow": 1}

    assert outbox.decode(kind.name, msgspec.json.encode(tomorrow)) == event


def test_what_may_be_missing_is_missing_without_harm() -> None:
    for kind in classes_that_happen():
        needed = {field.name for field in fields(kind) if field.default is MISSING}
        whole = msgspec.json.decode(outbox.encode(example(kind)))
        least = {name: value for name, value in whole.items() if name in needed}

        assert outbox.decode(kind.name, msgspec.json.encode(least)).at == example(kind).at


def test_an_unknown_name_is_said_so() -> None:
    with pytest.raises(KeyError):
        event_type("moon.landed")
