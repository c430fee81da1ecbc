"""When a price applies: weekdays, local times, seasons, holidays, and where such windows begin."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EVERY_WEEKDAY = frozenset(range(1, 8))
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
    times = {time(0)}
    for window in windows:
        times |= {window.from_time, window.to_time}
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


def _instants(day: date, times: Iterable[time], zone: ZoneInfo) -> Iterator[datetime]:
    for clock in times:
        for fold in (0, 1):
            yield datetime.combine(day, clock.replace(fold=fold), zone).astimezone(UTC)
