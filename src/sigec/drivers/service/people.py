"""Create, find, edit and remove people."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import or_
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, outbox
from sigec.audit import Subject
from sigec.db import Database
from sigec.db.listing import page_by_id
from sigec.drivers._store import people as store
from sigec.drivers._store import tokens
from sigec.drivers.model import (
    Completeness,
    IdTokenDraft,
    Missing,
    Person,
    PersonDraft,
    Residence,
    ResidenceDraft,
    TokenStatus,
    canonical_contact,
    faults_of_person,
    fold,
)
from sigec.drivers.service.cards import make_card, register_card
from sigec.drivers.service.directory import TokenDirectory
from sigec.drivers.service.settling import local_day, settle
from sigec.events.drivers import IdTokenChanged, PersonChanged
from sigec.kit.actor import Actor, Permission, Scope
from sigec.kit.errors import Conflict, Invalid, NotFound, PreconditionFailed
from sigec.kit.ids import PersonId, SiteId, UnitId, new_id
from sigec.kit.pages import Page, PageRequest
from sigec.kit.ports import Clock
from sigec.sites.service import find_units


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleSearch:
    """Whom to list; a unit or a site asks for those who live there now.

    ``text`` is a part of the name, or of the tower and number where they live now.
    """

    text: str | None = None
    site_id: SiteId | None = None
    unit_id: UnitId | None = None
    residents_only: bool = False
    missing: Missing | None = None

    @property
    def wants_residents(self) -> bool:
        """Whether only people with a current residence are listed."""
        return self.residents_only or self.site_id is not None or self.unit_id is not None


class PersonNotFound(NotFound):
    """There is no such person for this actor."""

    code = "not_found.person"


class CpfTaken(Conflict):
    """Somebody of the tenant has this CPF."""

    code = "conflict.cpf_taken"


class PeopleService:
    """The use cases of people; where they live is with `ResidenceService`."""

    def __init__(self, database: Database, clock: Clock, directory: TokenDirectory) -> None:
        self._database = database
        self._clock = clock
        self._directory = directory

    async def create_person(
        self,
        actor: Actor,
        draft: PersonDraft,
        residence: ResidenceDraft | None = None,
        card: IdTokenDraft | None = None,
    ) -> Person:
        """Create a person, living in a unit and with a card if one is said: all of it or nothing.

        :raises Invalid: when a field breaks a rule.
        :raises UnitNotFound: when the unit is none of the actor's.
        :raises ResidentLimitReached: when the tenant's plan has room for no more residents.
        :raises CpfTaken: when somebody of the tenant has the CPF.
        :raises IdTokenTaken: when the card is registered, whoever has it.
        """
        actor.require(Permission.WRITE_PEOPLE)
        if card is not None:
            actor.require(Permission.WRITE_ID_TOKENS)
        at = self._clock.now()
        person = Person(
            **canonical_contact(asdict(draft)),
            id=PersonId(new_id()),
            tenant_id=actor.require_tenant(),
            created_at=at,
        )
        _check(person)
        token = None
        if card is not None:
            owned = replace(card, person_id=person.id)
            token = make_card(actor, owned, at=at, field="card")
        try:
            async with self._database.transaction(actor.scope) as connection:
                await store.add_people(connection, [person])
                await self._note(connection, actor, "person.created", None, person)
                if residence is not None:
                    home = await settle(connection, actor.scope, person, residence, self._clock)
                    person = replace(person, residences=(home,))
                if token is not None:
                    await register_card(connection, actor, token, at=at)
        except IntegrityError as error:
            raise CpfTaken from error
        if token is not None:
            self._directory.forget(token.tenant_id)
        return person

    async def list_people(
        self, actor: Actor, request: PageRequest, search: PeopleSearch
    ) -> Page[Person]:
        """List the people that the actor may see, oldest first."""
        actor.require(Permission.READ_PEOPLE)
        statement = store.select_people(actor.scope)
        async with self._database.read(actor.scope) as connection:
            day = await local_day(connection, actor.tenant_id, self._clock)
            if search.text:
                at_home = await find_units(connection, actor.scope, text=search.text)
                is_called = store.people.c.name_folded.contains(fold(search.text), autoescape=True)
                lives_there = store.lives_somewhere(day, unit_ids=list(at_home))
                statement = statement.where(or_(is_called, lives_there))
            if search.wants_residents:
                unit_ids = await _unit_ids(connection, actor.scope, search)
                statement = statement.where(store.lives_somewhere(day, unit_ids=unit_ids))
            if search.missing is not None:
                statement = statement.where(store.lacks(search.missing))
            page = await page_by_id(connection, statement, request, store.to_person)
            people = await with_residences(connection, actor.scope, page.items)
            return replace(page, items=people)

    async def count_residents(self, actor: Actor) -> int:
        """Count the residents that the plan of the actor's tenant counts."""
        actor.require(Permission.READ_PEOPLE)
        tenant_id = actor.require_tenant()
        async with self._database.read(actor.scope) as connection:
            day = await local_day(connection, tenant_id, self._clock)
            return await store.count_residents(connection, tenant_id, day=day)

    async def count_missing(self, actor: Actor) -> Completeness:
        """Count the residents, and those of whom each thing is not known."""
        actor.require(Permission.READ_PEOPLE)
        async with self._database.read(actor.scope) as connection:
            day = await local_day(connection, actor.tenant_id, self._clock)
            return await store.count_missing(connection, actor.scope, day=day)

    async def find_people(
        self, actor: Actor, ids: Collection[PersonId]
    ) -> Mapping[PersonId, Person]:
        """Return those of these people that the actor's tenant has, to name who charged."""
        if not ids:
            return {}
        statement = store.select_people(actor.scope).where(store.people.c.id.in_(ids))
        async with self._database.read(actor.scope) as connection:
            rows = (await connection.execute(statement)).mappings()
            people = [store.to_person(row) for row in rows]
            found = await with_residences(connection, actor.scope, people)
        return {person.id: person for person in found}

    async def get_person(self, actor: Actor, person_id: PersonId) -> Person:
        """Return one person, with where they live and lived.

        :raises PersonNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_PEOPLE)
        return await self._show(actor, person_id)

    async def get_own_person(self, actor: Actor) -> Person:
        """Return the person behind the actor's user, with where they live and lived.

        :raises PersonNotFound: when the user stands for nobody.
        """
        actor.require(Permission.READ_OWN)
        if actor.person_id is None:
            raise PersonNotFound
        return await self._show(actor, actor.person_id)

    async def edit_person(
        self,
        actor: Actor,
        person_id: PersonId,
        changes: Mapping[str, Any],
        *,
        expected_version: int | None = None,
    ) -> Person:
        """Change the named fields of a person.

        :raises PersonNotFound: when there is none for this actor.
        :raises PreconditionFailed: when they are not at ``expected_version`` any more.
        :raises Invalid: when a field breaks a rule.
        :raises CpfTaken: when somebody else of the tenant has the CPF.
        """
        actor.require(Permission.WRITE_PEOPLE)
        try:
            async with self._database.transaction(actor.scope) as connection:
                before = await require_person(connection, actor.scope, person_id)
                if expected_version not in (None, before.version):
                    raise PreconditionFailed
                after = replace(
                    before, **canonical_contact(dict(changes)), version=before.version + 1
                )
                _check(after)
                if not await store.save_person(connection, after, replacing=before.version):
                    raise PreconditionFailed
                await self._note(connection, actor, "person.edited", before, after)
                [after] = await with_residences(connection, actor.scope, [after])
        except IntegrityError as error:
            raise CpfTaken from error
        self._directory.forget(after.tenant_id)
        return after

    async def delete_person(self, actor: Actor, person_id: PersonId) -> None:
        """Remove a person: they live nowhere, their tokens are blocked, their past stays.

        :raises PersonNotFound: when there is none for this actor.
        """
        actor.require(Permission.WRITE_PEOPLE)
        at = self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            person = await require_person(connection, actor.scope, person_id)
            day = await local_day(connection, person.tenant_id, self._clock)
            await store.remove_person(connection, person_id, at=at, day=day)
            await self._block_tokens(connection, person)
            await self._note(connection, actor, "person.deleted", person, None)
        self._directory.forget(person.tenant_id)

    async def _show(self, actor: Actor, person_id: PersonId) -> Person:
        async with self._database.read(actor.scope) as connection:
            person = await require_person(connection, actor.scope, person_id)
            [person] = await with_residences(connection, actor.scope, [person])
            return person

    async def _block_tokens(self, connection: AsyncConnection, person: Person) -> None:
        scope = Scope(tenant_id=person.tenant_id)
        for token in await tokens.fetch_tokens_of(connection, scope, person.id):
            blocked = replace(token, status=TokenStatus.BLOCKED, version=token.version + 1)
            await tokens.save_token(connection, blocked, replacing=token.version)
            changed = IdTokenChanged(
                tenant_id=token.tenant_id, at=self._clock.now(), id_token_id=token.id
            )
            await outbox.append(connection, [changed])

    async def _note(
        self,
        connection: AsyncConnection,
        actor: Actor,
        action: str,
        before: Person | None,
        after: Person | None,
    ) -> None:
        person = after or before
        assert person is not None
        at = self._clock.now()
        await audit.record(
            connection,
            actor,
            action,
            Subject(kind="person", id=person.id),
            at=at,
            before=before and asdict(before),
            after=after and asdict(after),
            tenant_id=person.tenant_id,
        )
        changed = PersonChanged(tenant_id=person.tenant_id, at=at, person_id=person.id)
        await outbox.append(connection, [changed])


async def require_person(connection: AsyncConnection, scope: Scope, person_id: PersonId) -> Person:
    """Return a person without their residences; for the slices above, inside their transaction.

    :raises PersonNotFound: when the scope has none.
    """
    statement = store.select_people(scope).where(store.people.c.id == person_id)
    row = (await connection.execute(statement)).mappings().first()
    if row is None:
        raise PersonNotFound
    return store.to_person(row)


async def _unit_ids(
    connection: AsyncConnection, scope: Scope, search: PeopleSearch
) -> Sequence[UnitId] | None:
    if search.unit_id is not None:
        return [search.unit_id]
    if search.site_id is None:
        return None
    return list(await find_units(connection, scope, site_id=search.site_id))


async def with_residences(
    connection: AsyncConnection, scope: Scope, people: Sequence[Person]
) -> Sequence[Person]:
    """Return the people with where they live and lived."""
    rows = await store.fetch_residences(connection, scope, [person.id for person in people])
    units = await find_units(connection, scope, ids=[row["unit_id"] for row in rows])
    homes: dict[PersonId, list[Residence]] = {}
    for row in rows:
        homes.setdefault(row["person_id"], []).append(store.to_residence(row, units))
    return [replace(person, residences=tuple(homes.get(person.id, ()))) for person in people]


def _check(person: Person) -> None:
    if faults := faults_of_person(person):
        raise Invalid(*faults)
