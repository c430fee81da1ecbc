from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sigec_sandbox import Car, CarModel, OutletSpec
from sigec_sandbox.physics.meters import Meter
from sigec_sandbox.physics.outlets import Flow, Outlet

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
COMPACT = CarModel(name="compact", battery_wh=40_000, max_ac_w=7_400)
OFFSET_WH = 6_057_910


def charging(
    soc: float = 20, model: CarModel = COMPACT, spec: OutletSpec | None = None, seed: int = 0
) -> Outlet:
    outlet = Outlet(spec or OutletSpec(register_wh=OFFSET_WH), NOON, seed)
    outlet.car = Car(model, soc)
    outlet.energise(NOON)
    return outlet


def after(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


@given(st.lists(st.tuples(st.integers(0, 22_000), st.integers(0, 600_000)), max_size=30))
def test_a_register_is_the_exact_integral_of_power(steps: list[tuple[int, int]]) -> None:
    meter = Meter(OFFSET_WH)
    for power_w, duration_ms in steps:
        meter.integrate(power_w, duration_ms)
    total = sum(power_w * duration_ms for power_w, duration_ms in steps)
    assert meter.register_wh == OFFSET_WH + total // 3_600_000


def test_a_register_never_runs_backwards() -> None:
    with pytest.raises(ValueError, match="backwards"):
        Meter().integrate(-1, 1_000)


@settings(max_examples=40)
@given(st.integers(0, 95), st.integers(1, 600), st.integers(0, 9))
def test_energy_is_conserved_between_meter_and_battery(soc: int, minutes: int, seed: int) -> None:
    outlet = charging(soc, spec=OutletSpec(register_wh=OFFSET_WH, noise_percent=5), seed=seed)
    assert outlet.car is not None
    before_wh = outlet.car.stored_wh
    outlet.advance_to(after(minutes))
    drawn_wh = outlet.meter.register_wh - OFFSET_WH
    gained_wh = outlet.car.stored_wh - before_wh
    assert gained_wh == pytest.approx(drawn_wh * 0.9, abs=1.5)
    assert outlet.car.stored_wh <= COMPACT.battery_wh


@settings(max_examples=30)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=20))
def test_how_often_one_looks_changes_nothing_on_the_grid_of_steps(looks: list[int]) -> None:
    watched, alone = charging(70), charging(70)
    minutes = 0
    for pause in looks:
        minutes += pause
        watched.advance_to(after(minutes))
    alone.advance_to(after(minutes))
    assert watched.meter.register_wh == alone.meter.register_wh


def test_the_same_seed_draws_the_same_energy() -> None:
    spec = OutletSpec(noise_percent=3)
    one, two, other = (charging(spec=spec, seed=seed) for seed in (1, 1, 2))
    for outlet in (one, two, other):
        outlet.advance_to(after(60))
    assert one.meter.register_wh == two.meter.register_wh != other.meter.register_wh


def test_a_car_prepares_before_it_draws_power() -> None:
    outlet = charging()
    assert outlet.measure(NOON + timedelta(seconds=20)).register_wh == OFFSET_WH
    assert outlet.flow is Flow.CHARGING
    assert outlet.measure(NOON + timedelta(seconds=40)).power_w == 7_360


def test_a_full_car_suspends_and_draws_nothing_more() -> None:
    outlet = charging(98)
    outlet.advance_to(after(120))
    assert outlet.flow is Flow.SUSPENDED_EV
    assert outlet.power_w == 0
    register_wh = outlet.meter.register_wh
    outlet.advance_to(after(600))
    assert outlet.meter.register_wh == register_wh


def test_a_limit_below_the_minimum_current_suspends() -> None:
    outlet = charging()
    outlet.limit_w = 5 * 230
    assert outlet.flow is Flow.SUSPENDED_EVSE
    outlet.limit_w = 6 * 230
    outlet.advance_to(after(10))
    assert (outlet.flow, outlet.power_w) == (Flow.CHARGING, 1_380)


def test_phases_are_those_of_the_weaker_side() -> None:
    one_phase = charging(spec=OutletSpec(phases=3))
    three_phases = charging(
        model=CarModel(name="van", battery_wh=75_000, max_ac_w=22_000, ac_phases=3),
        spec=OutletSpec(phases=3),
    )
    for outlet in (one_phase, three_phases):
        outlet.advance_to(after(5))
    assert (one_phase.power_w, one_phase.measure(after(5)).current_a) == (7_360, 32)
    reading = three_phases.measure(after(5))
    assert (reading.power_w, reading.phases) == (22_000, 3)
    assert reading.offered_a == 32


def test_dc_has_its_own_maximum() -> None:
    model = CarModel(name="fast", battery_wh=60_000, max_dc_w=88_000)
    outlet = charging(model=model, spec=OutletSpec(dc_max_w=60_000))
    outlet.advance_to(after(5))
    assert outlet.power_w == 60_000


def test_nothing_flows_before_the_contactor_closes() -> None:
    outlet = Outlet(OutletSpec(), NOON)
    outlet.car = Car(COMPACT, 20)
    outlet.advance_to(after(60))
    assert (outlet.flow, outlet.meter.register_wh) == (Flow.OFF, 0)


def test_an_outlet_has_one_to_three_phases() -> None:
    with pytest.raises(ValueError, match="three phases"):
        OutletSpec(phases=4)
