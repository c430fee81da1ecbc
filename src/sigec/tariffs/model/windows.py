"""When a price applies: weekdays, local times, seasons, holidays, and where such windows begin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

EVERY_WEEKDAY = frozenset(range(1, 8))
DAYS_MAX = 1_024
"""How many days' times are remembered: those of every charge that goes on are asked for again."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The zone in which days and hours are meant, and the tenant's holidays."""

    zone: ZoneInfo
    holidays: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A recurring stretch of local time; what is left out does not restrict.

    ``weekdays`` are ISO's, Monday 1. The end is exclusive; an end at or before the start is that
    of the next day, and the whole stretch belongs to the day it began on. ``months`` is a season.
    ``on_holidays`` says whether holidays are left out (``False``) or meant alone (``True``).
    """

    weekdays: frozenset[int] = EVERY_WEEKDAY
    from_time: time = time(0)
    to_time: time = time(0)
    months: frozenset[int] = frozenset(range(1, 13))
    on_holidays: bool | None = None

    def __post_init__(self) -> None:
        if not self.weekdays <= EVERY_WEEKDAY or not self.months <= set(range(1, 13)):
            raise ValueError("weekdays are 1 to 7, months 1 to 12")

    def covers(self, at: datetime, calendar: Calendar) -> bool:
        """Say whether the window is open at an instant."""
        local = at.astimezone(calendar.zone)
        day, clock = local.date(), local.time()
        if self.from_time < self.to_time:
            return self.from_time <= clock < self.to_time and self._is_meant(day, calendar)
        if clock >= self.from_time:
            return self._is_meant(day, calendar)
        return clock < self.to_time and self._is_meant(day - _DAY, calendar)

    def _is_meant(self, day: date, calendar: Calendar) -> bool:
        is_holiday = day in calendar.holidays
        return (
            day.isoweekday() in self.weekdays
            and day.month in self.months
            and (self.on_holidays is None or self.on_holidays is is_holiday)
        )


def split_points(
    windows: Sequence[Window], *, from_at: datetime, to_at: datetime, calendar: Calendar
) -> Sequence[datetime]:
    """Return all instants strictly between the two at which a window may open or close, in order.

    That is midnight and each window's times, on every local day touched; a time that a change of
    clocks shows twice counts twice.
    """
    times = frozenset({time(0)}).union(*((each.from_time, each.to_time) for each in windows))
    points = {
        instant
        for day in _days(from_at, to_at, calendar.zone)
        for instant in _instants(day, times, calendar.zone)
        if from_at < instant < to_at
    }
    return sorted(points)


def _days(from_at: datetime, to_at: datetime, zone: ZoneInfo) -> Iterator[date]:
    day, last = from_at.astimezone(zone).date(), to_at.astimezone(zone).date()
    while day <= last:
        yield day
        day += _DAY


@lru_cache(maxsize=DAYS_MAX)
def _instants(day: date, times: frozenset[time], zone: ZoneInfo) -> Sequence[datetime]:
    return [
        datetime.combine(day, clock.replace(fold=fold), zone).astimezone(UTC)
        for clock in times
        for fold in (0, 1)
    ]
