"""What a station's meter values say: which measurands, in which unit, how often."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sigec_sandbox.physics.outlets import Measurement

REGISTER = "Energy.Active.Import.Register"
INTERVAL = "Energy.Active.Import.Interval"
POWER = "Power.Active.Import"
CURRENT = "Current.Import"
VOLTAGE = "Voltage"
SOC = "SoC"
OFFERED = "Power.Offered"
CURRENT_OFFERED = "Current.Offered"

EVERYTHING = (REGISTER, POWER, CURRENT, VOLTAGE, SOC, OFFERED)
KNOWN = frozenset({*EVERYTHING, INTERVAL, CURRENT_OFFERED})


def measurands(text: str) -> tuple[str, ...]:
    """Read a list of measurands as a central system writes it.

    :raises ValueError: when the station cannot measure one of them.
    """
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    if unknown := set(names) - KNOWN:
        raise ValueError(f"cannot measure {', '.join(sorted(unknown))}")
    return names


@dataclass(frozen=True, slots=True, kw_only=True)
class Metering:
    """How a station reports its meter.

    `energy_unit` (Wh or kWh) concerns sampled values; 1.6 `meterStart` and `meterStop` stay Wh.
    `multiplier` is for 2.x: value × 10^multiplier is in the unit. `meter_stop=False` leaves the
    last register out of the end; `transaction_data` puts 1.6 samples into StopTransaction.
    """

    measurands: tuple[str, ...] = EVERYTHING
    energy_unit: str = "Wh"
    multiplier: int = 0
    per_phase: bool = False
    sample_interval_s: int = 60
    meter_stop: bool = True
    transaction_data: bool = False
    begin_and_end: bool = True
    measurand_named: bool = True

    def __post_init__(self) -> None:
        if self.energy_unit not in {"Wh", "kWh"}:
            raise ValueError("energy is reported in Wh or kWh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One sampled value, not yet in a version's words."""

    measurand: str
    value: Decimal
    unit: str
    phase: str | None = None


def samples(
    measurement: Measurement, metering: Metering, *, interval_wh: int = 0
) -> Iterator[Sample]:
    """Yield what the metering options ask for; `interval_wh` is the energy since the last one."""
    for measurand in metering.measurands:
        match measurand:
            case "Energy.Active.Import.Register":
                yield energy(measurand, measurement.register_wh, metering)
            case "Energy.Active.Import.Interval":
                yield energy(measurand, interval_wh, metering)
            case "SoC":
                if measurement.soc_percent is not None:
                    soc = _rounded(measurement.soc_percent, "1")
                    yield Sample(measurand=measurand, value=soc, unit="Percent")
            case _:
                yield from _electrical(measurand, measurement, per_phase=metering.per_phase)


def energy(measurand: str, energy_wh: int, metering: Metering) -> Sample:
    """Return an energy in the unit and scale that the station uses, exactly."""
    value = Decimal(energy_wh)
    if metering.energy_unit == "kWh":
        value = value.scaleb(-3)
    return Sample(
        measurand=measurand, value=value.scaleb(-metering.multiplier), unit=metering.energy_unit
    )


def _electrical(measurand: str, measurement: Measurement, *, per_phase: bool) -> Iterator[Sample]:
    whole = {
        POWER: (_rounded(measurement.power_w, "1"), "W"),
        OFFERED: (_rounded(measurement.offered_w, "1"), "W"),
        CURRENT: (_rounded(measurement.current_a, "0.1"), "A"),
        CURRENT_OFFERED: (_rounded(measurement.offered_a, "0.1"), "A"),
        VOLTAGE: (_rounded(measurement.voltage_v, "1"), "V"),
    }
    value, unit = whole[measurand]
    phased = measurand in {POWER, CURRENT, VOLTAGE} and per_phase and measurement.phases > 1
    if not phased or measurand == POWER:
        yield Sample(measurand=measurand, value=value, unit=unit)
    if phased:
        share = _rounded(value / measurement.phases, "0.1") if measurand == POWER else value
        for phase in range(1, measurement.phases + 1):
            name = f"L{phase}-N" if measurand == VOLTAGE else f"L{phase}"
            yield Sample(measurand=measurand, value=share, unit=unit, phase=name)


def _rounded(value: float | Decimal, step: str) -> Decimal:
    return Decimal(value).quantize(Decimal(step))
