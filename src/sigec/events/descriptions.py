"""What is told looks like this: the schema of its fields, and an example of them."""

from dataclasses import fields
from datetime import UTC, datetime
from enum import StrEnum
from types import NoneType
from typing import Any, get_args, get_type_hints
from uuid import UUID

import msgspec

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
    "power_w": 7_360,
    "offered_w": 7_400,
    "soc_percent": 64.5,
    "amount_minor": 1_785,
    "currency": "BRL",
    "month": "2026-10",
    "due_date": "2026-11-10",
    "paid_date": "2026-11-05",
    "method": "pix",
    "protocol": "ocpp2.1",
    "registration": "accepted",
    "reason": "PowerUp",
    "connector_type": "cType2",
    "ocpp_reservation_id": 42,
    "error_code": "GroundFailure",
    "name": "CVE-PRO da garagem",
    "kind": "connector_fault",
    "severity": "critical",
    "subject": "Garagem 1, vaga 12",
    "detail": "Fuga à terra",
}
"""By a field's name; the rest follows from its type."""


_OURS = ("title", "description")
"""Of a class: what our own readers are told."""


def schema_of(kind: type) -> dict[str, Any]:
    """Return the JSON Schema of what an event or another dataclass tells."""
    definitions = msgspec.json.schema(kind)["$defs"]
    own = {
        name: value for name, value in definitions.pop(kind.__name__).items() if name not in _OURS
    }
    for name, hint in get_type_hints(kind).items():
        if datetime in (hint, *get_args(hint)):  # whose zone msgspec cannot know to be there
            _text_of(own["properties"][name])["format"] = "date-time"
    return own | ({"$defs": definitions} if definitions else {})


def example_of(kind: type) -> dict[str, Any]:
    """Return its fields as JSON has them, with values that could be."""
    hints = get_type_hints(kind)
    said = {field.name: _value(field.name, hints[field.name]) for field in fields(kind)}
    built: dict[str, Any] = msgspec.to_builtins(kind(**said))
    return built


def _text_of(field: dict[str, Any]) -> dict[str, Any]:
    choices: list[dict[str, Any]] = field.get("anyOf", [field])
    return next(each for each in choices if each["type"] == "string")


def _value(name: str, hint: Any) -> Any:
    if name in _EXAMPLES:
        return _EXAMPLES[name]
    choices = [each for each in get_args(hint) or (hint,) if each is not NoneType]
    plain = getattr(choices[0], "__supertype__", choices[0])
    if plain is UUID:
        return _id(name)
    if plain is datetime:
        return _AT
    if issubclass(plain, StrEnum):
        return next(iter(plain))
    return {bool: False, int: 1, str: name}[plain]


def _id(name: str) -> UUID:
    """Return the same id for the same name, such as a real one could be."""
    last = sum(ord(letter) << (index % 32) for index, letter in enumerate(name))
    return UUID(int=(0x0199_6F1E_5A00_7000_8000 << 48) | last)
