"""Notices stations whose clock is wrong, such as one that shows local time marked ``Z``."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from sigec.kit.ids import StationId

STATIONS_MAX = 100_000
RIGHT_WITHIN = timedelta(minutes=2)
SAME_WITHIN = timedelta(seconds=15)
SURE_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Lag:
    """By how much messages were late, since when."""

    late: timedelta
    since: datetime


class ClockWatch:
    """Tells a wrong clock from late messages: the clock is late every time, by the same."""

    def __init__(self) -> None:
        self._lags: OrderedDict[StationId, _Lag] = OrderedDict()

    def is_wrong(self, station_id: StationId, at: datetime, received_at: datetime) -> bool:
        """Take note of a message's own instant, and say whether it shows that the clock is wrong.

        One from the future shows it at once; one from the past when others were as late a minute
        ago: a queue that was kept offline catches up, and its messages come within moments.
        """
        late = received_at - at
        if abs(late) <= RIGHT_WITHIN:
            self._lags.pop(station_id, None)
            return False
        if late < timedelta():
            return True
        known = self._lags.get(station_id)
        if known is None or abs(known.late - late) > SAME_WITHIN:
            self._lags[station_id] = _Lag(late, received_at)
            if len(self._lags) > STATIONS_MAX:
                self._lags.popitem(last=False)
            return False
        return received_at - known.since >= SURE_AFTER
