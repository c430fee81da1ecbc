"""Let people fill in what is missing about themselves: by a link, once, without an account."""

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, outbox
from sigec.audit import Subject
from sigec.db import Database
from sigec.drivers._store import links as store
from sigec.drivers._store import people, vehicles
from sigec.drivers.model import (
    LINK_LIFETIME,
    NewLink,
    Person,
    ProfileLink,
    VehicleDraft,
    canonical_contact,
    digest_of,
    faults_of_person,
    link_id_of,
    make_token,
)
from sigec.drivers.ports import Letter, Postman
from sigec.drivers.service.people import PersonNotFound, require_person
from sigec.drivers.service.vehicles import VehicleTaken, add_vehicle
from sigec.events.drivers import PersonChanged
from sigec.kit.actor import PLATFORM, Actor, ActorKind, Permission, Scope
from sigec.kit.errors import Invalid, NotFound, PreconditionFailed, TooManyRequests
from sigec.kit.ids import PersonId, ProfileLinkId, TenantId, new_id
from sigec.kit.ports import Cache, Clock
from sigec.tenants.service import find_tenant

WINDOW_S = 600
TRIES_MAX = 30
"""How often one address may try links within the window."""


class LinkClosed(NotFound):
    """The link opens nothing: it never did, it is used, or it is too old. Nobody learns which."""

    code = "not_found.profile_link"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedPerson:
    """What whoever holds a link sees: enough to know it is for them, nothing to take away."""

    first_name: str
    tenant_name: str
    has_phone: bool
    has_email: bool
    vehicles: int
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What somebody fills in; what they leave out stays as it is."""

    phone: str | None = None
    email: str | None = None
    vehicle: VehicleDraft | None = None


class ProfileLinkService:
    """The use cases of these links."""

    def __init__(
        self, database: Database, clock: Clock, *, cache: Cache, postman: Postman, secret_key: str
    ) -> None:
        self._database = database
        self._clock = clock
        self._cache = cache
        self._postman = postman
        self._key = secret_key.encode()

    @property
    def can_send(self) -> bool:
        """Whether letters can be sent; else whoever makes a link brings it."""
        return self._postman.is_ready

    async def make(self, actor: Actor, person_id: PersonId) -> NewLink:
        """Make a link for a person; the one they had opens nothing any more.

        :raises PersonNotFound: when there is none for this actor.
        """
        actor.require(Permission.WRITE_PEOPLE)
        at = self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            person = await require_person(connection, actor.scope, person_id)
            tenant = await find_tenant(connection, person.tenant_id)
            assert tenant is not None, "a person's tenant exists"
            link_id = ProfileLinkId(new_id())
            token = make_token(link_id)
            link = ProfileLink(
                id=link_id,
                tenant_id=person.tenant_id,
                person_id=person.id,
                digest=digest_of(token, self._key),
                expires_at=at + LINK_LIFETIME,
            )
            await store.put_link(connection, link)
            await audit.record(
                connection,
                actor,
                "person.link_made",
                Subject(kind="person", id=person.id),
                at=at,
                after={"expires_at": link.expires_at},
                tenant_id=person.tenant_id,
            )
        return NewLink(token=token, link=link, person=person, tenant_name=tenant.name)

    async def send(self, letter: Letter) -> None:
        """Send a letter with a link that was just made.

        :raises LetterNotSent: when nobody took it.
        """
        await self._postman.send(letter)

    async def open(self, token: str, *, address: str | None) -> LinkedPerson:
        """Return who a link is for.

        :raises LinkClosed: when it opens nothing.
        :raises TooManyRequests: when the address tries too many.
        """
        await self._throttle(address)
        async with self._database.read(PLATFORM) as connection:
            link, person, tenant_name = await self._look_up(connection, token)
            cars = await vehicles.fetch_vehicles(connection, _scope(link), person.id)
        return LinkedPerson(
            first_name=person.name.split()[0],
            tenant_name=tenant_name,
            has_phone=person.phone is not None,
            has_email=person.email is not None,
            vehicles=len(cars),
            expires_at=link.expires_at,
        )

    async def fill(self, token: str, answers: Answers, *, address: str | None) -> None:
        """Take what somebody says of themselves; the link opens nothing afterwards.

        What is wrong is refused and leaves the link as it was.

        :raises LinkClosed: when it opens nothing.
        :raises Invalid: when a field breaks a rule.
        :raises VehicleTaken: when the person has a vehicle of this plate.
        :raises TooManyRequests: when the address tries too many.
        """
        await self._throttle(address)
        at = self._clock.now()
        try:
            async with self._database.transaction(PLATFORM) as connection:
                link, before, _ = await self._look_up(connection, token)
                themselves = _themselves(link, address)
                after = _filled(before, answers)
                if not await store.use_link(connection, link.id, at=at):
                    raise LinkClosed
                if not await people.save_person(connection, after, replacing=before.version):
                    raise PreconditionFailed
                if answers.vehicle is not None:
                    await add_vehicle(
                        connection, themselves, before.id, answers.vehicle, self._clock
                    )
                await audit.record(
                    connection,
                    themselves,
                    "person.filled_in",
                    Subject(kind="person", id=before.id),
                    at=at,
                    before=asdict(before),
                    after=asdict(after),
                )
                changed = PersonChanged(tenant_id=before.tenant_id, at=at, person_id=before.id)
                await outbox.append(connection, [changed])
        except IntegrityError as error:
            raise VehicleTaken from error

    async def _look_up(
        self, connection: AsyncConnection, token: str
    ) -> tuple[ProfileLink, Person, str]:
        link_id = link_id_of(token)
        found = None if link_id is None else await store.find_link(connection, link_id)
        link = found or _nobodys()  # compared all the same: the time it takes tells nothing
        if not link.is_opened_by(token, self._key, at=self._clock.now()):
            raise LinkClosed
        tenant = await find_tenant(connection, link.tenant_id)
        if tenant is None or not tenant.is_active:
            raise LinkClosed
        try:
            person = await require_person(connection, _scope(link), link.person_id)
        except PersonNotFound as error:
            raise LinkClosed from error
        return link, person, tenant.name

    async def _throttle(self, address: str | None) -> None:
        tries = await self._cache.count(f"profile-link:{address}", window_s=WINDOW_S)
        if tries > TRIES_MAX:
            raise TooManyRequests(retry_after_s=WINDOW_S)


def _scope(link: ProfileLink) -> Scope:
    return Scope(tenant_id=link.tenant_id)


def _themselves(link: ProfileLink, address: str | None) -> Actor:
    return Actor(
        kind=ActorKind.USER, tenant_id=link.tenant_id, person_id=link.person_id, address=address
    )


def _nobodys() -> ProfileLink:
    made = new_id()
    return ProfileLink(
        id=ProfileLinkId(made),
        tenant_id=TenantId(made),
        person_id=PersonId(made),
        digest=bytes(32),
        expires_at=datetime.max.replace(tzinfo=UTC),
    )


def _filled(person: Person, answers: Answers) -> Person:
    said = {
        name: value for name, value in (("phone", answers.phone), ("email", answers.email)) if value
    }
    filled = replace(person, **canonical_contact(dict(said)), version=person.version + 1)
    if faults := faults_of_person(filled):
        raise Invalid(*faults)
    return filled
