"""Create, find, edit and remove the units of a site."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit
from sigec.audit import Act, Subject
from sigec.db import Database
from sigec.db.listing import has_text, page_by_id
from sigec.kit.actor import Actor, Permission, Scope
from sigec.kit.errors import Conflict, NotFound, PreconditionFailed
from sigec.kit.ids import SiteId, UnitId, new_id
from sigec.kit.pages import Page, PageRequest
from sigec.kit.ports import Clock
from sigec.sites import _store
from sigec.sites.model import Unit, UnitDraft
from sigec.sites.service.sites import require_site


class UnitNotFound(NotFound):
    """There is no such unit for this actor."""

    code = "not_found.unit"


class UnitTaken(Conflict):
    """The site has a unit of this tower and number."""

    code = "conflict.unit_taken"


class UnitInUse(Conflict):
    """Somebody lives, or lived, in the unit."""

    code = "conflict.unit_in_use"


class UnitService:
    """The use cases of units."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def create_unit(self, actor: Actor, draft: UnitDraft) -> Unit:
        """Create a unit of a site.

        :raises SiteNotFound: when the site is not one of the actor's.
        :raises UnitTaken: when the site has a unit of this tower and number.
        """
        actor.require(Permission.WRITE_SITES)
        try:
            async with self._database.transaction(actor.scope) as connection:
                await require_site(connection, actor.scope, draft.site_id)
                [unit] = await add_units(connection, actor, [draft], at=self._clock.now())
                return unit
        except IntegrityError as error:
            raise UnitTaken from error

    async def list_units(
        self, actor: Actor, request: PageRequest, *, site_id: SiteId | None = None
    ) -> Page[Unit]:
        """List the units that the actor may see, oldest first."""
        actor.require(Permission.READ_SITES)
        statement = _store.select_units(actor.scope)
        if site_id is not None:
            statement = statement.where(_store.units.c.site_id == site_id)
        async with self._database.read(actor.scope) as connection:
            return await page_by_id(connection, statement, request, _store.to_unit)

    async def get_unit(self, actor: Actor, unit_id: UnitId) -> Unit:
        """Return one unit.

        :raises UnitNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_SITES)
        async with self._database.read(actor.scope) as connection:
            return await require_unit(connection, actor.scope, unit_id)

    async def edit_unit(
        self,
        actor: Actor,
        unit_id: UnitId,
        changes: Mapping[str, Any],
        *,
        expected_version: int | None = None,
    ) -> Unit:
        """Change the named fields of a unit; it stays in its site.

        :raises UnitNotFound: when there is none for this actor.
        :raises PreconditionFailed: when it is not at ``expected_version`` any more.
        :raises UnitTaken: when the site has another unit of this tower and number.
        """
        actor.require(Permission.WRITE_SITES)
        try:
            async with self._database.transaction(actor.scope) as connection:
                before = await require_unit(connection, actor.scope, unit_id)
                after = _edited(before, changes, expected_version)
                if not await _store.save_unit(connection, after, replacing=before.version):
                    raise PreconditionFailed
                await self._note(connection, actor, "unit.edited", before, after)
                return after
        except IntegrityError as error:
            raise UnitTaken from error

    async def delete_unit(self, actor: Actor, unit_id: UnitId) -> None:
        """Remove a unit in which nobody ever lived.

        :raises UnitNotFound: when there is none for this actor.
        :raises UnitInUse: when it has residents, or had.
        """
        actor.require(Permission.WRITE_SITES)
        try:
            async with self._database.transaction(actor.scope) as connection:
                before = await require_unit(connection, actor.scope, unit_id)
                await _store.remove_unit(connection, unit_id)
                await self._note(connection, actor, "unit.deleted", before, None)
        except IntegrityError as error:
            raise UnitInUse from error

    async def _note(
        self,
        connection: AsyncConnection,
        actor: Actor,
        action: str,
        before: Unit | None,
        after: Unit | None,
    ) -> None:
        unit = after or before
        assert unit is not None
        await audit.record(
            connection,
            actor,
            action,
            Subject(kind="unit", id=unit.id),
            at=self._clock.now(),
            before=before and asdict(before),
            after=after and asdict(after),
            tenant_id=unit.tenant_id,
        )


async def add_units(
    connection: AsyncConnection, actor: Actor, drafts: Sequence[UnitDraft], *, at: datetime
) -> Sequence[Unit]:
    """Store new units of sites that are there; for the slices above, inside their transaction."""
    tenant_id = actor.require_tenant()
    units = [
        Unit(**asdict(draft), id=UnitId(new_id()), tenant_id=tenant_id, created_at=at)
        for draft in drafts
    ]
    await _store.add_units(connection, units)
    acts = [
        Act(action="unit.created", subject=Subject(kind="unit", id=unit.id), after=asdict(unit))
        for unit in units
    ]
    await audit.record_all(connection, actor, acts, at=at, tenant_id=tenant_id)
    return units


async def require_unit(connection: AsyncConnection, scope: Scope, unit_id: UnitId) -> Unit:
    """Return a unit; for the slices above, inside their transaction.

    :raises UnitNotFound: when the scope has none.
    """
    statement = _store.select_units(scope).where(_store.units.c.id == unit_id)
    row = (await connection.execute(statement)).mappings().first()
    if row is None:
        raise UnitNotFound
    return _store.to_unit(row)


async def find_units(
    connection: AsyncConnection,
    scope: Scope,
    *,
    ids: Sequence[UnitId] | None = None,
    site_id: SiteId | None = None,
    text: str | None = None,
) -> Mapping[UnitId, Unit]:
    """Return these units, those of a site, or those with a text in tower and number (``A 42``).

    For the slices above, inside their transaction.
    """
    statement = _store.select_units(scope)
    if ids is not None:
        statement = statement.where(_store.units.c.id.in_(ids))
    if site_id is not None:
        statement = statement.where(_store.units.c.site_id == site_id)
    if text is not None:
        label = func.trim(_store.units.c.tower + " " + _store.units.c.number)
        statement = statement.where(has_text(label, text.strip()))
    rows = (await connection.execute(statement)).mappings()
    return {unit.id: unit for unit in map(_store.to_unit, rows)}


def _edited(before: Unit, changes: Mapping[str, Any], expected_version: int | None) -> Unit:
    if expected_version not in (None, before.version):
        raise PreconditionFailed
    return replace(before, **changes, version=before.version + 1)
