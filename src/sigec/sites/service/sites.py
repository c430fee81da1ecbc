"""Create, find, edit and remove sites."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit
from sigec.audit import Subject
from sigec.db import Database
from sigec.db.listing import page_by_id
from sigec.kit.actor import PLATFORM, Actor, Permission, Scope
from sigec.kit.errors import Conflict, Invalid, NotFound, PreconditionFailed
from sigec.kit.ids import SiteId, TenantId, new_id
from sigec.kit.pages import Page, PageRequest
from sigec.kit.ports import Clock
from sigec.sites import _store
from sigec.sites.model import Site, SiteDraft, faults_of
from sigec.tenants.service import find_tenant


class SiteNotFound(NotFound):
    """There is no such site for this actor."""

    code = "not_found.site"


class SiteInUse(Conflict):
    """The site still has units or stations."""

    code = "conflict.site_in_use"


class SiteService:
    """The use cases of sites."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def create_site(self, actor: Actor, draft: SiteDraft) -> Site:
        """Create a site.

        :raises Invalid: when a field breaks a rule.
        """
        actor.require(Permission.WRITE_SITES)
        tenant_id = actor.require_tenant()
        async with self._database.transaction(actor.scope) as connection:
            tenant = await find_tenant(connection, tenant_id)
            assert tenant is not None, "an actor's tenant exists"
            site = Site(
                id=SiteId(new_id()),
                tenant_id=tenant_id,
                name=draft.name,
                address=draft.address,
                timezone=draft.timezone or tenant.timezone,
                created_at=self._clock.now(),
            )
            _check(site)
            await _store.add_site(connection, site)
            await self._note(connection, actor, "site.created", None, site)
            return site

    async def list_sites(self, actor: Actor, request: PageRequest) -> Page[Site]:
        """List the sites that the actor may see, oldest first."""
        actor.require(Permission.READ_SITES)
        async with self._database.read(actor.scope) as connection:
            return await page_by_id(
                connection, _store.select_sites(actor.scope), request, _store.to_site
            )

    async def find_sites(self, actor: Actor, ids: Collection[SiteId]) -> Mapping[SiteId, Site]:
        """Return those of these sites that the actor's tenant has, to name what belongs to them."""
        if not ids:
            return {}
        statement = _store.select_sites(actor.scope).where(_store.sites.c.id.in_(ids))
        async with self._database.read(actor.scope) as connection:
            rows = (await connection.execute(statement)).mappings()
            return {site.id: site for site in map(_store.to_site, rows)}

    async def get_site(self, actor: Actor, site_id: SiteId) -> Site:
        """Return one site.

        :raises SiteNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_SITES)
        async with self._database.read(actor.scope) as connection:
            return await require_site(connection, actor.scope, site_id)

    async def edit_site(
        self,
        actor: Actor,
        site_id: SiteId,
        changes: Mapping[str, Any],
        *,
        expected_version: int | None = None,
    ) -> Site:
        """Change the named fields of a site.

        :raises SiteNotFound: when there is none for this actor.
        :raises PreconditionFailed: when it is not at ``expected_version`` any more.
        :raises Invalid: when a field breaks a rule.
        """
        actor.require(Permission.WRITE_SITES)
        async with self._database.transaction(actor.scope) as connection:
            before = await require_site(connection, actor.scope, site_id)
            after = _edited(before, changes, expected_version)
            _check(after)
            if not await _store.save_site(connection, after, replacing=before.version):
                raise PreconditionFailed
            await self._note(connection, actor, "site.edited", before, after)
            return after

    async def delete_site(self, actor: Actor, site_id: SiteId) -> None:
        """Remove a site that has neither units nor stations.

        :raises SiteNotFound: when there is none for this actor.
        :raises SiteInUse: when something still belongs to it.
        """
        actor.require(Permission.WRITE_SITES)
        try:
            async with self._database.transaction(actor.scope) as connection:
                before = await require_site(connection, actor.scope, site_id)
                await _store.remove_site(connection, site_id)
                await self._note(connection, actor, "site.deleted", before, None)
        except IntegrityError as error:
            raise SiteInUse from error

    async def _note(
        self,
        connection: AsyncConnection,
        actor: Actor,
        action: str,
        before: Site | None,
        after: Site | None,
    ) -> None:
        site = after or before
        assert site is not None
        await audit.record(
            connection,
            actor,
            action,
            Subject(kind="site", id=site.id),
            at=self._clock.now(),
            before=before and asdict(before),
            after=after and asdict(after),
            tenant_id=site.tenant_id,
        )


async def require_site(connection: AsyncConnection, scope: Scope, site_id: SiteId) -> Site:
    """Return a site; for the slices above, inside their transaction.

    :raises SiteNotFound: when the scope has none.
    """
    statement = _store.select_sites(scope).where(_store.sites.c.id == site_id)
    row = (await connection.execute(statement)).mappings().first()
    if row is None:
        raise SiteNotFound
    return _store.to_site(row)


async def find_sites(
    connection: AsyncConnection, site_ids: Collection[SiteId]
) -> Mapping[SiteId, Site]:
    """Return sites by their ids, of all tenants; for the slices above, inside their transaction."""
    statement = _store.select_sites(PLATFORM).where(_store.sites.c.id.in_(site_ids))
    found = map(_store.to_site, (await connection.execute(statement)).mappings())
    return {site.id: site for site in found}


async def find_zones(connection: AsyncConnection, tenant_id: TenantId) -> Mapping[SiteId, ZoneInfo]:
    """Return the zone of each of a tenant's sites; inside the caller's transaction."""
    rows = (await connection.execute(_store.select_sites(Scope(tenant_id=tenant_id)))).mappings()
    return {site.id: ZoneInfo(site.timezone) for site in map(_store.to_site, rows)}


async def find_only_site(connection: AsyncConnection, scope: Scope) -> Site | None:
    """Return the scope's site when it has exactly one; inside the caller's transaction."""
    rows = (await connection.execute(_store.select_sites(scope).limit(2))).mappings().all()
    return _store.to_site(rows[0]) if len(rows) == 1 else None


def _check(site: Site) -> None:
    if faults := faults_of(site):
        raise Invalid(*faults)


def _edited(before: Site, changes: Mapping[str, Any], expected_version: int | None) -> Site:
    if expected_version not in (None, before.version):
        raise PreconditionFailed
    return replace(before, **changes, version=before.version + 1)
