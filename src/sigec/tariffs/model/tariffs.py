"""A tariff and its versions: a price is never edited, a new version takes over from a date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sigec.kit.ids import SiteId, TariffId, TariffVersionId, TenantId
from sigec.tariffs.model.windows import Window

NO_PRICE = Decimal(0)
IDLE_GRACE_MINUTES = 15
"""Idle time up to here is nobody's fault (``domain.md`` §7)."""
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
class Tax:
    """A percentage: on top of the prices, or of the price that contains it (``is_included``)."""

    name: str
    percent: Decimal
    is_included: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionDraft:
    """What a version says. Of several open windows the first counts.

    Idle time is charged beyond ``idle_grace_minutes``, and once for the whole session.
    ``amount_min`` and ``amount_max`` bound what a session costs before any added tax.
    """

    valid_from: datetime
    currency: str
    price_per_kwh: Decimal
    price_per_minute: Decimal = NO_PRICE
    price_per_session: Decimal = NO_PRICE
    price_per_reservation: Decimal = NO_PRICE
    price_per_idle_minute: Decimal = NO_PRICE
    idle_grace_minutes: int = IDLE_GRACE_MINUTES
    amount_min: Decimal | None = None
    amount_max: Decimal | None = None
    taxes: Sequence[Tax] = ()
    windows: Sequence[PricedWindow] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffVersion(VersionDraft):
    """Prices from ``valid_from`` to ``valid_to``, the end exclusive and open while ``None``."""

    id: TariffVersionId
    tariff_id: TariffId
    valid_to: datetime | None = None

    def is_valid_at(self, at: datetime) -> bool:
        """Say whether a session that starts at this instant is priced by this version."""
        return self.valid_from <= at and (self.valid_to is None or at < self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Where and for whom prices are meant; what is ``None`` does not restrict.

    Without any they are the tenant's default.
    """

    site_id: SiteId | None = None
    station_group: str | None = None
    person_group: str | None = None

    def includes(self, other: "Audience") -> bool:
        """Say whether these prices are meant for a session at such a place, by such a person."""
        return (
            self.site_id in (None, other.site_id)
            and self.station_group in (None, other.station_group)
            and self.person_group in (None, other.person_group)
        )

    @property
    def rank(self) -> tuple[bool, bool, bool]:
        """How special it is: who charges comes before which stations, and those before the site."""
        return (
            self.person_group is not None,
            self.station_group is not None,
            self.site_id is not None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """A name for prices over time; one that was removed goes on for what began before."""

    id: TariffId
    tenant_id: TenantId
    site_id: SiteId | None = None
    station_group: str | None = None
    person_group: str | None = None
    name: str
    created_at: datetime
    removed_at: datetime | None = None
    version: int
    versions: Sequence[TariffVersion]

    @property
    def audience(self) -> Audience:
        """Where and for whom it is meant."""
        return Audience(
            site_id=self.site_id,
            station_group=self.station_group,
            person_group=self.person_group,
        )

    def is_offered_at(self, at: datetime) -> bool:
        """Say whether a session that starts at this instant may be priced by this tariff."""
        return self.removed_at is None or at < self.removed_at


def effective_version(
    tariffs: Iterable[Tariff], audience: Audience, at: datetime
) -> TariffVersion | None:
    """Return the version that prices a session of such an audience that starts at an instant.

    The most special tariff counts (`Audience.rank`), and of several the latest begun.
    """
    valid = [
        (tariff.audience.rank, version.valid_from, version.id, version)
        for tariff in tariffs
        if tariff.is_offered_at(at) and tariff.audience.includes(audience)
        for version in tariff.versions
        if version.is_valid_at(at)
    ]
    return max(valid, key=lambda found: found[:3])[3] if valid else None
