"""A tariff and its versions: a price is never edited, a new version takes over from a date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sigec.kit.ids import SiteId, TariffId, TariffVersionId, TenantId
from sigec.tariffs.model.windows import Window

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
    version: int
    versions: Sequence[TariffVersion]


def effective_version(versions: Iterable[TariffVersion], at: datetime) -> TariffVersion | None:
    """Return the version that prices a session starting at ``at``; the latest begun of several."""
    valid = [version for version in versions if version.is_valid_at(at)]
    return max(valid, key=lambda version: (version.valid_from, version.id), default=None)
