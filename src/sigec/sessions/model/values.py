"""One sampled value: which measurand, in base units, as exact as it was written."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from sigec.sessions.model.flags import Flag

MAGNITUDE_MAX = 15
"""Decimal digits before the point: beyond them it is noise, not a meter."""

STEP_EXPONENT_MAX = 3
"""A register is never taken for coarser than whole kWh."""


class Measurand(StrEnum):
    """The measurands that a sample has a field for."""

    REGISTER = "Energy.Active.Import.Register"
    INTERVAL = "Energy.Active.Import.Interval"
    POWER = "Power.Active.Import"
    OFFERED = "Power.Offered"
    CURRENT = "Current.Import"
    VOLTAGE = "Voltage"
    SOC = "SoC"


_MEASURANDS = {measurand.casefold(): measurand for measurand in Measurand}
_BASE_UNITS = {
    Measurand.REGISTER: "wh",
    Measurand.INTERVAL: "wh",
    Measurand.POWER: "w",
    Measurand.OFFERED: "w",
    Measurand.CURRENT: "a",
    Measurand.VOLTAGE: "v",
}
_PREFIXES = {"k": 3, "m": -3}


@dataclass(frozen=True, slots=True, kw_only=True)
class SampledValue:
    """One value as the wire gives it; a missing measurand is the imported-energy register."""

    value: Decimal | str
    measurand: str | None = None
    unit: str | None = None
    multiplier: int = 0
    phase: str | None = None
    location: str | None = None
    context: str | None = None

    @property
    def known_measurand(self) -> Measurand | None:
        """The measurand, however it is capitalised, or ``None`` when it is not one of ours."""
        return _MEASURANDS.get((self.measurand or Measurand.REGISTER).strip().casefold())

    @property
    def name(self) -> str:
        """How the value is called among those without a field: measurand, phase, location."""
        phase = f".{self.phase}" if self.phase else ""
        place = f"@{self.location}" if self.location else ""
        return f"{self.measurand or Measurand.REGISTER.value}{phase}{place}"

    @property
    def text(self) -> str:
        """The value with its unit, as the wire wrote them."""
        return f"{self.value} {self.unit or ''}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number in Wh, W, A, V or percent, and the size of its last written digit."""

    value: Decimal
    step: Decimal
    flags: frozenset[Flag] = frozenset()


def read_amount(measurand: Measurand, sampled: SampledValue) -> Amount | None:
    """Convert to base units, trusting the measurand over the unit; ``None`` if it is no number."""
    number = _decimal(sampled.value)
    if number is None or (measurand is Measurand.REGISTER and number < 0):
        return None
    prefix, unit_fits = _prefix(measurand, sampled.unit)
    exponent = prefix + sampled.multiplier
    if abs(number.adjusted() + exponent) > MAGNITUDE_MAX:
        return None
    scaled = number.scaleb(exponent)
    last_digit = scaled.as_tuple().exponent
    assert isinstance(last_digit, int)  # only infinities and NaN have letters there
    return Amount(
        value=scaled,
        step=Decimal(1).scaleb(min(last_digit, STEP_EXPONENT_MAX)),
        flags=frozenset() if unit_fits else frozenset({Flag.UNIT_MISMATCH}),
    )


def _decimal(value: Decimal | str) -> Decimal | None:
    """Read a number as people write them, also with a decimal comma."""
    try:
        number = Decimal(value.strip().replace(",", ".") if isinstance(value, str) else value)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= MAGNITUDE_MAX else None


def _prefix(measurand: Measurand, unit: str | None) -> tuple[int, bool]:
    """Return the unit's power of ten, and whether the unit is one of this measurand."""
    base = _BASE_UNITS.get(measurand)
    if not unit or base is None:
        return 0, True
    written = unit.strip().casefold()
    prefix = _PREFIXES.get(written[:1], 0) if len(written) > 1 else 0
    return prefix, written in (base, f"k{base}", f"m{base}")
