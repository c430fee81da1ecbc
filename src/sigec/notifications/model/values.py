"""What variables stand for: each value knows what it is, and no more."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sigec.kit.money import Money
from sigec.notifications.model.kinds import RULES, Kind, VariableType


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A variable's value, ``None`` when nobody knows it; JSON-safe, to be kept and filled in anew.

    Durations are whole seconds, energy Wh, money minor units with their currency.
    """

    type: VariableType
    plain: str | int | None = None
    currency: str | None = None


def value_of(kind: VariableType, given: Any) -> Value:
    """Make the value of a variable of a type."""
    match given:
        case None:
            return Value(type=kind)
        case Money():
            return Value(type=kind, plain=given.minor, currency=given.currency)
        case timedelta():
            return Value(type=kind, plain=max(0, round(given.total_seconds())))
        case datetime():
            return Value(type=kind, plain=given.astimezone(UTC).isoformat())
        case date():
            return Value(type=kind, plain=given.isoformat())
        case _:
            return Value(type=kind, plain=given)


def values_of(kind: Kind, **given: Any) -> dict[str, Value]:
    """Make the values of a kind's variables; those that are not given are unknown.

    :raises KeyError: when the kind has no such variable.
    """
    types = RULES[kind].variables
    assert given.keys() <= types.keys(), given.keys() - types.keys()
    return {name: value_of(type_, given.get(name)) for name, type_ in types.items()}


def sample_values(kind: Kind, *, at: datetime, currency: str) -> dict[str, Value]:
    """Return values that could be, for a preview."""
    return {
        name: value_of(type_, _sample(name, type_, at=at, currency=currency))
        for name, type_ in RULES[kind].variables.items()
    }


_TEXTS = {
    "name": "Ana",
    "unit": "A 42",
    "station": "Garagem 1, vaga 12",
    "site": "Residencial das Acácias",
    "subject": "Garagem 1, vaga 12",
    "detail": "—",
    "totals": "—",
}


def _sample(name: str, type_: VariableType, *, at: datetime, currency: str) -> Any:
    if type_ is VariableType.TEXT:
        return _TEXTS[name]
    spent = timedelta(hours=2, minutes=25)
    return {
        VariableType.INSTANT: at - spent,
        VariableType.DURATION: spent,
        VariableType.ENERGY: 11_400,
        VariableType.MONEY: Money.from_minor(1_785, currency),
        VariableType.COUNT: 12,
        VariableType.DATE: at.date(),
        VariableType.REASON: "PowerLoss",
        VariableType.RESERVATION_REASON: "no_show",
        VariableType.ERROR_CODE: "GroundFailure",
    }[type_]
