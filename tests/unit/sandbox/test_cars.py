import pytest
from hypothesis import given
from hypothesis import strategies as st

from sigec_sandbox import Car, CarModel

COMPACT = CarModel(name="compact", battery_wh=40_000, max_ac_w=7_400, max_dc_w=60_000)


def test_a_car_takes_all_it_can_below_the_taper() -> None:
    assert COMPACT.acceptance_w(50, dc=False) == 7_400
    assert COMPACT.acceptance_w(90, dc=True) == 60_000


def test_power_falls_linearly_towards_a_full_battery() -> None:
    assert COMPACT.acceptance_w(95, dc=False) == pytest.approx(7_400 * 0.575, abs=1)
    assert COMPACT.acceptance_w(100, dc=False) == pytest.approx(7_400 * 0.15, abs=1)


@given(st.floats(0, 100), st.floats(0, 100))
def test_a_fuller_battery_never_takes_more(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert COMPACT.acceptance_w(low, dc=False) >= COMPACT.acceptance_w(high, dc=False)


def test_a_car_without_dc_inlet_takes_none() -> None:
    hybrid = CarModel(name="hybrid", battery_wh=18_000)
    assert hybrid.max_power_w(dc=True) == 0


def test_a_car_stops_at_its_target() -> None:
    car = Car(COMPACT, soc_percent_at_arrival=80, target_percent=80)
    assert car.is_full
    assert car.power_w(7_400, 10_000, dc=False) == 0


def test_a_battery_without_capacity_is_refused() -> None:
    with pytest.raises(ValueError, match="capacity"):
        CarModel(name="toy", battery_wh=0)
