"""Create, find, edit and remove tenants."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, outbox
from sigec.audit import Subject
from sigec.db import Database
from sigec.events.tenants import TenantChanged
from sigec.kit.actor import PLATFORM, SYSTEM, Actor, Permission
from sigec.kit.errors import FieldError, Invalid, PreconditionFailed
from sigec.kit.ids import TenantId, new_id
from sigec.kit.pages import Page, PageRequest, decode_cursor, encode_cursor, page_of
from sigec.kit.ports import Clock
from sigec.tenants._store import plans
from sigec.tenants._store import tenants as store
from sigec.tenants.model import (
    DEFAULT_SLUG,
    ENTERPRISE,
    Tenant,
    TenantDraft,
    TenantStatus,
    canonical_cnpj,
    faults_of,
)
from sigec.tenants.service.errors import (
    DeletionPlanned,
    TenantInUse,
    TenantNotFound,
    TenantTaken,
)

OWN_FIELDS = frozenset(
    {"name", "timezone", "language", "closing_day", "due_day", "brand_name", "brand_color"}
)
"""What a tenant's own administration may change of it."""


class TenantService:
    """The use cases of tenants."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def ensure_default_tenant(self) -> Tenant | None:
        """Create the tenant ``default`` if there is none at all; harmless when repeated.

        Returns the tenant when it was created.
        """
        async with self._database.transaction(PLATFORM) as connection:
            if await store.count(connection) > 0:
                return None
            draft = TenantDraft(name="SIGEC-VE", slug=DEFAULT_SLUG, plan=ENTERPRISE)
            return await self._add(connection, SYSTEM, draft)

    async def create_tenant(self, actor: Actor, draft: TenantDraft) -> Tenant:
        """Create a tenant.

        :raises Invalid: when a field breaks a rule.
        :raises TenantTaken: when its slug or CNPJ belongs to another.
        """
        actor.require(Permission.WRITE_TENANTS)
        try:
            async with self._database.transaction(PLATFORM) as connection:
                return await self._add(connection, actor, draft)
        except IntegrityError as error:
            raise TenantTaken from error

    async def list_tenants(self, actor: Actor, request: PageRequest) -> Page[Tenant]:
        """List the tenants that the actor may see, oldest first."""
        actor.require(Permission.READ_TENANTS)
        statement = store.select_tenants(actor.scope).order_by(store.tenants.c.id)
        if request.cursor:
            [after] = decode_cursor(request.cursor, UUID)
            statement = statement.where(store.tenants.c.id > after)
        async with self._database.read(actor.scope) as connection:
            found = await store.fetch_all(connection, statement.limit(request.limit + 1))
        last = found[: request.limit][-1:]
        cursor = encode_cursor(last[0].id) if last else None
        return page_of(found, limit=request.limit, cursor=cursor)

    async def find_timezones(
        self, actor: Actor, ids: Collection[TenantId]
    ) -> Mapping[TenantId, str]:
        """Return the zones of those of these tenants that the actor may see."""
        if not ids:
            return {}
        statement = store.select_tenants(actor.scope).where(store.tenants.c.id.in_(ids))
        async with self._database.read(actor.scope) as connection:
            found = await store.fetch_all(connection, statement)
        return {tenant.id: tenant.timezone for tenant in found}

    async def get_tenant(self, actor: Actor, tenant_id: TenantId) -> Tenant:
        """Return one tenant.

        :raises TenantNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_TENANTS)
        async with self._database.read(actor.scope) as connection:
            return await get_tenant_of(connection, actor, tenant_id)

    async def edit_tenant(
        self,
        actor: Actor,
        tenant_id: TenantId,
        changes: Mapping[str, Any],
        *,
        expected_version: int | None = None,
    ) -> Tenant:
        """Change the named fields of a tenant; its own administration may change `OWN_FIELDS`.

        :raises PermissionDenied: when a field is the platform's to decide.
        :raises TenantNotFound: when there is none for this actor.
        :raises PreconditionFailed: when it is not at ``expected_version`` any more.
        :raises Invalid: when a field breaks a rule.
        :raises TenantTaken: when the slug or CNPJ belongs to another.
        :raises DeletionPlanned: when it would be active and is to be removed.
        """
        _require_edit(actor, changes)
        try:
            # A tenant may not write its own row (row-level security): `_get` sees whose it is.
            async with self._database.transaction(PLATFORM) as connection:
                before = await get_tenant_of(connection, actor, tenant_id)
                if expected_version not in (None, before.version):
                    raise PreconditionFailed
                after = replace(
                    before, **changes, updated_at=self._clock.now(), version=before.version + 1
                )
                after = await _checked(connection, after)
                if after.is_active and after.deletes_at is not None:
                    raise DeletionPlanned
                if not await store.save(connection, after, replacing=before.version):
                    raise PreconditionFailed
                await note(connection, actor, "tenant.edited", before, after, at=self._clock.now())
                return after
        except IntegrityError as error:
            raise TenantTaken from error

    async def delete_tenant(self, actor: Actor, tenant_id: TenantId) -> None:
        """Remove a tenant that owns nothing.

        :raises TenantNotFound: when there is none for this actor.
        :raises TenantInUse: when it still owns users, sites or anything else.
        """
        actor.require(Permission.WRITE_TENANTS)
        try:
            async with self._database.transaction(actor.scope) as connection:
                before = await get_tenant_of(connection, actor, tenant_id)
                await store.remove(connection, tenant_id)
                await note(connection, actor, "tenant.deleted", before, None, at=self._clock.now())
        except IntegrityError as error:
            raise TenantInUse from error

    async def resolve(self, id_or_slug: str) -> Tenant:
        """Return the tenant that a platform admin names by id or slug.

        :raises TenantNotFound: when there is none.
        """
        tenant_id = _parse_id(id_or_slug)
        by_name = (
            store.tenants.c.slug == id_or_slug
            if tenant_id is None
            else store.tenants.c.id == tenant_id
        )
        async with self._database.read(PLATFORM) as connection:
            statement = store.select_tenants(PLATFORM).where(by_name)
            tenant = await store.fetch_one(connection, statement)
        if tenant is None:
            raise TenantNotFound
        return tenant

    async def find_only_tenant(self) -> Tenant | None:
        """Return the tenant ``default`` when it is the only one."""
        async with self._database.read(PLATFORM) as connection:
            first_two = await store.fetch_all(
                connection, store.select_tenants(PLATFORM).order_by(store.tenants.c.id).limit(2)
            )
        return first_two[0] if len(first_two) == 1 else None

    async def _add(self, connection: AsyncConnection, actor: Actor, draft: TenantDraft) -> Tenant:
        at = self._clock.now()
        tenant = Tenant(**asdict(draft), id=TenantId(new_id()), created_at=at, updated_at=at)
        tenant = await _checked(connection, tenant)
        await store.add(connection, tenant)
        await note(connection, actor, "tenant.created", None, tenant, at=self._clock.now())
        return tenant


