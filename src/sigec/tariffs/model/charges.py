"""What a session costs: lines, each rounded once, and their sum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sigec.kit import money
from sigec.kit.money import Money


class LineKind(StrEnum):
    """What a line charges for."""

    ENERGY = "energy"
    TIME = "time"
    IDLE = "idle"
    SESSION = "session"
    RESERVATION = "reservation"
    MINIMUM = "minimum"
    """What is missing to the least that a session costs."""
    MAXIMUM = "maximum"
    """What is above the most that a session costs: negative."""
    TAX = "tax"
    """A tax that comes on top of the prices."""


class Basis(StrEnum):
    """How the energy of a line is known."""

    WHOLE = "whole"
    """All of the session's energy: nothing had to be divided."""
    READINGS = "readings"
    """Divided by what the meter showed between two readings."""
    PROPORTIONAL = "proportional"
    """Divided in proportion to time, for want of readings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a bill.

    ``unit_price`` is per kWh, minute, session or reservation, as ``kind`` says; a limit's is the
    limit itself, a tax's its percentage. ``energy_wh`` and ``seconds`` are rounded to be shown;
    over the energy lines they add up to the session's. ``amount`` is rounded once, from the
    unrounded energy. ``facts`` are the numbers it follows from beyond those: see `explain`.
    """

    kind: LineKind
    window: str
    from_at: datetime
    to_at: datetime
    unit_price: Decimal
    amount: Money
    energy_wh: int | None = None
    seconds: int | None = None
    basis: Basis | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncludedTax:
    """The part of a total that is tax, which the total contains already."""

    name: str
    percent: Decimal
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What a session costs; the total is the sum of its lines."""

    lines: Sequence[Line]
    total: Money
    included_taxes: Sequence[IncludedTax] = ()

    def __post_init__(self) -> None:
        assert money.total((line.amount for line in self.lines), self.total.currency) == self.total

    @classmethod
    def of(cls, lines: Sequence[Line], currency: str) -> "Charge":
        """Sum lines up, none of which is free."""
        return cls(lines=tuple(lines), total=subtotal(lines, currency))


def subtotal(lines: Sequence[Line], currency: str) -> Money:
    """Return the sum of some lines."""
    return money.total((line.amount for line in lines), currency)
