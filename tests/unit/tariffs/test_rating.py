"""Prices: cut at every window, rounded once a line, lines that sum to the total."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sigec.kit.money import Money
from sigec.tariffs.model import Basis, Calendar, LineKind, PricedWindow, Slice, Window, rate
from tests.unit.tariffs.prices import (
    CALENDAR,
    PEAK,
    SAO_PAULO,
    energy_lines,
    local,
    version,
    whole,
)


def test_the_vector_of_the_default_condominium_tariff() -> None:
    slices = whole("2025-11-25 16:18", "2025-11-25 20:50", 8_050)
    charge = rate(version(PEAK), slices, calendar=CALENDAR)
    assert energy_lines(charge) == [
        ("base", 2_131, "1.13"),
        ("peak", 5_327, "16.41"),
        ("base", 592, "0.31"),
    ]
    assert charge.total == Money(Decimal("17.85"), "BRL")
    assert {line.basis for line in charge.lines} == {Basis.PROPORTIONAL}
    assert charge.lines[1].from_at == local("2025-11-25 17:30")


@pytest.mark.parametrize("day", ["2025-11-29", "2025-11-20"], ids=["saturday", "holiday"])
def test_there_is_no_peak_on_weekends_and_holidays(day: str) -> None:
    calendar = Calendar(zone=SAO_PAULO, holidays=frozenset({date(2025, 11, 20)}))
    charge = rate(version(PEAK), whole(f"{day} 16:00", f"{day} 21:00", 10_000), calendar=calendar)
    assert energy_lines(charge) == [("base", 10_000, "5.30")]
    assert charge.lines[0].basis is Basis.WHOLE


def test_readings_put_the_energy_where_it_flowed() -> None:
    before = Slice(
        from_at=local("2025-11-25 17:00"),
        to_at=local("2025-11-25 17:30"),
        energy_wh=4_000,
        is_read=True,
    )
    after = Slice(
        from_at=before.to_at, to_at=local("2025-11-25 20:30"), energy_wh=1_000, is_read=True
    )
    charge = rate(version(PEAK), [before, after], calendar=CALENDAR)
    assert energy_lines(charge) == [("base", 4_000, "2.12"), ("peak", 1_000, "3.08")]
    assert charge.lines[0].basis is Basis.READINGS


def test_two_evenings_are_two_parts() -> None:
    slices = whole("2025-11-24 19:30", "2025-11-25 18:30", 23_000)
    windows = [line.window for line in rate(version(PEAK), slices, calendar=CALENDAR).lines]
    assert windows == ["peak", "base", "peak"]


def test_minutes_and_the_session_have_lines_of_their_own() -> None:
    prices = version(price_per_minute=Decimal("0.10"), price_per_session=Decimal("1.50"))
    charge = rate(prices, whole("2025-11-25 10:00", "2025-11-25 10:30", 1_000), calendar=CALENDAR)
    assert [(line.kind, str(line.amount.amount)) for line in charge.lines] == [
        ("energy", "0.53"),
        ("time", "3.00"),
        ("session", "1.50"),
    ]
    assert charge.lines[1].seconds == 1_800


def test_each_line_is_rounded_half_even_once() -> None:
    half_a_cent = version(price_per_kwh=Decimal("0.125"))
    for energy_wh, amount in ((1_000, "0.12"), (3_000, "0.38")):
        slices = whole("2025-11-25 10:00", "2025-11-25 11:00", energy_wh)
        assert energy_lines(rate(half_a_cent, slices, calendar=CALENDAR))[0][2] == amount


def test_a_window_over_midnight_belongs_to_the_day_it_began_on() -> None:
    night = Window(weekdays=frozenset({5}), from_time=time(22), to_time=time(6))
    assert night.covers(local("2025-11-28 23:00"), CALENDAR)
    assert night.covers(local("2025-11-29 05:59"), CALENDAR)
    assert not night.covers(local("2025-11-29 06:00"), CALENDAR)
    assert not night.covers(local("2025-11-28 05:00"), CALENDAR)


def test_the_day_that_clocks_change_has_its_own_length() -> None:
    berlin = Calendar(zone=ZoneInfo("Europe/Berlin"))
    from_at = datetime(2025, 10, 25, 22, tzinfo=UTC)  # local midnight
    night = PricedWindow(
        name="night", window=Window(to_time=time(6)), price_per_kwh=Decimal("0.10")
    )
    slices = [Slice(from_at=from_at, to_at=from_at + timedelta(hours=25), energy_wh=25_000)]
    charge = rate(version(night), slices, calendar=berlin)
    assert [(line.window, line.energy_wh) for line in charge.lines] == [
        ("night", 7_000),
        ("base", 18_000),
    ]


def test_a_charge_of_an_instant_has_a_price() -> None:
    charge = rate(
        version(PEAK), whole("2025-11-25 18:00", "2025-11-25 18:00", 1_000), calendar=CALENDAR
    )
    assert energy_lines(charge) == [("peak", 1_000, "3.08")]


@given(
    st.integers(0, 365 * 24 * 60),
    st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 30_000)), min_size=1, max_size=8),
    st.decimals("0", "9.999999", places=6),
)
def test_parts_sum_to_the_whole(
    start_minute: int, spans: list[tuple[int, int]], price_per_minute: Decimal
) -> None:
    slices: list[Slice] = []
    at = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=start_minute)
    for minutes, energy_wh in spans:
        to_at = at + timedelta(minutes=minutes)
        slices.append(Slice(from_at=at, to_at=to_at, energy_wh=energy_wh))
        at = to_at
    peak = PricedWindow(
        name="peak",
        window=PEAK.window,
        price_per_kwh=Decimal("3.08"),
        price_per_minute=price_per_minute,
    )
    prices = version(peak, price_per_minute=price_per_minute)
    charge = rate(prices, slices, calendar=CALENDAR)
    assert sum(line.energy_wh or 0 for line in charge.lines) == sum(wh for _, wh in spans)
    assert charge.total.amount == sum(line.amount.amount for line in charge.lines)
    kinds = [LineKind.ENERGY, LineKind.TIME] if price_per_minute else [LineKind.ENERGY]
    for kind in kinds:
        seconds = sum(line.seconds or 0 for line in charge.lines if line.kind is kind)
        assert seconds == sum(minutes for minutes, _ in spans) * 60
