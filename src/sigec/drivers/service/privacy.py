"""What people may ask of their own data (LGPD): consents, a copy of it all, and being forgotten."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, outbox
from sigec.accounts.service import find_accounts
from sigec.audit import AuditEntry, AuditFilter, Subject
from sigec.db import Database
from sigec.drivers._store import consents as store
from sigec.drivers._store import links, people, tokens, vehicles, visits
from sigec.drivers.model import Consent, IdToken, Person, Purpose, Vehicle
from sigec.drivers.service.contacts import add_consent
from sigec.drivers.service.people import require_person, with_residences
from sigec.drivers.service.settling import local_day
from sigec.events.drivers import IdTokenChanged, PersonChanged
from sigec.kit.actor import Actor, Permission, Scope
from sigec.kit.ids import AuditId, PersonId
from sigec.kit.ports import Clock

ACTS_MAX = 10_000
"""The latest of each kind that a copy holds; a resident's life leaves some hundreds."""
NOBODY = "—"
"""The name of whoever was forgotten: bills keep the person, and lose who it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """All that is kept of a person beside their charges."""

    person: Person
    id_tokens: Sequence[IdToken]
    vehicles: Sequence[Vehicle]
    visits: Sequence[dict[str, Any]]
    consents: Sequence[Consent]
    past_id_tokens: Sequence[dict[str, Any]]
    acts: Sequence[AuditEntry]


class PrivacyService:
    """The use cases of consents and copies; forgetting is with whoever knows of open charges."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def list_consents(self, actor: Actor, person_id: PersonId) -> Sequence[Consent]:
        """Return what somebody agreed to and withdrew, the latest first.

        :raises PersonNotFound: when there is no such person for this actor.
        """
        actor.require(Permission.READ_PEOPLE)
        async with self._database.read(actor.scope) as connection:
            await require_person(connection, actor.scope, person_id)
            return await store.fetch_consents(connection, actor.scope, person_id)

    async def note_consent(
        self, actor: Actor, person_id: PersonId, purpose: Purpose, *, wording: str, is_given: bool
    ) -> Consent:
        """Note that somebody agreed to a wording, or withdrew it.

        :raises PersonNotFound: when there is no such person for this actor.
        """
        actor.require(Permission.WRITE_PEOPLE)
        async with self._database.transaction(actor.scope) as connection:
            person = await require_person(connection, actor.scope, person_id)
            return await add_consent(
                connection,
                actor,
                person,
                purpose,
                wording=wording,
                is_given=is_given,
                at=self._clock.now(),
            )

    async def copy_of(self, actor: Actor, person_id: PersonId) -> PersonalData:
        """Return all that is kept of a person beside their charges; the copy is audited.

        :raises PersonNotFound: when there is no such person for this actor.
        """
        actor.require(Permission.WRITE_PEOPLE)
        async with self._database.transaction(actor.scope) as connection:
            person = await require_person(connection, actor.scope, person_id)
            [person] = await with_residences(connection, actor.scope, [person])
            stays = await visits.fetch_visits_of(connection, actor.scope, person_id)
            found = PersonalData(
                person=person,
                id_tokens=await tokens.fetch_tokens_of(connection, actor.scope, person_id),
                vehicles=await vehicles.fetch_vehicles(connection, actor.scope, person_id),
                visits=[dict(row) for row in stays],
                consents=await store.fetch_consents(connection, actor.scope, person_id),
                past_id_tokens=[
                    dict(row) for row in await tokens.fetch_past_of(connection, person_id)
                ],
                acts=await _acts(connection, person),
            )
            await audit.record(
                connection,
                actor,
                "person.exported",
                Subject(kind="person", id=person_id),
                at=self._clock.now(),
                tenant_id=person.tenant_id,
            )
        return found


async def forget_person(
    connection: AsyncConnection, actor: Actor, person_id: PersonId, *, clock: Clock
) -> Person:
    """Forget who a person is, inside the caller's transaction of the platform.

    What bills need stays: that somebody lived in a unit, and charged. Name, phone, e-mail, CPF,
    vehicles, visits and links go, also from the audit; their tokens are free for others.

    :raises PersonNotFound: when there is no such person for this actor.
    """
    person = await require_person(connection, actor.scope, person_id)
    at, scope = clock.now(), Scope(tenant_id=person.tenant_id)
    day = await local_day(connection, person.tenant_id, clock)
    nobody = replace(
        person,
        name=NOBODY,
        phone=None,
        email=None,
        cpf=None,
        price_group=None,
        version=person.version + 1,
    )
    await people.save_person(connection, nobody, replacing=person.version)
    await people.remove_person(connection, person_id, at=at, day=day)
    await _free_tokens(connection, scope, person_id, at)
    await vehicles.remove_vehicles_of(connection, person_id)
    await visits.remove_visits_of(connection, person_id)
    await links.remove_links_of(connection, person_id)
    subject = Subject(kind="person", id=person_id)
    await audit.erase(connection, subject)
    await audit.record(
        connection, actor, "person.erased", subject, at=at, tenant_id=person.tenant_id
    )
    changed = PersonChanged(tenant_id=person.tenant_id, at=at, person_id=person_id)
    await outbox.append(connection, [changed])
    return person


async def _acts(connection: AsyncConnection, person: Person) -> Sequence[AuditEntry]:
    """Return what was done to a person's record, and what they did themselves, latest first.

    From where others did it is theirs, and left out.
    """
    users = await find_accounts(connection, person.id)
    wanted = [
        AuditFilter(subject_kind="person", subject_id=person.id),
        *(AuditFilter(actor_id=user_id) for user_id in users),
        *(AuditFilter(subject_kind="user", subject_id=user_id) for user_id in users),
    ]
    found: dict[AuditId, AuditEntry] = {}
    for each in wanted:
        acts = await audit.read(connection, tenant_id=person.tenant_id, limit=ACTS_MAX, wanted=each)
        found |= {
            act.id: act if act.actor_id in users else replace(act, address=None) for act in acts
        }
    return [found[act_id] for act_id in sorted(found, reverse=True)]


async def _free_tokens(
    connection: AsyncConnection, scope: Scope, person_id: PersonId, at: datetime
) -> None:
    for token in await tokens.fetch_tokens_of(connection, scope, person_id):
        freed = replace(token, person_id=None, version=token.version + 1)
        await tokens.save_token(connection, freed, replacing=token.version)
        await tokens.end_ownership(connection, token.id, at=at)
        await tokens.remove_token(connection, token.id, at=at)
        event = IdTokenChanged(tenant_id=token.tenant_id, at=at, id_token_id=token.id)
        await outbox.append(connection, [event])


def as_json(data: PersonalData) -> dict[str, Any]:
    """Return the parts of a copy by their names, each as plain values."""
    return {
        "person": asdict(data.person),
        "id_tokens": [asdict(token) for token in data.id_tokens],
        "vehicles": [asdict(vehicle) for vehicle in data.vehicles],
        "visits": list(data.visits),
        "consents": [asdict(consent) for consent in data.consents],
        "past_id_tokens": list(data.past_id_tokens),
        "audit": [asdict(act) for act in data.acts],
    }
