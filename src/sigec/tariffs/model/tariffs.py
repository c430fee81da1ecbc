"""A tariff and its versions: a price is never edited, a new version takes over from a date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sigec.kit.errors import FieldError
from sigec.kit.ids import SiteId, TariffId, TariffVersionId, TenantId
from sigec.kit.money import Money, UnknownCurrency
from sigec.tariffs.model.windows import Window

PRICE_DIGITS_MAX = 6
PRICE_MAX = Decimal(1_000_000)
WINDOWS_MAX = 50
NO_PRICE = Decimal(0)
BASE = "base"
"""The name of the prices that apply outside all windows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedWindow:
    """Other prices while a window is open; ``name`` is shown on the line (``peak``)."""

    name: str
    window: Window
    price_per_kwh: Decimal
    price_per_minute: Decimal = NO_PRICE


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionDraft:
    """What a version says. Of several open windows the first counts."""

    valid_from: datetime
    currency: str
    price_per_kwh: Decimal
    price_per_minute: Decimal = NO_PRICE
    price_per_session: Decimal = NO_PRICE
    windows: Sequence[PricedWindow] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffVersion:
    """Prices from ``valid_from`` to ``valid_to``, the end exclusive and open while ``None``."""

    id: TariffVersionId
    tariff_id: TariffId
    valid_from: datetime
    valid_to: datetime | None = None
    currency: str
    price_per_kwh: Decimal
    price_per_minute: Decimal = NO_PRICE
    price_per_session: Decimal = NO_PRICE
    windows: Sequence[PricedWindow] = ()

    def is_valid_at(self, at: datetime) -> bool:
        """Say whether a session that starts at this instant is priced by this version."""
        return self.valid_from <= at and (self.valid_to is None or at < self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """A name for prices over time; without a site it is the tenant's default."""

    id: TariffId
    tenant_id: TenantId
    site_id: SiteId | None
    name: str
    created_at: datetime
    version: int
    versions: Sequence[TariffVersion]


def effective_version(
    tariffs: Iterable[Tariff], site_id: SiteId | None, at: datetime
) -> TariffVersion | None:
    """Return the version that prices a session that starts on a site at an instant.

    The site's own tariff comes before the tenant's default, and of several the latest begun.
    """
    valid = [
        (tariff.site_id is not None, version.valid_from, version.id, version)
        for tariff in tariffs
        for version in tariff.versions
        if tariff.site_id in (None, site_id) and version.is_valid_at(at)
    ]
    return max(valid, key=lambda found: found[:3])[3] if valid else None


def faults_of(draft: VersionDraft) -> tuple[FieldError, ...]:
    """Name every field that breaks a rule."""
    prices = {
        "price_per_kwh": draft.price_per_kwh,
        "price_per_minute": draft.price_per_minute,
        "price_per_session": draft.price_per_session,
    }
    for index, priced in enumerate(draft.windows):
        prices[f"windows.{index}.price_per_kwh"] = priced.price_per_kwh
        prices[f"windows.{index}.price_per_minute"] = priced.price_per_minute
    faults = [
        FieldError(field=name, code="field.price")
        for name, price in prices.items()
        if not _is_price(price)
    ]
    if len(draft.windows) > WINDOWS_MAX:
        faults.append(FieldError(field="windows", code="field.too_many"))
    try:
        Money.zero(draft.currency)
    except UnknownCurrency:
        faults.append(FieldError(field="currency", code="field.currency"))
    return tuple(faults)


def _is_price(price: Decimal) -> bool:
    """Say whether a price is not negative and fits the column it is stored in."""
    if not price.is_finite() or not 0 <= price < PRICE_MAX:
        return False
    exponent = price.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -PRICE_DIGITS_MAX
