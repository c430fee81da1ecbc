from datetime import UTC, datetime
from decimal import Decimal

import pytest

from sigec_sandbox.metering import INTERVAL, Metering, samples
from sigec_sandbox.physics.outlets import Measurement

READING = Measurement(
    at=datetime(2026, 1, 5, 12, 0, tzinfo=UTC),
    register_wh=6_069_310,
    power_w=6_900,
    phases=3,
    voltage_v=230,
    offered_w=22_080,
    soc_percent=54.4,
)


def told(metering: Metering, interval_wh: int = 0) -> dict[tuple[str, str | None], str]:
    return {
        (sample.measurand, sample.phase): f"{sample.value} {sample.unit}"
        for sample in samples(READING, metering, interval_wh=interval_wh)
    }


def test_everything_is_told_in_its_unit() -> None:
    assert told(Metering()) == {
        ("Energy.Active.Import.Register", None): "6069310 Wh",
        ("Power.Active.Import", None): "6900 W",
        ("Current.Import", None): "10.0 A",
        ("Voltage", None): "230 V",
        ("SoC", None): "54 Percent",
        ("Power.Offered", None): "22080 W",
    }


def test_phases_are_told_apart_and_add_up() -> None:
    by_phase = told(Metering(per_phase=True))
    assert by_phase["Power.Active.Import", "L2"] == "2300.0 W"
    assert by_phase["Power.Active.Import", None] == "6900 W"
    assert by_phase["Voltage", "L1-N"] == "230 V"
    assert ("Current.Import", None) not in by_phase


def test_kwh_is_exact_and_so_is_the_interval() -> None:
    metering = Metering(energy_unit="kWh", measurands=("Energy.Active.Import.Register", INTERVAL))
    assert told(metering, interval_wh=115) == {
        ("Energy.Active.Import.Register", None): "6069.310 kWh",
        (INTERVAL, None): "0.115 kWh",
    }


def test_a_multiplier_scales_the_value() -> None:
    metering = Metering(multiplier=3, measurands=("Energy.Active.Import.Register",))
    (sample,) = samples(READING, metering)
    assert sample.value == Decimal("6069.310")


def test_other_units_are_refused() -> None:
    with pytest.raises(ValueError, match="Wh or kWh"):
        Metering(energy_unit="MWh")
