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

OUTLET = "Outlet"
"""Where a meter sits whose place is not told."""

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
    def kind(self) -> "ValueKind":
        """What the value is of, all but the number."""
        return _kind(*self[1:6])


class ValueKind(NamedTuple):
    """What all values have in common that are written alike.

    ``measurand`` is ``None`` when it is not one of ours, however it is capitalised. ``exponent``
    is the power of ten that leads to the base unit. ``name`` is what the value is called among
    those without a field: measurand, phase, location. ``unit_text`` follows the number.
    """

    measurand: Measurand | None
    exponent: int
    flags: frozenset[Flag]
    phase: str | None
    location: str
    name: str
    unit_text: str


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


def read_amount(kind: ValueKind, value: Decimal | str) -> Amount | None:
    """Convert to base units, trusting the measurand over the unit; ``None`` if it is no number."""
    number = _decimal(value)
    if number is None or (kind.measurand is Measurand.REGISTER and number < 0):
        return None
    if kind.exponent:
        if abs(number.adjusted() + kind.exponent) > MAGNITUDE_MAX:
            return None
        number = number.scaleb(kind.exponent)
    return Amount(number, kind.flags)


def _decimal(value: Decimal | str) -> Decimal | None:
    """Read a number as people write them, also with a decimal comma."""
    try:
        number = Decimal(value.strip().replace(",", ".") if isinstance(value, str) else value)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= MAGNITUDE_MAX else None


@lru_cache(maxsize=SPELLINGS_MAX)
def _kind(
    measurand: str | None,
    unit: str | None,
    multiplier: int,
    phase: str | None,
    location: str | None,
) -> ValueKind:
    written = measurand or Measurand.REGISTER.value
    known = _MEASURANDS.get(written.strip().casefold())
    prefix, unit_fits = _prefix(known, unit)
    return ValueKind(
        measurand=known,
        exponent=prefix + multiplier,
        flags=NO_FLAGS if unit_fits else _MISMATCH,
        phase=phase or None,
        location=location or OUTLET,
        unit_text=f" {unit}" if unit else "",
        name=f"{written}{'.' + phase if phase else ''}{'@' + location if location else ''}",
    )


def _prefix(measurand: Measurand | None, unit: str | None) -> tuple[int, bool]:
    """Return the unit's power of ten, and whether the unit is one of this measurand."""
    base = None if measurand is None else _BASE_UNITS.get(measurand)
    if not unit or base is None:
        return 0, True
    written = unit.strip().casefold()
    prefix = _PREFIXES.get(written[:1], 0) if len(written) > 1 else 0
    return prefix, written in (base, f"k{base}", f"m{base}")
