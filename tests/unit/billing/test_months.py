"""A month of a site is its tenant's billing cycle, in the site's own time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sigec.billing.model import Cycle, Month, NotAMonth, due_date_after

ZONE = ZoneInfo("America/Sao_Paulo")


def cycle(text: str, closing_day: int) -> Cycle:
    return Cycle.of(Month.parse(text), closing_day=closing_day, zone=ZONE)


def test_a_month_ends_with_its_closing_day() -> None:
    december = cycle("2025-12", 24)

    assert december.from_at == datetime(2025, 11, 25, tzinfo=ZONE)
    assert december.to_at == datetime(2025, 12, 25, tzinfo=ZONE)
    assert december.to_at.astimezone(UTC) == datetime(2025, 12, 25, 3, tzinfo=UTC)


def test_late_closing_days_clamp() -> None:
    assert cycle("2026-02", 30).to_at == datetime(2026, 3, 1, tzinfo=ZONE)
    assert cycle("2026-03", 30).from_at == datetime(2026, 3, 1, tzinfo=ZONE)
    assert cycle("2026-03", 30).to_at == datetime(2026, 3, 31, tzinfo=ZONE)


@given(st.dates(date(2000, 2, 1), date(2199, 11, 30)), st.integers(1, 31))
def test_every_day_is_in_exactly_one_month(day: date, closing_day: int) -> None:
    month = Month.ending_on_or_after(day, closing_day)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZONE)

    near = (month.previous, month, month.next)
    found = [each for each in near if cycle(str(each), closing_day).period.includes(noon)]
    assert found == [month]


@given(st.dates(date(2000, 1, 1), date(2199, 11, 30)), st.integers(1, 31))
def test_a_due_date_is_within_a_month_and_after_the_close(day: date, due_day: int) -> None:
    due = due_date_after(day, due_day)

    assert 0 < (due - day).days <= 31
    assert due.day == due_day or (due.day < due_day and due_day > 28)


def test_what_is_no_month_is_refused() -> None:
    for text in ("2026-13", "2026-1", "1999-01", "2026-10-01", "", "٢٠٢٦-10"):
        with pytest.raises(NotAMonth):
            Month.parse(text)
    assert str(Month.parse("2026-12").next) == "2027-01"
    assert str(Month.parse("2026-01").previous) == "2025-12"
