"""The ways in which real stations leave the schemas and are understood all the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sigec.kit.ids import StationId


class Deviation(StrEnum):
    """What a station did; each one was seen in the field."""

    UNKNOWN_FIELD = "unknown_field"
    EMPTY_VALUE = "empty_value"
    MISSING_FIELD = "missing_field"
    NUMBER_AS_TEXT = "number_as_text"
    TEXT_AS_NUMBER = "text_as_number"
    FRACTION = "fraction"
    BOOLEAN_SPELLING = "boolean_spelling"
    NOT_A_LIST = "not_a_list"
    OVER_LONG = "over_long"
    NUL_BYTE = "nul_byte"
    TIME_WITHOUT_ZONE = "time_without_zone"
    TIME_SPELLING = "time_spelling"
    TIME_IMPOSSIBLE = "time_impossible"
    ENUM_SPELLING = "enum_spelling"
    UNKNOWN_ENUM_VALUE = "unknown_enum_value"
    CLOCK_WRONG = "clock_wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenDeviation:
    """How often a station left the schema in one way, in one action."""

    kind: Deviation
    action: str
    times: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelDeviation:
    """How often the stations of one firmware left the schemas in one way."""

    vendor: str | None
    model: str | None
    firmware_version: str | None
    kind: Deviation
    times: int
    stations: int
    last_at: datetime


class DeviationTally:
    """Counts what is not stored yet; each deviation costs one addition."""

    def __init__(self) -> None:
        """Count from nothing."""
        self._times: dict[StationId, dict[tuple[Deviation, str], int]] = {}

    def add(self, station_id: StationId, action: str, found: Iterable[Deviation]) -> None:
        """Add one for each deviation of a message."""
        times = self._times.setdefault(station_id, {})
        for kind in found:
            times[kind, action] = times.get((kind, action), 0) + 1

    def take(self) -> dict[StationId, dict[tuple[Deviation, str], int]]:
        """Return what was counted since the last time."""
        taken, self._times = self._times, {}
        return taken
