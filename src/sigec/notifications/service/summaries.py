"""What happened in a day, for those who run the place, at the hour they chose."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import jobs
from sigec.db import Database
from sigec.jobs import Job
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import TenantId, new_id
from sigec.kit.periods import Period
from sigec.kit.ports import Clock
from sigec.notifications._store.settings import load_settings
from sigec.notifications.model import Kind, KindSettings, News, next_summary_at
from sigec.notifications.ports import Bell
from sigec.notifications.service.writing import write_news
from sigec.sessions.service import total_ended
from sigec.stations.service import count_open
from sigec.tenants.model import Tenant
from sigec.tenants.service import find_tenant

SUMMARY_KIND = "notices.summary"
DAY = timedelta(days=1)


class DailySummary:
    """Sums up the last 24 hours, and plans the next time."""

    def __init__(self, database: Database, clock: Clock, bell: Bell) -> None:
        self._database = database
        self._clock = clock
        self._bell = bell

    async def run(self, job: Job) -> None:
        """Tell those who run a tenant what happened, as a job; one that comes late tells less."""
        tenant_id = TenantId(UUID(job.payload["tenant_id"]))
        now = self._clock.now()
        async with self._database.transaction(PLATFORM) as connection:
            tenant = await find_tenant(connection, tenant_id)
            chosen = await load_settings(connection, [tenant_id])
            settings = chosen.get((tenant_id, Kind.DAILY_SUMMARY))
            if tenant is None or settings is None or not settings.is_on:
                return
            news = await _news(connection, tenant, until=job.run_at)
            notices = await write_news(connection, [news], now=now)
            await plan_summary(connection, tenant, settings, now=now)
        await self._bell.rang(notices)


async def plan_summary(
    connection: AsyncConnection, tenant: Tenant, settings: KindSettings, *, now: datetime
) -> None:
    """Plan the next summary as the tenant wants it now, or none."""
    key = f"{SUMMARY_KIND}:{tenant.id}"
    if not settings.is_on or settings.hour is None:
        await jobs.cancel(connection, key)
        return
    await jobs.schedule(
        connection,
        kind=SUMMARY_KIND,
        key=key,
        run_at=next_summary_at(settings.hour, ZoneInfo(tenant.timezone), after=now),
        payload={"tenant_id": str(tenant.id)},
        tenant_id=tenant.id,
    )


async def _news(connection: AsyncConnection, tenant: Tenant, *, until: datetime) -> News:
    totals = await total_ended(connection, tenant.id, Period(from_at=until - DAY, to_at=until))
    return News(
        kind=Kind.DAILY_SUMMARY,
        tenant_id=tenant.id,
        subject_id=new_id(),
        at=until,
        about={
            "date": until.astimezone(ZoneInfo(tenant.timezone)).date(),
            "sessions": totals.sessions,
            "energy": totals.energy_wh,
            "costs": [(money.minor, money.currency) for money in totals.costs],
            "incidents": await count_open(connection, tenant.id),
        },
    )
