"""Let guests in for a while; their cards count only as long."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, outbox
from sigec.audit import Act, Subject
from sigec.db import Database
from sigec.db.listing import page_by_id
from sigec.drivers._store import people, tokens
from sigec.drivers._store import visits as store
from sigec.drivers.model import (
    IdTokenDraft,
    Person,
    PersonDraft,
    Visit,
    VisitDraft,
    canonical_contact,
    faults_of_person,
    faults_of_visit,
)
from sigec.drivers.service.cards import make_card, register_card
from sigec.drivers.service.directory import TokenDirectory
from sigec.events import Event
from sigec.events.drivers import IdTokenChanged, PersonChanged
from sigec.kit.actor import Actor, Permission, Scope
from sigec.kit.errors import Invalid, NotFound
from sigec.kit.ids import PersonId, VisitId, new_id
from sigec.kit.pages import Page, PageRequest
from sigec.kit.ports import Clock
from sigec.sites.service import find_units, require_unit


class VisitNotFound(NotFound):
    """There is no such visit for this actor."""

    code = "not_found.visit"


class VisitService:
    """The use cases of visits."""

    def __init__(self, database: Database, clock: Clock, directory: TokenDirectory) -> None:
        self._database = database
        self._clock = clock
        self._directory = directory

    async def invite(
        self, actor: Actor, guest: PersonDraft, draft: VisitDraft, *, card: str | None = None
    ) -> Visit:
        """Register a guest of a unit, with a card that counts as long as the visit.

        :raises Invalid: when a field breaks a rule.
        :raises UnitNotFound: when there is no such unit for this actor.
        :raises IdTokenTaken: when the card is registered.
        """
        actor.require(Permission.WRITE_PEOPLE)
        actor.require(Permission.WRITE_ID_TOKENS)
        at = self._clock.now()
        person = Person(
            **canonical_contact(asdict(guest)),
            id=PersonId(new_id()),
            tenant_id=actor.require_tenant(),
            created_at=at,
        )
        async with self._database.transaction(actor.scope) as connection:
            unit = await require_unit(connection, actor.scope, draft.unit_id)
            visit = Visit(
                id=VisitId(new_id()),
                tenant_id=person.tenant_id,
                person_id=person.id,
                person_name=person.name,
                unit=unit,
                valid_from=draft.valid_from,
                valid_to=draft.valid_to,
            )
            if faults := (*faults_of_person(person), *faults_of_visit(visit)):
                raise Invalid(*faults)
            await people.add_people(connection, [person])
            await store.add_visit(connection, visit)
            subject = Subject(kind="person", id=person.id)
            acts = [
                Act(action="person.created", subject=subject, after=asdict(person)),
                Act(action="visit.created", subject=subject, after=_audited(visit)),
            ]
            await audit.record_all(connection, actor, acts, at=at, tenant_id=person.tenant_id)
            changed = PersonChanged(tenant_id=person.tenant_id, at=at, person_id=person.id)
            await outbox.append(connection, [changed])
            if card is not None:
                token = make_card(actor, _card_of(visit, card), at=at)
                await register_card(connection, actor, token, at=at)
        self._directory.forget(person.tenant_id)
        return visit

    async def list_visits(
        self,
        actor: Actor,
        request: PageRequest,
        *,
        person_id: PersonId | None = None,
        is_current: bool | None = None,
    ) -> Page[Visit]:
        """List the visits that the actor may see, oldest first; current are those not over."""
        actor.require(Permission.READ_PEOPLE)
        statement = store.select_visits(actor.scope)
        if person_id is not None:
            statement = statement.where(store.visits.c.person_id == person_id)
        if is_current is not None:
            is_over = store.visits.c.valid_to <= self._clock.now()
            statement = statement.where(~is_over if is_current else is_over)
        async with self._database.read(actor.scope) as connection:
            page = await page_by_id(connection, statement, request, dict)
            units = await find_units(
                connection, actor.scope, ids=[row["unit_id"] for row in page.items]
            )
            visits = [store.to_visit(row, units) for row in page.items]
            return Page(items=visits, next_cursor=page.next_cursor)

    async def edit_visit(
        self, actor: Actor, visit_id: VisitId, changes: Mapping[str, Any]
    ) -> Visit:
        """Change when a guest comes and goes; the cards that counted as long follow.

        :raises VisitNotFound: when there is none for this actor.
        :raises Invalid: when the instants are reversed or too far apart.
        """
        actor.require(Permission.WRITE_PEOPLE)
        async with self._database.transaction(actor.scope) as connection:
            before = await _get(connection, actor.scope, visit_id)
            after = replace(before, **changes)
            if faults := faults_of_visit(after):
                raise Invalid(*faults)
            await store.save_visit(connection, after)
            await self._follow(connection, actor, before, after)
            await self._note(connection, actor, "visit.edited", before, after)
        self._directory.forget(after.tenant_id)
        return after

    async def remove_visit(self, actor: Actor, visit_id: VisitId) -> None:
        """Remove a visit; the cards that counted as long count no more.

        :raises VisitNotFound: when there is none for this actor.
        """
        actor.require(Permission.WRITE_PEOPLE)
        at = self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            before = await _get(connection, actor.scope, visit_id)
            await store.remove_visit(connection, visit_id)
            ended = replace(before, valid_from=min(before.valid_from, at), valid_to=at)
            await self._follow(connection, actor, before, ended)
            await self._note(connection, actor, "visit.deleted", before, None)
        self._directory.forget(before.tenant_id)

    async def _follow(
        self, connection: AsyncConnection, actor: Actor, before: Visit, after: Visit
    ) -> None:
        """Let the cards that were as long as the visit be as long as it is now."""
        at = self._clock.now()
        scope = Scope(tenant_id=before.tenant_id)
        acts: list[Act] = []
        events: list[Event] = []
        for token in await tokens.fetch_tokens_of(connection, scope, before.person_id):
            if (token.valid_from, token.valid_to) != (before.valid_from, before.valid_to):
                continue
            moved = replace(
                token,
                valid_from=after.valid_from,
                valid_to=after.valid_to,
                version=token.version + 1,
            )
            await tokens.save_token(connection, moved, replacing=token.version)
            subject = Subject(kind="id_token", id=moved.id)
            acts.append(
                Act(
                    action="id_token.edited",
                    subject=subject,
                    before=asdict(token),
                    after=asdict(moved),
                )
            )
            events.append(IdTokenChanged(tenant_id=moved.tenant_id, at=at, id_token_id=moved.id))
        await audit.record_all(connection, actor, acts, at=at, tenant_id=before.tenant_id)
        await outbox.append(connection, events)

    async def _note(
        self,
        connection: AsyncConnection,
        actor: Actor,
        action: str,
        before: Visit,
        after: Visit | None,
    ) -> None:
        await audit.record(
            connection,
            actor,
            action,
            Subject(kind="person", id=before.person_id),
            at=self._clock.now(),
            before=_audited(before),
            after=after and _audited(after),
            tenant_id=before.tenant_id,
        )


async def _get(connection: AsyncConnection, scope: Scope, visit_id: VisitId) -> Visit:
    row = await store.find_visit(connection, scope, visit_id)
    if row is None:
        raise VisitNotFound
    unit = await require_unit(connection, scope, row["unit_id"])
    return store.to_visit(row, {unit.id: unit})


def _card_of(visit: Visit, value: str) -> IdTokenDraft:
    """Return the card of a guest; it counts as long as the visit."""
    return IdTokenDraft(
        value=value,
        person_id=visit.person_id,
        valid_from=visit.valid_from,
        valid_to=visit.valid_to,
    )


def _audited(visit: Visit) -> Mapping[str, Any]:
    return {
        "unit_id": visit.unit.id,
        "valid_from": visit.valid_from,
        "valid_to": visit.valid_to,
    }