async def note(
    connection: AsyncConnection,
    actor: Actor,
    action: str,
    before: Tenant | None,
    after: Tenant | None,
    *,
    at: datetime,
) -> None:
    """Audit what was done to a tenant and tell of it, inside the caller's transaction."""
    tenant = after or before
    assert tenant is not None
    await audit.record(
        connection,
        actor,
        action,
        Subject(kind="tenant", id=tenant.id),
        at=at,
        before=before,
        after=after,
        tenant_id=tenant.id,
    )
    await outbox.append(connection, [TenantChanged(tenant_id=tenant.id, at=at, slug=tenant.slug)])


async def find_tenant(connection: AsyncConnection, tenant_id: TenantId) -> Tenant | None:
    """Return a tenant; for the slices above, inside their transaction."""
    return await store.fetch_one(
        connection, store.select_tenants(PLATFORM).where(store.tenants.c.id == tenant_id)
    )


async def find_tenants(
    connection: AsyncConnection, tenant_ids: Collection[TenantId]
) -> Mapping[TenantId, Tenant]:
    """Return tenants by their ids; for the slices above, inside their transaction."""
    statement = store.select_tenants(PLATFORM).where(store.tenants.c.id.in_(tenant_ids))
    return {tenant.id: tenant for tenant in await store.fetch_all(connection, statement)}


async def find_tenant_by_slug(connection: AsyncConnection, slug: str) -> Tenant | None:
    """Return the tenant called ``slug``; for the slices above, inside their transaction."""
    return await store.fetch_one(
        connection, store.select_tenants(PLATFORM).where(store.tenants.c.slug == slug)
    )


async def find_suspended(connection: AsyncConnection) -> frozenset[TenantId]:
    """Return the tenants that are suspended; for the slices above, inside their transaction."""
    statement = select(store.tenants.c.id).where(
        store.tenants.c.status == TenantStatus.SUSPENDED.value
    )
    return frozenset((await connection.execute(statement)).scalars())


async def get_tenant_of(connection: AsyncConnection, actor: Actor, tenant_id: TenantId) -> Tenant:
    """Return a tenant within the actor's reach, inside the caller's transaction.

    :raises TenantNotFound: when there is none.
    """
    statement = store.select_tenants(actor.scope).where(store.tenants.c.id == tenant_id)
    tenant = await store.fetch_one(connection, statement)
    if tenant is None:
        raise TenantNotFound
    return tenant


async def _checked(connection: AsyncConnection, tenant: Tenant) -> Tenant:
    if tenant.cnpj is not None:
        tenant = replace(tenant, cnpj=canonical_cnpj(tenant.cnpj) or None)
    if tenant.brand_color is not None:
        tenant = replace(tenant, brand_color=tenant.brand_color.lower())
    faults = faults_of(tenant)
    if await plans.find_plan(connection, tenant.plan) is None:
        faults = (*faults, FieldError(field="plan", code="field.plan"))
    if faults:
        raise Invalid(*faults)
    return tenant


def _require_edit(actor: Actor, changes: Mapping[str, Any]) -> None:
    if actor.may(Permission.WRITE_TENANTS):
        return
    actor.require(Permission.WRITE_SETTINGS)
    if not changes.keys() <= OWN_FIELDS:
        actor.require(Permission.WRITE_TENANTS)


def _parse_id(text: str) -> TenantId | None:
    try:
        return TenantId(UUID(text))
    except ValueError:
        return None
