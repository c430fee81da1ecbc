"""The zone and the holidays in which the prices of a place are meant."""

from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.kit.actor import Scope
from sigec.kit.ids import SiteId, TenantId
from sigec.sites.service import SiteNotFound, require_site
from sigec.tariffs.model import Calendar
from sigec.tenants.service import find_tenant, load_holidays

_ZONE_WITHOUT_TENANT = "UTC"


async def load_calendar(
    connection: AsyncConnection, tenant_id: TenantId, site_id: SiteId | None
) -> Calendar:
    """Return the calendar of a tenant's site; inside the caller's transaction."""
    return Calendar(
        zone=ZoneInfo(await _timezone(connection, tenant_id, site_id)),
        holidays=await load_holidays(connection, tenant_id),
    )


async def _timezone(
    connection: AsyncConnection, tenant_id: TenantId, site_id: SiteId | None
) -> str:
    """Return the site's zone, the tenant's for a station that stands on none (any more)."""
    if site_id is not None:
        try:
            return (await require_site(connection, Scope(tenant_id=tenant_id), site_id)).timezone
        except SiteNotFound:
            pass
    tenant = await find_tenant(connection, tenant_id)
    return _ZONE_WITHOUT_TENANT if tenant is None else tenant.timezone
