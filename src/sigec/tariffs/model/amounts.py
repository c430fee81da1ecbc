"""Quantity times price, rounded once."""

from decimal import Decimal
from fractions import Fraction

from sigec.kit.money import Money


def amount_of(quantity: Fraction, price: Decimal, currency: str) -> Money:
    """Multiply exactly, then round once, half-even, to the currency's digits."""
    exact = quantity * Fraction(price)
    return Money(Decimal(exact.numerator) / Decimal(exact.denominator), currency).rounded
