"""Remove a tenant with everything it has, when the time for second thoughts is over."""

from collections.abc import Awaitable, Callable, Collection
from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, jobs, outbox
from sigec.audit import Subject
from sigec.db import Database
from sigec.db.tenant_data import removal_order, remove_rows
from sigec.events.tenants import TenantChanged
from sigec.jobs import Job
from sigec.kit.actor import PLATFORM, SYSTEM
from sigec.kit.ids import TenantId
from sigec.kit.ports import Clock
from sigec.tenants._store import tenants as store
from sigec.tenants.model import Tenant
from sigec.tenants.service.deletions import REMOVAL_KIND
from sigec.tenants.service.tenants import find_tenant

SWEEP_AFTER = timedelta(minutes=10)
"""By then every process has heard that the tenant is gone, and nothing of it comes any more."""

_log = structlog.get_logger()

LetGo = Callable[[TenantId], Awaitable[None]]


class TenantRemoval:
    """The work behind a deletion: two passes, each harmless when repeated or cut off.

    The first lets its stations and sources go and removes all but the events that tell so; the
    second, `SWEEP_AFTER`, what came in meanwhile and those events. What the platform did to the
    tenant stays in its own audit.
    """

    def __init__(self, database: Database, clock: Clock, *, let_go: LetGo) -> None:
        """``let_go`` ends what brings new rows: stations that are connected, sources asked."""
        self._database = database
        self._clock = clock
        self._let_go = let_go

    async def run(self, job: Job) -> None:
        """Do the pass that is due; nothing when the deletion was taken back or is not due yet."""
        tenant_id = TenantId(UUID(job.payload["tenant_id"]))
        async with self._database.read(PLATFORM) as connection:
            tenant = await find_tenant(connection, tenant_id)
        if tenant is None:
            await self._remove_all(tenant_id)
            return
        if tenant.deletes_at is None or tenant.deletes_at > self._clock.now():
            return
        await self._let_go(tenant_id)
        removed = await self._remove_all(tenant_id, without={"outbox", "tenants"})
        async with self._database.transaction(PLATFORM) as connection:
            await self._finish(connection, tenant, removed)
        _log.info("tenant.removed", tenant_id=str(tenant_id), rows=removed)

    async def _remove_all(self, tenant_id: TenantId, *, without: Collection[str] = ()) -> int:
        """Remove the tenant's rows from all tables, those first that refer to others."""
        total = 0
        async with self._database.read(PLATFORM) as connection:
            tables = await removal_order(connection)
        for table in tables:
            removed = table.name not in without
            while removed:
                async with self._database.transaction(PLATFORM) as connection:
                    count = await remove_rows(connection, table, tenant_id)
                total += count
                removed = count > 0
        return total

    async def _finish(self, connection: AsyncConnection, tenant: Tenant, removed: int) -> None:
        at = self._clock.now()
        await store.remove(connection, tenant.id)
        said = {"slug": tenant.slug, "name": tenant.name, "rows": removed}
        subject = Subject(kind="tenant", id=tenant.id)
        await audit.record(connection, SYSTEM, "tenant.removed", subject, at=at, before=said)
        changed = TenantChanged(tenant_id=tenant.id, at=at, slug=tenant.slug)
        await outbox.append(connection, [changed])
        await jobs.schedule(
            connection,
            kind=REMOVAL_KIND,
            key=f"{REMOVAL_KIND}.sweep:{tenant.id}",
            run_at=at + SWEEP_AFTER,
            payload={"tenant_id": str(tenant.id)},
        )
