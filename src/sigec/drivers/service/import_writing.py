"""Write what an import decided: few statements for many lines, everything audited."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, outbox
from sigec.audit import Act, Subject
from sigec.drivers._store import people as store
from sigec.drivers._store import tokens
from sigec.drivers.model import (
    IdToken,
    ImportPlan,
    Person,
    PlannedHome,
    PlannedPerson,
    Residence,
    TokenRef,
    unit_key,
)
from sigec.drivers.service.residences import audited
from sigec.drivers.service.tokens import move_token
from sigec.events import Event
from sigec.events.drivers import IdTokenChanged, PersonChanged
from sigec.kit.actor import Actor
from sigec.kit.ids import IdTokenId, PersonId, ResidenceId, new_id
from sigec.sites.model import Site, Unit, UnitDraft
from sigec.sites.service import add_units, find_units


class ImportWriter:
    """Writes one import inside its transaction."""

    def __init__(self, connection: AsyncConnection, actor: Actor, *, at: datetime) -> None:
        self._connection = connection
        self._actor = actor
        self._at = at
        self._tenant_id = actor.require_tenant()
        self._acts: list[Act] = []
        self._events: list[Event] = []

    async def write(self, plan: ImportPlan, site: Site) -> None:
        """Write the units, people, residences and cards of a plan, with audit and events."""
        units = await self._write_units(plan, site)
        ids = await self._write_people(plan.people)
        await self._write_homes(plan.people, ids, units)
        await self._write_cards(plan.people, ids)
        await audit.record_all(
            self._connection, self._actor, self._acts, at=self._at, tenant_id=self._tenant_id
        )
        await outbox.append(self._connection, self._events)

    async def _write_units(self, plan: ImportPlan, site: Site) -> Mapping[str, Unit]:
        known = await find_units(self._connection, self._actor.scope, site_id=site.id)
        drafts = [
            UnitDraft(site_id=site.id, tower=tower, number=number)
            for tower, number in plan.new_units.values()
        ]
        made = await add_units(self._connection, self._actor, drafts, at=self._at)
        units = [
            *reversed(list(known.values())),
            *made,
        ]  # of two alike the first counts, as planned
        return {unit_key(unit.tower, unit.number): unit for unit in units}

    async def _write_people(self, people: Sequence[PlannedPerson]) -> Sequence[PersonId]:
        new, ids = [], []
        for planned in people:
            before = planned.before
            person = _person(planned, PersonId(new_id()), self._actor, self._at)
            ids.append(person.id)
            if before is None:
                new.append(person)
            elif planned.is_changed:
                await store.save_person(self._connection, person, replacing=before.version)
            if planned.is_changed:
                self._note_person(before, person)
        await store.add_people(self._connection, new)
        return ids

    async def _write_homes(
        self,
        people: Sequence[PlannedPerson],
        ids: Sequence[PersonId],
        units: Mapping[str, Unit],
    ) -> None:
        new = []
        for planned, person_id in zip(people, ids, strict=True):
            for home in planned.homes.values():
                if not home.is_changed:
                    continue
                after = self._residence(home, person_id, units)
                if home.before is None:
                    new.append(after)
                else:
                    await store.save_residence(self._connection, after)
                self._note_residence(home.before, after)
        await store.add_residences(self._connection, new)

    async def _write_cards(self, people: Sequence[PlannedPerson], ids: Sequence[PersonId]) -> None:
        wanted = {
            canonical: (spelling, person_id)
            for planned, person_id in zip(people, ids, strict=True)
            for canonical, spelling in planned.cards.items()
        }
        known = await tokens.fetch_cards(self._connection, self._actor.scope, sorted(wanted))
        free = {card.ref.canonical: card for card in known}
        new = []
        for canonical, (spelling, person_id) in wanted.items():
            before = free.get(canonical)
            if before is None:
                after = self._card(spelling, person_id)
                new.append(after)
            else:
                after = replace(before, person_id=person_id, version=before.version + 1)
                await tokens.save_token(self._connection, after, replacing=before.version)
                await move_token(self._connection, after, at=self._at)
            self._note_card(before, after)
        await tokens.add_tokens(self._connection, new)
        await tokens.add_owners(self._connection, new, owned_from=None)

    def _residence(
        self, home: PlannedHome, person_id: PersonId, units: Mapping[str, Unit]
    ) -> Residence:
        if home.before is not None:
            return replace(home.before, role=home.role, from_date=home.from_date)
        return Residence(
            id=ResidenceId(new_id()),
            tenant_id=self._tenant_id,
            person_id=person_id,
            unit=units[home.unit_key],
            role=home.role,
            from_date=home.from_date,
        )

    def _card(self, spelling: str, person_id: PersonId) -> IdToken:
        return IdToken(
            id=IdTokenId(new_id()),
            tenant_id=self._tenant_id,
            value=TokenRef(value=spelling).value,
            person_id=person_id,
            created_at=self._at,
        )

    def _note_person(self, before: Person | None, after: Person) -> None:
        self._acts.append(
            Act(
                action="person.edited" if before else "person.created",
                subject=Subject(kind="person", id=after.id),
                before=before and asdict(replace(before, residences=())),
                after=asdict(after),
            )
        )
        self._events.append(
            PersonChanged(tenant_id=self._tenant_id, at=self._at, person_id=after.id)
        )

    def _note_residence(self, before: Residence | None, after: Residence) -> None:
        self._acts.append(
            Act(
                action="residence.edited" if before else "residence.created",
                subject=Subject(kind="person", id=after.person_id),
                before=before and audited(before),
                after=audited(after),
            )
        )

    def _note_card(self, before: IdToken | None, after: IdToken) -> None:
        self._acts.append(
            Act(
                action="id_token.edited" if before else "id_token.created",
                subject=Subject(kind="id_token", id=after.id),
                before=before and asdict(before),
                after=asdict(after),
            )
        )
        self._events.append(
            IdTokenChanged(tenant_id=self._tenant_id, at=self._at, id_token_id=after.id)
        )


def _person(planned: PlannedPerson, fresh: PersonId, actor: Actor, at: datetime) -> Person:
    before = planned.before or Person(
        name=planned.name, id=fresh, tenant_id=actor.require_tenant(), created_at=at, version=0
    )
    return replace(
        before,
        name=planned.name,
        phone=planned.phone,
        email=planned.email,
        cpf=planned.cpf,
        version=before.version + 1,
        residences=(),
    )
