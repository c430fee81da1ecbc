"""How people can be reached and what they agreed to, for the slices above."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.audit import Subject, record
from sigec.drivers._store import consents, people
from sigec.drivers.model import Consent, Person, Purpose
from sigec.drivers.service.people import with_residences
from sigec.kit.actor import PLATFORM, Actor
from sigec.kit.ids import ConsentId, PersonId, new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person with where they live and what they agreed to."""

    person: Person
    agreed: frozenset[Purpose]


async def find_contacts(
    connection: AsyncConnection, person_ids: Collection[PersonId]
) -> Mapping[PersonId, Contact]:
    """Return how people can be reached, of all tenants, inside the caller's transaction.

    Who was removed is left out.
    """
    if not person_ids:
        return {}
    statement = people.select_people(PLATFORM).where(people.people.c.id.in_(person_ids))
    rows = (await connection.execute(statement)).mappings()
    found = await with_residences(connection, PLATFORM, [people.to_person(row) for row in rows])
    agreed = await _agreed(connection, person_ids)
    return {
        person.id: Contact(person=person, agreed=frozenset(agreed[person.id])) for person in found
    }


async def add_consent(
    connection: AsyncConnection,
    actor: Actor,
    person: Person,
    purpose: Purpose,
    *,
    wording: str,
    is_given: bool,
    at: datetime,
) -> Consent:
    """Note that somebody agreed to a wording, or withdrew it, inside the caller's transaction."""
    consent = Consent(
        id=ConsentId(new_id()),
        tenant_id=person.tenant_id,
        person_id=person.id,
        purpose=purpose,
        wording=wording,
        is_given=is_given,
        at=at,
        user_id=actor.user_id,
        address=actor.address,
    )
    await consents.add_consent(connection, consent)
    await record(
        connection,
        actor,
        "consent.given" if is_given else "consent.withdrawn",
        Subject(kind="person", id=person.id),
        at=at,
        after={"purpose": purpose.value, "wording": wording},
        tenant_id=person.tenant_id,
    )
    return consent


async def _agreed(
    connection: AsyncConnection, person_ids: Collection[PersonId]
) -> Mapping[PersonId, set[Purpose]]:
    agreed: defaultdict[PersonId, set[Purpose]] = defaultdict(set)
    for consent in await consents.fetch_consents_of(connection, person_ids):
        purposes = agreed[consent.person_id]
        (purposes.add if consent.is_given else purposes.discard)(consent.purpose)
    return agreed
