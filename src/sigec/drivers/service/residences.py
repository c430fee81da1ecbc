"""Say where people live, and since when."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit
from sigec.audit import Subject
from sigec.db import Database
from sigec.drivers._store import people as store
from sigec.drivers.model import Dweller, Residence, ResidenceDraft
from sigec.drivers.service.people import require_person
from sigec.drivers.service.settling import check_days, local_day, settle
from sigec.kit.actor import Actor, Permission
from sigec.kit.errors import NotFound
from sigec.kit.ids import PersonId, ResidenceId, UnitId
from sigec.kit.ports import Clock
from sigec.sites.service import require_unit
from sigec.tenants.service import within_limit_of_residents


class ResidenceNotFound(NotFound):
    """There is no such residence of this person."""

    code = "not_found.residence"


class ResidenceService:
    """The use cases of residences."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def add_residence(
        self, actor: Actor, person_id: PersonId, draft: ResidenceDraft
    ) -> Residence:
        """Move a person into a unit, from today unless the draft says otherwise.

        :raises PersonNotFound: when there is no such person for this actor.
        :raises UnitNotFound: when there is no such unit for this actor.
        :raises Invalid: when the days are reversed.
        :raises ResidenceOverlaps: when the person lives there then already.
        :raises ResidentLimitReached: when the tenant's plan has room for no more.
        """
        actor.require(Permission.WRITE_PEOPLE)
        async with self._database.transaction(actor.scope) as connection:
            person = await require_person(connection, actor.scope, person_id)
            residence = await settle(connection, actor.scope, person, draft, self._clock)
            await self._note(connection, actor, "residence.created", None, residence)
            return residence

    async def list_dwellers(self, actor: Actor, unit_id: UnitId) -> Sequence[Dweller]:
        """Return who lives and lived in a unit, the latest first.

        :raises UnitNotFound: when there is no such unit for this actor.
        """
        actor.require(Permission.READ_PEOPLE)
        async with self._database.read(actor.scope) as connection:
            unit = await require_unit(connection, actor.scope, unit_id)
            return await store.fetch_dwellers(connection, actor.scope, unit)

    async def edit_residence(
        self,
        actor: Actor,
        person_id: PersonId,
        residence_id: ResidenceId,
        changes: Mapping[str, Any],
    ) -> Residence:
        """Change the role or the days of a residence; ``to_date`` ends it.

        :raises ResidenceNotFound: when the person has none of this id.
        :raises Invalid: when the days are reversed.
        :raises ResidenceOverlaps: when the person lives there then already.
        :raises ResidentLimitReached: when it makes one resident more than the plan includes.
        """
        actor.require(Permission.WRITE_PEOPLE)
        async with self._database.transaction(actor.scope) as connection:
            before = await _get(connection, actor, person_id, residence_id)
            after = replace(before, **changes)
            await check_days(connection, after)
            day = await local_day(connection, after.tenant_id, self._clock)
            count = partial(store.count_residents, day=day)
            async with within_limit_of_residents(connection, after.tenant_id, count):
                await store.save_residence(connection, after)
            await self._note(connection, actor, "residence.edited", before, after)
            return after

    async def remove_residence(
        self, actor: Actor, person_id: PersonId, residence_id: ResidenceId
    ) -> None:
        """Remove a residence that never was; one that is over is ended by its ``to_date``.

        :raises ResidenceNotFound: when the person has none of this id.
        """
        actor.require(Permission.WRITE_PEOPLE)
        async with self._database.transaction(actor.scope) as connection:
            before = await _get(connection, actor, person_id, residence_id)
            await store.remove_residence(connection, residence_id)
            await self._note(connection, actor, "residence.deleted", before, None)

    async def _note(
        self,
        connection: AsyncConnection,
        actor: Actor,
        action: str,
        before: Residence | None,
        after: Residence | None,
    ) -> None:
        residence = after or before
        assert residence is not None
        await audit.record(
            connection,
            actor,
            action,
            Subject(kind="person", id=residence.person_id),
            at=self._clock.now(),
            before=before and audited(before),
            after=after and audited(after),
            tenant_id=residence.tenant_id,
        )


async def _get(
    connection: AsyncConnection, actor: Actor, person_id: PersonId, residence_id: ResidenceId
) -> Residence:
    statement = store.select_residences(actor.scope).where(
        store.residences.c.id == residence_id, store.residences.c.person_id == person_id
    )
    row = (await connection.execute(statement)).mappings().first()
    if row is None:
        raise ResidenceNotFound
    unit = await require_unit(connection, actor.scope, row["unit_id"])
    return store.to_residence(row, {unit.id: unit})


def audited(residence: Residence) -> dict[str, Any]:
    """Return a residence as the audit shows it."""
    return {
        "unit_id": residence.unit.id,
        "role": residence.role,
        "from_date": residence.from_date,
        "to_date": residence.to_date,
    }
