"""Billing cycles: which days belong to a month (``domain.md`` §7)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from sigec.kit.periods import Period

_TEXT = re.compile(r"(2[01][0-9]{2})-(0[1-9]|1[0-2])")
_DAY = timedelta(days=1)


class NotAMonth(ValueError):
    """The text names no month of the years 2000 to 2199."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """The month a cycle is named after: the one it ends in."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2026-10``.

        :raises NotAMonth: when it is none.
        """
        found = _TEXT.fullmatch(text)
        if found is None:
            raise NotAMonth(text)
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def ending_on_or_after(cls, day: date, closing_day: int) -> Self:
        """Return the month whose cycle a day is in."""
        month = cls(day.year, day.month)
        return month if day <= month.last_date(closing_day) else month.next

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def next(self) -> Self:
        """The month after."""
        return type(self)(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def previous(self) -> Self:
        """The month before."""
        return type(self)(self.year - (self.number == 1), (self.number - 2) % 12 + 1)

    def last_date(self, closing_day: int) -> date:
        """Return the last day of the cycle; 29–31 clamp to the month's own last day."""
        return _clamped(self.year, self.number, closing_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """A month of a site: from the first instant of its first day to that of the day after."""

    month: Month
    from_at: datetime
    to_at: datetime

    @classmethod
    def of(
        cls, month: Month, *, closing_day: int, zone: ZoneInfo, from_at: datetime | None = None
    ) -> Self:
        """Return the cycle of a month; ``from_at`` is where the one before ended.

        A tenant may move its closing day: no instant is left out, and none is in two months.
        """
        begin = month.previous.last_date(closing_day) + _DAY
        return cls(
            month=month,
            from_at=from_at or first_day_after(begin - _DAY, zone),
            to_at=first_day_after(month.last_date(closing_day), zone),
        )

    @property
    def period(self) -> Period:
        """When the sessions of this month begin."""
        return Period(from_at=self.from_at, to_at=self.to_at)


def first_day_after(day: date, zone: ZoneInfo) -> datetime:
    """Return the midnight at which a day ends."""
    return datetime.combine(day + _DAY, time.min, tzinfo=zone)


def due_date_after(day: date, due_day: int) -> date:
    """Return the first date with the day ``due_day`` that comes after a day; 29–31 clamp."""
    due = _clamped(day.year, day.month, due_day)
    following = Month(day.year, day.month).next
    return due if due > day else _clamped(following.year, following.number, due_day)


def _clamped(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
