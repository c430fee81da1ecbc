"""The national calendar, and a tenant's own word on its days."""

from datetime import date

import pytest

from sigec.kit.ids import HolidayId, new_id
from sigec.tenants.model import (
    NATIONAL_HOLIDAYS,
    HolidayEdit,
    NationalHoliday,
    list_days,
    observed_days,
)


def edit(day: date, **fields: object) -> HolidayEdit:
    return HolidayEdit(id=HolidayId(new_id()), date=day, **fields)  # type: ignore[arg-type]  # what a test adds


@pytest.mark.parametrize(
    "day",
    [date(2024, 3, 29), date(2025, 4, 18), date(2026, 4, 3), date(2038, 4, 23), date(2049, 4, 16)],
)
def test_good_friday_moves_with_easter(day: date) -> None:
    assert NATIONAL_HOLIDAYS[day] is NationalHoliday.GOOD_FRIDAY


def test_black_consciousness_is_national_since_2024() -> None:
    assert date(2023, 11, 20) not in NATIONAL_HOLIDAYS
    assert date(2024, 11, 20) in NATIONAL_HOLIDAYS


def test_a_year_has_ten_national_holidays() -> None:
    days = list_days(2026, ())
    assert len(days) == 10
    assert [day.date for day in days] == sorted(day.date for day in days)
    assert {day.national for day in days} == set(NationalHoliday)


def test_a_tenant_adds_days_and_works_on_others() -> None:
    own = edit(date(2026, 3, 23), name="Aniversário da cidade")
    works = edit(date(2026, 11, 2), is_observed=False)
    observed = observed_days([own, works])
    assert own.date in observed
    assert works.date not in observed
    assert date(2026, 12, 25) in observed
    listed = {day.date: day for day in list_days(2026, [own, works])}
    assert (listed[own.date].name, listed[own.date].national) == ("Aniversário da cidade", None)
    assert listed[works.date].national is NationalHoliday.ALL_SOULS
    assert not listed[works.date].is_observed
    assert own.date not in {day.date for day in list_days(2027, [own])}
