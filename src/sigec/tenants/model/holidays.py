"""Brazil's national holidays, and what a tenant says of them and of other days."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sigec.kit.ids import HolidayId

YEAR_MIN = 2020
"""Nothing is charged before: earlier instants are impossible (``domain.md`` §2)."""
YEAR_MAX = 2100
_CONSCIOUSNESS_SINCE = 2024


class NationalHoliday(StrEnum):
    """The holidays of federal law; Carnival and Corpus Christi are none."""

    NEW_YEAR = "new_year"
    GOOD_FRIDAY = "good_friday"
    TIRADENTES = "tiradentes"
    LABOUR_DAY = "labour_day"
    INDEPENDENCE = "independence"
    OUR_LADY_OF_APARECIDA = "our_lady_of_aparecida"
    ALL_SOULS = "all_souls"
    REPUBLIC = "republic"
    BLACK_CONSCIOUSNESS = "black_consciousness"
    """National since 2024 (Lei 14.759/2023)."""
    CHRISTMAS = "christmas"


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayEdit:
    """What a tenant says of a day: a holiday of its own, or that a national one is a workday."""

    id: HolidayId
    date: date
    name: str | None = None
    is_observed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A day of the calendar; ``id`` is that of the tenant's own word on it, if there is one."""

    date: date
    national: NationalHoliday | None = None
    name: str | None = None
    is_observed: bool = True
    id: HolidayId | None = None


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _national(year: int) -> Iterator[tuple[date, NationalHoliday]]:
    yield date(year, 1, 1), NationalHoliday.NEW_YEAR
    yield easter(year) - timedelta(days=2), NationalHoliday.GOOD_FRIDAY
    yield date(year, 4, 21), NationalHoliday.TIRADENTES
    yield date(year, 5, 1), NationalHoliday.LABOUR_DAY
    yield date(year, 9, 7), NationalHoliday.INDEPENDENCE
    yield date(year, 10, 12), NationalHoliday.OUR_LADY_OF_APARECIDA
    yield date(year, 11, 2), NationalHoliday.ALL_SOULS
    yield date(year, 11, 15), NationalHoliday.REPUBLIC
    if year >= _CONSCIOUSNESS_SINCE:
        yield date(year, 11, 20), NationalHoliday.BLACK_CONSCIOUSNESS
    yield date(year, 12, 25), NationalHoliday.CHRISTMAS


NATIONAL_HOLIDAYS: Mapping[date, NationalHoliday] = {
    day: holiday for year in range(YEAR_MIN, YEAR_MAX + 1) for day, holiday in _national(year)
}


def list_days(year: int, edits: Iterable[HolidayEdit]) -> Sequence[Holiday]:
    """Return the year's national holidays and the tenant's own days, in order."""
    days = {
        day: Holiday(date=day, national=national)
        for day, national in NATIONAL_HOLIDAYS.items()
        if day.year == year
    }
    for edit in edits:
        if edit.date.year == year:
            days[edit.date] = Holiday(
                date=edit.date,
                national=NATIONAL_HOLIDAYS.get(edit.date),
                name=edit.name,
                is_observed=edit.is_observed,
                id=edit.id,
            )
    return [days[day] for day in sorted(days)]


def observed_days(edits: Iterable[HolidayEdit]) -> frozenset[date]:
    """Return all holidays of a tenant."""
    own = {edit.date: edit.is_observed for edit in edits}
    national = (day for day in NATIONAL_HOLIDAYS if own.get(day, True))
    return frozenset((*national, *(day for day, is_observed in own.items() if is_observed)))
