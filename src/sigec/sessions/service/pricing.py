"""What sessions cost so far, or finally."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.kit.actor import PLATFORM
from sigec.kit.ids import SiteId, TenantId
from sigec.sessions._store import readings
from sigec.sessions.model import MeterSample, Session, slices_of
from sigec.sites.service import SiteNotFound, require_site
from sigec.tariffs.model import (
    Calendar,
    Charge,
    Tariff,
    TariffVersion,
    effective_version,
    rate,
)
from sigec.tariffs.service import load_tariffs
from sigec.tenants.service import find_tenant


class PriceList:
    """Prices sessions in one transaction, asking once for each tenant's tariffs and zones."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._tariffs: dict[TenantId, Sequence[Tariff]] = {}
        self._calendars: dict[tuple[TenantId, SiteId | None], Calendar] = {}

    async def price(self, session: Session) -> tuple[Charge, TariffVersion] | None:
        """Return what a session costs by the version of its start.

        ``None`` when no tariff is valid then, or the energy is unknown: that is not zero.
        """
        version = await self._version(session)
        if version is None or session.energy.energy_wh is None:
            return None
        samples: Iterable[MeterSample] = ()
        if version.windows:
            samples = await readings.load(self._connection, session.id)
        calendar = await self._calendar(session.tenant_id, session.site_id)
        return rate(version, slices_of(session, samples), calendar=calendar), version

    async def _version(self, session: Session) -> TariffVersion | None:
        tenant_id = session.tenant_id
        if tenant_id not in self._tariffs:
            self._tariffs[tenant_id] = await load_tariffs(self._connection, tenant_id)
        return effective_version(self._tariffs[tenant_id], session.site_id, session.started_at)

    async def _calendar(self, tenant_id: TenantId, site_id: SiteId | None) -> Calendar:
        key = (tenant_id, site_id)
        if key not in self._calendars:
            zone = ZoneInfo(await self._timezone(tenant_id, site_id))
            self._calendars[key] = Calendar(zone=zone)
        return self._calendars[key]

    async def _timezone(self, tenant_id: TenantId, site_id: SiteId | None) -> str:
        """Return the site's zone, the tenant's for a station that stands on none (any more)."""
        if site_id is not None:
            try:
                return (await require_site(self._connection, PLATFORM, site_id)).timezone
            except SiteNotFound:
                pass
        tenant = await find_tenant(self._connection, tenant_id)
        return "UTC" if tenant is None else tenant.timezone
