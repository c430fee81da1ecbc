"""Energy is whole watt-hours, and shares of it add up to the whole."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sigec.kit.energy import ENERGY_MAX_WH, largest_remainder, to_wh

WEIGHTS = st.lists(
    st.one_of(st.integers(0, 10**9), st.fractions(0, 10**6, max_denominator=10**6)),
    min_size=1,
    max_size=50,
)
WHOLES = st.integers(-(10**9), 10**12)


@pytest.mark.parametrize(
    ("value", "unit", "multiplier", "energy_wh"),
    [
        ("6069310", "Wh", 0, 6_069_310),
        ("11.40", "kWh", 0, 11_400),
        ("11.40", "KWH", 0, 11_400),
        ("1.5", "kWh", -3, 2),
        ("12", "Wh", 3, 12_000),
        ("0.4999", "Wh", 0, 0),
        ("0.5", "Wh", 0, 1),
        ("-0.5", "Wh", 0, -1),
        ("0", "kWh", 99, 0),
    ],
)
def test_a_register_becomes_whole_watt_hours(
    value: str, unit: str, multiplier: int, energy_wh: int
) -> None:
    assert to_wh(Decimal(value), unit=unit, multiplier=multiplier) == energy_wh


@given(energy_wh=st.integers(-ENERGY_MAX_WH, ENERGY_MAX_WH))
def test_whole_watt_hours_are_kept_exactly_in_either_unit(energy_wh: int) -> None:
    assert to_wh(Decimal(energy_wh)) == energy_wh
    assert to_wh(Decimal(energy_wh).scaleb(-3), unit="kWh") == energy_wh


@given(
    value=st.decimals(allow_nan=True, allow_infinity=True),
    unit=st.sampled_from(["Wh", "kWh", "W", "", "varh"]),
    multiplier=st.integers(-(10**6), 10**6),
)
def test_whatever_a_meter_says_is_energy_or_refused(
    value: Decimal, unit: str, multiplier: int
) -> None:
    try:
        energy_wh = to_wh(value, unit=unit, multiplier=multiplier)
    except ValueError:
        return
    assert abs(energy_wh) <= ENERGY_MAX_WH


@pytest.mark.parametrize("value", ["1E+30", "1E+999999", "-1E+16", "NaN", "Infinity"])
def test_energy_that_no_column_could_hold_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r"energy|number"):
        to_wh(Decimal(value))


@given(whole=WHOLES, weights=WEIGHTS)
def test_parts_sum_to_the_whole_and_each_is_within_one_of_its_share(
    whole: int, weights: list[Fraction | int]
) -> None:
    parts = largest_remainder(whole, weights)

    assert len(parts) == len(weights)
    assert sum(parts) == whole
    if weight_sum := sum(weights):
        for part, weight in zip(parts, weights, strict=True):
            assert abs(part - Fraction(whole) * weight / weight_sum) < 1


@given(whole=WHOLES, weights=WEIGHTS, scale=st.integers(1, 1_000))
def test_only_proportions_count(whole: int, weights: list[Fraction | int], scale: int) -> None:
    scaled = [weight * scale for weight in weights]

    assert largest_remainder(whole, weights) == largest_remainder(whole, scaled)


def test_equal_remainders_go_to_the_earlier_part() -> None:
    assert largest_remainder(2, [1, 1, 1]) == (1, 1, 0)


def test_the_vector_of_the_domain_rules() -> None:
    """8.05 kWh, 16:18 to 20:50: 72 minutes off peak, 180 peak, 20 off peak."""
    assert largest_remainder(8_050, [72, 180, 20]) == (2_131, 5_327, 592)


def test_without_any_weight_the_first_part_gets_everything() -> None:
    assert largest_remainder(7, [0, 0]) == (7, 0)


@pytest.mark.parametrize("weights", [[], [1, -1]])
def test_no_weights_and_negative_weights_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        largest_remainder(1, weights)
