"""Decide that a tenant shall be removed, and think better of it; `removal` does the work."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, jobs
from sigec.audit import Subject
from sigec.db import Database
from sigec.kit.actor import PLATFORM, Actor, Permission
from sigec.kit.errors import FieldError, Invalid, PreconditionFailed
from sigec.kit.ids import TenantId
from sigec.kit.ports import Clock
from sigec.tenants._store import tenants as store
from sigec.tenants.model import Tenant, TenantStatus
from sigec.tenants.service.tenants import get_tenant_of, note

GRACE = timedelta(days=30)
REMOVAL_KIND = "tenants.remove"


class DeletionService:
    """The use cases of deletions."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def plan(self, actor: Actor, tenant_id: TenantId, *, slug: str) -> Tenant:
        """Suspend a tenant, to remove it with all it has after `GRACE`; ``slug`` is typed again.

        A repeat changes nothing.

        :raises TenantNotFound: when there is none for this actor.
        :raises Invalid: when ``slug`` is not the tenant's.
        """
        actor.require(Permission.WRITE_TENANTS)
        at = self._clock.now()
        async with self._database.transaction(PLATFORM) as connection:
            before = await get_tenant_of(connection, actor, tenant_id)
            if slug != before.slug:
                raise Invalid(FieldError(field="slug", code="field.slug_differs"))
            if before.deletes_at is not None:
                return before
            after = replace(
                before,
                status=TenantStatus.SUSPENDED,
                deletes_at=at + GRACE,
                updated_at=at,
                version=before.version + 1,
            )
            await jobs.schedule(
                connection,
                kind=REMOVAL_KIND,
                key=f"{REMOVAL_KIND}:{tenant_id}",
                run_at=at + GRACE,
                payload={"tenant_id": str(tenant_id)},
            )
            return await self._replace(connection, actor, "tenant.deletion_planned", before, after)

    async def cancel(self, actor: Actor, tenant_id: TenantId) -> Tenant:
        """Keep a tenant after all; it stays suspended. Harmless when no deletion is planned.

        :raises TenantNotFound: when there is none for this actor.
        """
        actor.require(Permission.WRITE_TENANTS)
        async with self._database.transaction(PLATFORM) as connection:
            before = await get_tenant_of(connection, actor, tenant_id)
            if before.deletes_at is None:
                return before
            after = replace(
                before,
                deletes_at=None,
                updated_at=self._clock.now(),
                version=before.version + 1,
            )
            await jobs.cancel(connection, f"{REMOVAL_KIND}:{tenant_id}")
            return await self._replace(
                connection, actor, "tenant.deletion_cancelled", before, after
            )

    async def _replace(
        self,
        connection: AsyncConnection,
        actor: Actor,
        action: str,
        before: Tenant,
        after: Tenant,
    ) -> Tenant:
        """Store what was decided about a tenant, noted by the tenant and by the platform."""
        if not await store.save(connection, after, replacing=before.version):
            raise PreconditionFailed
        at = self._clock.now()
        await note(connection, actor, action, before, after, at=at)
        subject = Subject(kind="tenant", id=after.id)
        said = {"slug": after.slug, "deletes_at": after.deletes_at}
        platform = replace(actor, tenant_id=None)
        await audit.record(connection, platform, action, subject, at=at, after=said)
        return after
