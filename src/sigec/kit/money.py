"""Money: a decimal amount with its currency, never a float."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Self

_MINOR_DIGITS = {"BRL": 2, "USD": 2, "EUR": 2, "CLP": 0, "PYG": 0}
"""Digits after the point (ISO 4217); a currency that is not listed is refused, not guessed."""


class UnknownCurrency(ValueError):
    """The currency is not one the platform can round."""


class NotAnAmount(ValueError):
    """The number is not finite."""


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies were combined."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of one currency. It may hold more digits than the currency has: see `rounded`."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if self.currency not in _MINOR_DIGITS:
            raise UnknownCurrency(self.currency)
        if not self.amount.is_finite():
            raise NotAnAmount(str(self.amount))

    @classmethod
    def zero(cls, currency: str) -> Self:
        """Return nothing, in ``currency``."""
        return cls(Decimal(0), currency)

    @classmethod
    def from_minor(cls, minor: int, currency: str) -> Self:
        """Build from minor units: ``from_minor(1234, "BRL")`` is R$ 12.34."""
        if currency not in _MINOR_DIGITS:
            raise UnknownCurrency(currency)
        return cls(Decimal(minor).scaleb(-_MINOR_DIGITS[currency]), currency)

    @property
    def rounded(self) -> "Money":
        """The amount to the currency's own digits, half-even (``domain.md`` §7)."""
        exponent = Decimal(1).scaleb(-_MINOR_DIGITS[self.currency])
        return Money(self.amount.quantize(exponent, ROUND_HALF_EVEN), self.currency)

    @property
    def minor(self) -> int:
        """The rounded amount in minor units, as stored."""
        return int(self.rounded.amount.scaleb(_MINOR_DIGITS[self.currency]))

    def __add__(self, other: "Money") -> "Money":
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} + {other.currency}")
        return Money(self.amount + other.amount, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return self + -other


def total(amounts: Iterable[Money], currency: str) -> Money:
    """Add the amounts up; nothing at all is zero of ``currency``.

    :raises CurrencyMismatch: when an amount is of another currency.
    """
    return sum(amounts, Money.zero(currency))
