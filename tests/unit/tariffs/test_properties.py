"""What holds for any prices and any session."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from sigec.tariffs.model import (
    LineKind,
    PricedWindow,
    Slice,
    Span,
    TariffVersion,
    Window,
    rate,
)
from tests.unit.tariffs.prices import CALENDAR, version

CENT = Decimal("0.01")
prices = st.decimals("0", "9.999999", places=6)
amounts = st.decimals("0", "200", places=2)
times = st.times().map(lambda clock: clock.replace(microsecond=0))
windows = st.builds(
    PricedWindow,
    name=st.just("window"),
    window=st.builds(
        Window,
        weekdays=st.frozensets(st.integers(1, 7), min_size=1),
        from_time=times,
        to_time=times | st.just(time(0)),
        on_holidays=st.sampled_from([None, True, False]),
    ),
    price_per_kwh=prices,
    price_per_minute=prices,
)


@st.composite
def tariffs(draw: st.DrawFn) -> TariffVersion:
    return version(
        *draw(st.lists(windows, max_size=3)),
        price_per_kwh=draw(prices),
        price_per_minute=draw(prices),
        price_per_session=draw(prices),
        price_per_idle_minute=draw(prices),
    )


@st.composite
def sessions(draw: st.DrawFn) -> Sequence[Slice]:
    """Return slices that follow each other, of whole seconds."""
    at = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=draw(st.integers(0, 31_536_000)))
    slices: list[Slice] = []
    for seconds, energy_wh in draw(
        st.lists(st.tuples(st.integers(1, 90_000), st.integers(0, 30_000)), min_size=1, max_size=6)
    ):
        to_at = at + timedelta(seconds=seconds)
        slices.append(Slice(from_at=at, to_at=to_at, energy_wh=energy_wh, is_read=True))
        at = to_at
    return slices


@given(tariffs(), sessions())
def test_lines_cover_the_session_and_add_up(prices: TariffVersion, slices: Sequence[Slice]) -> None:
    charge = rate(prices, slices, calendar=CALENDAR)
    energy = [line for line in charge.lines if line.kind is LineKind.ENERGY]
    assert sum(line.energy_wh or 0 for line in energy) == sum(one.energy_wh for one in slices)
    duration = slices[-1].to_at - slices[0].from_at
    assert timedelta(seconds=sum(line.seconds or 0 for line in energy)) == duration
    ends = [energy[0].from_at, *(line.to_at for line in energy)]
    assert ends == [*(line.from_at for line in energy), slices[-1].to_at]
    assert charge.total.amount == sum(line.amount.amount for line in charge.lines)


@given(tariffs(), sessions(), st.randoms())
def test_the_order_of_slices_does_not_matter(
    prices: TariffVersion, slices: Sequence[Slice], random: object
) -> None:
    shuffled = list(slices)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert rate(prices, shuffled, calendar=CALENDAR) == rate(prices, slices, calendar=CALENDAR)


@given(tariffs(), sessions(), st.integers(0, 10_000), st.integers(0, 7_200))
def test_more_energy_and_more_idle_time_never_cost_less(
    prices: TariffVersion, slices: Sequence[Slice], more_wh: int, more_s: int
) -> None:
    end = slices[-1].to_at
    idle = [Span(from_at=end, to_at=end + timedelta(minutes=20))]
    longer = [Span(from_at=end, to_at=end + timedelta(minutes=20, seconds=more_s))]
    more = [*slices[:-1], replace(slices[-1], energy_wh=slices[-1].energy_wh + more_wh)]
    before = rate(prices, slices, calendar=CALENDAR, idle=idle).total.amount
    assert rate(prices, more, calendar=CALENDAR, idle=longer).total.amount >= before


@given(tariffs(), sessions(), amounts, amounts)
def test_the_total_stays_between_its_limits(
    prices: TariffVersion, slices: Sequence[Slice], one: Decimal, other: Decimal
) -> None:
    least, most = sorted((one, other))
    limited = replace(prices, amount_min=least, amount_max=most)
    assert least <= rate(limited, slices, calendar=CALENDAR).total.amount <= most


@settings(max_examples=200)
@given(tariffs(), sessions(), st.integers(2, 12))
def test_finer_slices_of_the_same_flow_cost_the_same(
    prices: TariffVersion, slices: Sequence[Slice], pieces: int
) -> None:
    """Cutting evenly flowing energy, without rounding it, changes no line at all."""
    even = [replace(one, energy_wh=one.energy_wh * pieces) for one in slices]
    finer = [
        Slice(
            from_at=one.from_at + (one.to_at - one.from_at) * index / pieces,
            to_at=one.from_at + (one.to_at - one.from_at) * (index + 1) / pieces,
            energy_wh=one.energy_wh,
            is_read=True,
        )
        for one in slices
        for index in range(pieces)
        if (one.to_at - one.from_at) % timedelta(microseconds=pieces) == timedelta()
    ]
    if len(finer) == pieces * len(slices):
        assert rate(prices, finer, calendar=CALENDAR) == rate(prices, even, calendar=CALENDAR)


@given(tariffs(), sessions(), st.data())
def test_a_cut_that_rounds_a_watt_hour_moves_less_than_a_cent_a_line(
    prices: TariffVersion, slices: Sequence[Slice], data: st.DataObject
) -> None:
    """Below ten a kWh a watt-hour in the wrong window is a cent at most, beside each rounding."""
    first, *rest = slices
    seconds = (first.to_at - first.from_at) // timedelta(seconds=1)
    cut = data.draw(st.integers(0, seconds))
    at, energy_wh = first.from_at + timedelta(seconds=cut), first.energy_wh * cut // seconds
    halves = [
        replace(first, to_at=at, energy_wh=energy_wh),
        replace(first, from_at=at, energy_wh=first.energy_wh - energy_wh),
    ]
    before = rate(prices, slices, calendar=CALENDAR)
    after = rate(prices, [*halves, *rest], calendar=CALENDAR)
    lines = max(len(before.lines), len(after.lines))
    assert abs(after.total.amount - before.total.amount) <= CENT * (lines + 1)
