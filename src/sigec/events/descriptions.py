"""What events look like from outside: a sentence, a schema and an example of each."""

from dataclasses import fields
from datetime import UTC, datetime
from inspect import getdoc
from types import NoneType
from typing import Any, get_args, get_type_hints
from uuid import UUID

import msgspec

from sigec.events.base import Event

_AT = datetime(2026, 11, 27, 21, 15, 42, tzinfo=UTC)
_EXAMPLES: dict[str, Any] = {
    "evse": 1,
    "connector": 1,
    "state": "charging",
    "previous_state": "preparing",
    "status": "Charging",
    "previous_status": "Preparing",
    "stop_reason": "EVDisconnected",
    "energy_wh": 11_400,
    "amount_minor": 1_785,
    "currency": "BRL",
    "protocol": "ocpp2.1",
    "registration": "accepted",
    "reason": "PowerUp",
    "error_code": "GroundFailure",
    "name": "CVE-PRO da garagem",
    "kind": "connector_fault",
    "severity": "critical",
    "subject": "Garagem 1, vaga 12",
    "detail": "Fuga à terra",
}
"""By a field's name; the rest follows from its type."""


def sentence_of(kind: type[Event]) -> str:
    """Return what has happened when the event is told, in one sentence."""
    return (getdoc(kind) or "").partition("\n")[0]


def schema_of(kind: type[Event]) -> dict[str, Any]:
    """Return the JSON Schema of an event's fields."""
    schema = msgspec.json.schema(kind)
    [own] = schema["$defs"].values()
    return {name: value for name, value in own.items() if name != "description"}


def example_of(kind: type[Event]) -> dict[str, Any]:
    """Return an event's fields as JSON has them, with values that could be."""
    hints = get_type_hints(kind)
    said = {field.name: _value(field.name, hints[field.name]) for field in fields(kind)}
    built: dict[str, Any] = msgspec.to_builtins(kind(**said))
    return built


def _value(name: str, hint: Any) -> Any:
    if name in _EXAMPLES:
        return _EXAMPLES[name]
    choices = [each for each in get_args(hint) or (hint,) if each is not NoneType]
    plain = getattr(choices[0], "__supertype__", choices[0])
    if plain is UUID:
        return _id(name)
    if plain is datetime:
        return _AT
    return {bool: False, int: 1, str: name}[plain]


def _id(name: str) -> UUID:
    """Return the same id for the same name, such as a real one could be."""
    last = sum(ord(letter) << (index % 32) for index, letter in enumerate(name))
    return UUID(int=(0x0199_6F1E_5A00_7000_8000 << 48) | last)
