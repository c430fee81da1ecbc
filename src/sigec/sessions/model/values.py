"""One sampled value: which measurand, in base units, as exact as it was written."""

from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from sigec.sessions.model.flags import Flag

MAGNITUDE_MAX = 15
"""Decimal digits before the point: beyond them it is noise, not a meter."""

STEP_EXPONENT_MAX = 3
"""A register is never taken for coarser than whole kWh."""

SPELLINGS_MAX = 512
"""How many ways to write a measurand or a unit are remembered; stations share a few dozen."""

NO_FLAGS: Final[frozenset[Flag]] = frozenset()


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
_MISMATCH = frozenset({Flag.UNIT_MISMATCH})


class SampledValue(NamedTuple):
    """One value as the wire gives it; a missing measurand is the imported-energy register.

    A tuple, for ten of them come with every message.
    """

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
        return _known_measurand(self.measurand)

    @property
    def name(self) -> str:
        """How the value is called among those without a field: measurand, phase, location."""
        phase = f".{self.phase}" if self.phase else ""
        place = f"@{self.location}" if self.location else ""
        return f"{self.measurand or Measurand.REGISTER.value}{phase}{place}"

    @property
    def text(self) -> str:
        """The value with its unit, as the wire wrote them."""
        return f"{self.value} {self.unit}".strip() if self.unit else str(self.value).strip()


class Amount(NamedTuple):
    """A number in Wh, W, A, V or percent, as exact as it was written."""

    value: Decimal
    flags: frozenset[Flag] = NO_FLAGS

    @property
    def step(self) -> Decimal:
        """The size of the last written digit."""
        last_digit = self.value.as_tuple().exponent
        assert isinstance(last_digit, int)  # only infinities and NaN have letters there
        return Decimal(1).scaleb(min(last_digit, STEP_EXPONENT_MAX))


def read_amount(measurand: Measurand, sampled: SampledValue) -> Amount | None:
    """Convert to base units, trusting the measurand over the unit; ``None`` if it is no number."""
    number = _decimal(sampled.value)
    if number is None or (measurand is Measurand.REGISTER and number < 0):
        return None
    prefix, unit_fits = _prefix(measurand, sampled.unit)
    exponent = prefix + sampled.multiplier
    if exponent:
        if abs(number.adjusted() + exponent) > MAGNITUDE_MAX:
            return None
        number = number.scaleb(exponent)
    return Amount(number, NO_FLAGS if unit_fits else _MISMATCH)


def _decimal(value: Decimal | str) -> Decimal | None:
    """Read a number as people write them, also with a decimal comma."""
    try:
        number = Decimal(value.strip().replace(",", ".") if isinstance(value, str) else value)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= MAGNITUDE_MAX else None


@lru_cache(maxsize=SPELLINGS_MAX)
def _known_measurand(written: str | None) -> Measurand | None:
    return _MEASURANDS.get((written or Measurand.REGISTER).strip().casefold())


@lru_cache(maxsize=SPELLINGS_MAX)
def _prefix(measurand: Measurand, unit: str | None) -> tuple[int, bool]:
    """Return the unit's power of ten, and whether the unit is one of this measurand."""
    base = _BASE_UNITS.get(measurand)
    if not unit or base is None:
        return 0, True
    written = unit.strip().casefold()
    prefix = _PREFIXES.get(written[:1], 0) if len(written) > 1 else 0
    return prefix, written in (base, f"k{base}", f"m{base}")
