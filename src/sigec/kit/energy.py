"""Energy as whole watt-hours, and shares that always add up to the whole."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

ENERGY_MAX_WH = 10**15
"""A thousand terawatt-hours: what says more is broken, and no column need hold it."""


def to_wh(value: Decimal, *, unit: str = "Wh", multiplier: int = 0) -> int:
    """Convert to whole Wh, half up.

    ``unit`` is ``Wh`` or ``kWh`` in any case; ``multiplier`` is OCPP 2.x's power of ten.

    :raises ValueError: when the unit is not one of energy, or the value is not finite or beyond
        `ENERGY_MAX_WH`.
    """
    if not value.is_finite():
        raise ValueError(f"not a number: {value}")
    match unit.lower():
        case "wh":
            kilo = 0
        case "kwh":
            kilo = 3
        case _:
            raise ValueError(f"not a unit of energy: {unit}")
    try:
        energy_wh = int(value.scaleb(kilo + multiplier).quantize(Decimal(1), ROUND_HALF_UP))
    except ArithmeticError:
        raise ValueError(f"not a plausible energy: {value}") from None
    if abs(energy_wh) > ENERGY_MAX_WH:
        raise ValueError(f"not a plausible energy: {value}")
    return energy_wh


def largest_remainder(whole: int, weights: Sequence[Fraction | int]) -> tuple[int, ...]:
    """Split ``whole`` in proportion to ``weights`` into integers that sum to it exactly.

    Equal remainders go to the earlier part. All-zero weights give everything to the first part.

    :raises ValueError: when there is no weight or one is negative.
    """
    if not weights or any(weight < 0 for weight in weights):
        raise ValueError("weights must be given and not negative")
    weight_sum = sum(weights)
    if weight_sum == 0:
        return (whole, *([0] * (len(weights) - 1)))
    exact = [Fraction(whole) * weight / weight_sum for weight in weights]
    parts = [int(share // 1) for share in exact]
    by_remainder = sorted(range(len(weights)), key=lambda i: parts[i] - exact[i])
    for index in by_remainder[: whole - sum(parts)]:
        parts[index] += 1
    return tuple(parts)
