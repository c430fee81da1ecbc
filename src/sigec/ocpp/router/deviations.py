"""The ways in which real stations leave the schemas and are understood all the same."""

from collections import Counter, OrderedDict
from collections.abc import Iterable

import structlog

from sigec.kit.ids import StationId
from sigec.ocpp.router.clocks import ClockWatch
from sigec.stations.model import Deviation

STATIONS_MAX = 100_000
_log = structlog.get_logger(__name__)


class DeviationCounts:
    """Counts deviations per station; the first of each kind since this process began is logged."""

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
