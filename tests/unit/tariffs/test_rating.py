"""Prices: cut at every window, rounded once a line, lines that sum to the total."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sigec.kit.ids import SiteId, TariffId, TariffVersionId, TenantId
from sigec.kit.money import Money
from sigec.tariffs.model import (
    Basis,
    Calendar,
    Charge,
    LineKind,
    PricedWindow,
    Slice,
    Tariff,
    TariffVersion,
    Window,
    effective_version,
    rate,
)

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
CALENDAR = Calendar(zone=SAO_PAULO)
PEAK = PricedWindow(
    name="peak",
    window=Window(
        weekdays=frozenset({1, 2, 3, 4, 5}),
        from_time=time(17, 30),
        to_time=time(20, 30),
        on_holidays=False,
    ),
    price_per_kwh=Decimal("3.08"),
)


def version(*windows: PricedWindow, **fields: object) -> TariffVersion:
    return TariffVersion(
        **{  # type: ignore[arg-type]  # defaults that a test overrides
            "id": TariffVersionId(UUID(int=1)),
            "tariff_id": TariffId(UUID(int=2)),
            "valid_from": datetime(2020, 1, 1, tzinfo=UTC),
            "currency": "BRL",
            "price_per_kwh": Decimal("0.53"),
            "windows": windows,
            **fields,
        }
    )


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SAO_PAULO).astimezone(UTC)


def whole(from_at: str, to_at: str, energy_wh: int) -> list[Slice]:
    return [Slice(from_at=local(from_at), to_at=local(to_at), energy_wh=energy_wh)]


def energy_lines(charge: Charge) -> list[tuple[str, int | None, str]]:
    return [
        (line.window, line.energy_wh, str(line.amount.amount))
        for line in charge.lines
        if line.kind is LineKind.ENERGY
    ]


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


def tariff(*versions: TariffVersion, site_id: SiteId | None = None) -> Tariff:
    return Tariff(
        id=TariffId(UUID(int=2)),
        tenant_id=TenantId(UUID(int=3)),
        site_id=site_id,
        name="Flat",
        created_at=datetime(2020, 1, 1, tzinfo=UTC),
        version=1,
        versions=versions,
    )


def test_the_version_of_the_start_counts() -> None:
    june = datetime(2025, 6, 1, tzinfo=UTC)
    old = version(valid_to=june)
    new = version(valid_from=june, id=TariffVersionId(UUID(int=9)))
    assert effective_version([tariff(old, new)], None, june - timedelta(hours=1)) is old
    assert effective_version([tariff(old, new)], None, june) is new
    assert effective_version([tariff(old)], None, june) is None


def test_a_sites_own_tariff_comes_before_the_default() -> None:
    site_id, other_id = SiteId(UUID(int=4)), SiteId(UUID(int=5))
    default, own = version(), version(id=TariffVersionId(UUID(int=9)))
    tariffs = [tariff(own, site_id=site_id), tariff(default)]
    at = datetime(2025, 6, 1, tzinfo=UTC)
    assert effective_version(tariffs, site_id, at) is own
    assert effective_version(tariffs, other_id, at) is default
    assert effective_version(tariffs, None, at) is default


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
    if price_per_minute:
        seconds = sum(line.seconds or 0 for line in charge.lines)
        assert seconds == sum(minutes for minutes, _ in spans) * 60
