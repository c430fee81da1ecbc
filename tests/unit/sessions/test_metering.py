"""Sampled values of real chargers become Wh, W, A and V."""

from decimal import Decimal

import pytest

from sigec.sessions.model import Flag, MeterSample, SampledValue, read_meter
from tests.unit.sessions.reports import at

REGISTER = "Energy.Active.Import.Register"
POWER = "Power.Active.Import"


def only(*values: SampledValue) -> MeterSample:
    [sample] = read_meter(at(0), values)
    return sample


@pytest.mark.parametrize(
    ("value", "unit", "multiplier", "energy_wh", "step_wh"),
    [
        ("6057910", None, 0, 6_057_910, 1),
        ("6057.91", "kWh", 0, 6_057_910, 10),
        ("6057,9", "kWh", 0, 6_057_900, 100),
        ("6058", "kWh", 0, 6_058_000, 1_000),
        (Decimal("6.05791"), "Wh", 6, 6_057_910, 10),
        ("100.5", "Wh", 0, 101, 1),
        ("12", "W", 0, 12, 1),
    ],
)
def test_registers_are_whole_watt_hours(
    value: str | Decimal, unit: str | None, multiplier: int, energy_wh: int, step_wh: int
) -> None:
    sample = only(SampledValue(value=value, unit=unit, multiplier=multiplier))
    assert (sample.energy_wh, sample.energy_step_wh) == (energy_wh, step_wh)


@pytest.mark.parametrize("noise", ["", "NaN", "Infinity", "1e999999", "-5", "9" * 40, "abc"])
def test_noise_is_kept_as_text_and_flagged(noise: str) -> None:
    sample = only(SampledValue(value=noise, unit="Wh"))
    assert sample.energy_wh is None
    assert sample.flags == {Flag.VALUE_UNREADABLE}
    assert REGISTER in sample.other


def test_phases_are_added_up_when_there_is_no_total() -> None:
    phases = [SampledValue(value="1000", measurand=POWER, phase=f"L{n}") for n in (1, 2, 3)]
    assert only(*phases).power_w == 3_000


def test_a_total_beats_its_phases() -> None:
    total = SampledValue(value="2990", measurand=POWER)
    phase = SampledValue(value="1000", measurand=POWER, phase="L1")
    assert only(phase, total).power_w == 2_990


def test_the_neutral_is_no_phase_and_voltage_is_a_mean() -> None:
    sample = only(
        SampledValue(value="16", measurand="Current.Import", phase="L1"),
        SampledValue(value="15", measurand="Current.Import", phase="L2"),
        SampledValue(value="31", measurand="Current.Import", phase="N"),
        SampledValue(value="229", measurand="Voltage", phase="L1-N"),
        SampledValue(value="231", measurand="Voltage", phase="L2-N"),
        SampledValue(value="400", measurand="Voltage", phase="L1-L2"),
    )
    assert (sample.current_a, sample.voltage_v) == (16, 230)


def test_the_outlet_counts_and_other_locations_are_not_mixed_in() -> None:
    inlet = SampledValue(value="999", location="Inlet")
    assert only(inlet).location == "Inlet"
    sample = only(inlet, SampledValue(value="100"))
    assert (sample.energy_wh, sample.location) == (100, "Outlet")


def test_the_measurand_is_trusted_over_the_unit() -> None:
    sample = only(SampledValue(value="7.4", measurand=POWER, unit="kWh"))
    assert sample.power_w == 7_400
    assert sample.flags == {Flag.UNIT_MISMATCH}


def test_contexts_of_one_instant_are_samples_of_their_own_in_order() -> None:
    values = [
        SampledValue(value="3", context="Transaction.End"),
        SampledValue(value="1", context="Transaction.Begin"),
        SampledValue(value="2"),
    ]
    assert [sample.energy_wh for sample in read_meter(at(0), values)] == [1, 2, 3]


def test_what_is_unknown_is_kept_as_text() -> None:
    sample = only(SampledValue(value="50.01", measurand="Frequency", unit="Hz"))
    assert sample.other == {"Frequency": "50.01 Hz"}
