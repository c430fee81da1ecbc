"""Prices to begin with: offered to whoever writes a tariff, never applied by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from sigec.tariffs.model.tariffs import IDLE_GRACE_MINUTES, PricedWindow
from sigec.tariffs.model.windows import Window

WORKDAYS = frozenset(range(1, 6))


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """Prices that suit many places; ``code`` is what the catalogues have words for."""

    code: str
    currency: str
    price_per_kwh: Decimal
    idle_grace_minutes: int = IDLE_GRACE_MINUTES
    windows: Sequence[PricedWindow] = ()


TEMPLATES: Sequence[Template] = (
    Template(
        code="condominium_two_rates",
        currency="BRL",
        price_per_kwh=Decimal("0.53"),
        windows=(
            PricedWindow(
                name="peak",
                window=Window(
                    weekdays=WORKDAYS,
                    from_time=time(17, 30),
                    to_time=time(20, 30),
                    on_holidays=False,
                ),
                price_per_kwh=Decimal("3.08"),
            ),
        ),
    ),
)
"""The condominium's two rates (``domain.md`` §7), "dupla tarifação"."""
