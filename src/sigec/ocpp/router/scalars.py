"""Reads single values as stations write them: numbers as text, text as numbers, odd instants."""

import math
import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import msgspec
from msgspec import inspect

from sigec.ocpp.messages.base import Instant
from sigec.ocpp.router.refusals import wrong_type, wrong_value
from sigec.stations.model import Deviation

Found = set[Deviation]

_NOTHING = frozenset({"", "null"})
_NUMBER = re.compile(r"\s*[+-]?\d{1,40}(?:\.\d{0,40})?\s*")
_BOOLEANS = {"true": True, "false": False, "1": True, "0": False, "1.0": True, "0.0": False}
_INSTANT = re.compile(
    r"\s*(\d{4})-(\d\d?)-(\d\d?)[Tt ](\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?"
    r"\s*(?:([Zz])|([+-])(\d\d)(?::?(\d\d))?)?\s*"
)


def is_nothing(value: Any) -> bool:
    """Tell whether a station means "no value" (ABB, Wallbox, StarCharge)."""
    return value is None or (isinstance(value, str) and value.strip() in _NOTHING)


def read(kind: inspect.Type, value: Any, path: str, found: Found) -> Any:
    """Return the value of a single field, noting how it left its type.

    :raises Refused: when it cannot be read as that type.
    """
    match kind:
        case inspect.StrType():
            return _text(kind, value, path, found)
        case inspect.IntType():
            return _integer(kind, value, path, found)
        case inspect.FloatType():
            return _number(kind, value, path, found)
        case inspect.BoolType():
            return _boolean(value, path, found)
        case inspect.DateTimeType():
            return _instant(value, path, found)
    raise TypeError(f"no reader for {kind}")


def _text(kind: inspect.StrType, value: Any, path: str, found: Found) -> str:
    if isinstance(value, bool | int | float):
        found.add(Deviation.TEXT_AS_NUMBER)
        value = str(value).lower()
    if not isinstance(value, str):
        raise wrong_type(path, "text")
    if "\0" in value:
        found.add(Deviation.NUL_BYTE)
    if kind.max_length is not None and len(value) > kind.max_length:
        found.add(Deviation.OVER_LONG)
    return value.replace("\0", "")


def _integer(kind: inspect.IntType, value: Any, path: str, found: Found) -> int:
    """Round a fraction half up, as cp-simulator's registers need it."""
    exact = _decimal(value, path, "an integer", found)
    rounded = int(exact.to_integral_value(ROUND_HALF_UP))
    if rounded != exact:
        found.add(Deviation.FRACTION)
    _check_bounds(kind, rounded, path)
    return rounded


def _number(kind: inspect.FloatType, value: Any, path: str, found: Found) -> float:
    number = float(_decimal(value, path, "a number", found))
    _check_bounds(kind, number, path)
    return number


def _boolean(value: Any, path: str, found: Found) -> bool:
    if isinstance(value, bool):
        return value
    spelled = _BOOLEANS.get(str(value).strip().casefold())
    if spelled is None:
        raise wrong_type(path, "a boolean")
    found.add(Deviation.BOOLEAN_SPELLING)
    return spelled


def _instant(value: Any, path: str, found: Found) -> datetime | None:
    """Take an instant without a zone as UTC (Growatt THOR, AEFA), the 0th of month 0 as none."""
    if not isinstance(value, str):
        raise wrong_type(path, "an instant")
    with suppress(msgspec.ValidationError):
        return msgspec.convert(value, Instant)
    match = _INSTANT.fullmatch(value.replace("\0", ""))
    if match is None:
        raise wrong_value(path, "no instant of RFC 3339")
    *minute, second, fraction, utc, sign, hours, minutes = match.groups()
    found.add(Deviation.TIME_SPELLING if utc or sign else Deviation.TIME_WITHOUT_ZONE)
    try:
        zone = UTC if sign is None else _zone(sign, int(hours), int(minutes or 0))
        return _datetime(minute, second or "0", fraction or "0", zone)
    except ValueError:
        found.add(Deviation.TIME_IMPOSSIBLE)
        return None


def _datetime(minute: list[str], second: str, fraction: str, zone: timezone) -> datetime:
    year, month, day, hour, minutes = map(int, minute)
    return datetime(year, month, day, hour, minutes, int(second), int(f"{fraction:0<6.6}"), zone)


def _zone(sign: str, hours: int, minutes: int) -> timezone:
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if sign == "-" else offset)


def _decimal(value: Any, path: str, expected: str, found: Found) -> Decimal:
    if isinstance(value, bool):
        raise wrong_type(path, expected)
    if isinstance(value, int | float) and math.isfinite(value):
        return Decimal(repr(value))
    if not isinstance(value, str) or _NUMBER.fullmatch(value) is None:
        raise wrong_type(path, expected)
    found.add(Deviation.NUMBER_AS_TEXT)
    return Decimal(value.strip())


def _check_bounds(kind: inspect.IntType | inspect.FloatType, value: float, path: str) -> None:
    if kind.ge is not None and value < kind.ge:
        raise wrong_value(path, f"below {kind.ge}")
    if kind.le is not None and value > kind.le:
        raise wrong_value(path, f"above {kind.le}")
