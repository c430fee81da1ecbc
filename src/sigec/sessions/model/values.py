"""One sampled value: which measurand, in base units, as exact as it was written."""

from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final, NamedTuple

from sigec.sessions.model.flags import Flag

MAGNITUDE_MAX = 15
"""Decimal digits before the point: beyond them it is noise, not a meter."""

STEP_EXPONENT_MAX = 3
"""A register is never taken for coarser than whole kWh."""

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
    def spelling(self) -> "Spelling":
        """All but the number and its context: what values have in common that are written alike."""
        return self[1:6]


Spelling = tuple[str | None, str | None, int, str | None, str | None]
"""Measurand, unit, multiplier, phase, location."""


class ValueKind(NamedTuple):
    """What a spelling means.

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


def step_of(amount: Decimal) -> Decimal:
    """Return the size of the last written digit."""
    last_digit = amount.as_tuple().exponent
    assert isinstance(last_digit, int)  # only infinities and NaN have letters there
    return Decimal(1).scaleb(min(last_digit, STEP_EXPONENT_MAX))


def read_amount(kind: ValueKind, value: Decimal | str) -> Decimal | None:
    """Convert to Wh, W, A, V or percent, as exact as it was written; ``None`` if it is no number.

    The measurand is trusted over the unit.
    """
    number = _decimal(value)
    if number is None or (kind.measurand is Measurand.REGISTER and number < 0):
        return None
    if not kind.exponent:
        return number
    fits = abs(number.adjusted() + kind.exponent) <= MAGNITUDE_MAX
    return number.scaleb(kind.exponent) if fits else None


def _decimal(value: Decimal | str) -> Decimal | None:
    """Read a number as people write them, also with a decimal comma."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        written = str(value).strip()
        return _decimal(written.replace(",", ".")) if "," in written else None
    return number if number.is_finite() and abs(number.adjusted()) <= MAGNITUDE_MAX else None


def kind_of(spelling: Spelling) -> ValueKind:
    """Say what values are of that are written so."""
    measurand, unit, multiplier, phase, location = spelling
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
