"""The ways in which real stations leave the schemas and are understood all the same."""

from collections import Counter, OrderedDict
from collections.abc import Iterable
from enum import StrEnum

import structlog

from sigec.kit.ids import StationId
from sigec.ocpp.router.clocks import ClockWatch

STATIONS_MAX = 100_000
_log = structlog.get_logger(__name__)


class Deviation(StrEnum):
    """What a station did; each one was seen in the field (design/ocpp.md)."""

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


class DeviationCounts:
    """Counts deviations per station; the first of each kind is logged."""

    def __init__(self) -> None:
        self.clocks = ClockWatch()
        self._counts: OrderedDict[StationId, Counter[Deviation]] = OrderedDict()

    def count(self, station_id: StationId, action: str, found: Iterable[Deviation]) -> None:
        """Add one for each deviation found in a message."""
        counts = self._counts.setdefault(station_id, Counter())
        for deviation in found:
            counts[deviation] += 1
            if counts[deviation] == 1:
                _log.warning(
                    "ocpp.deviation",
                    station_id=str(station_id),
                    action=action,
                    deviation=deviation.value,
                )
        if len(self._counts) > STATIONS_MAX:
            self._counts.popitem(last=False)

    def of(self, station_id: StationId) -> dict[str, int]:
        """Return how often the station deviated, by kind, since this process started."""
        return {kind.value: times for kind, times in self._counts.get(station_id, {}).items()}
