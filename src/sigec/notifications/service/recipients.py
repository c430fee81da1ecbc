"""Whom news concern, and by which ways they can be reached."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.accounts.model import User
from sigec.accounts.service import find_staff, find_users
from sigec.drivers.model import Person
from sigec.drivers.service import Contact, find_contacts
from sigec.kit.actor import Actor, Role
from sigec.kit.ids import PersonId, RecipientId, TenantId, UserId
from sigec.notifications._store import preferences as store
from sigec.notifications._store.preferences import Device
from sigec.notifications.model import PURPOSES, Channel, Kind, Preferences, RecipientKind
from sigec.tenants.model import Language, Tenant
from sigec.tenants.service import find_tenants

STAFF: Mapping[Kind, Sequence[Role]] = {
    Kind.ADMIN_ALERT: (Role.TENANT_ADMIN, Role.OPERATOR),
    Kind.DAILY_SUMMARY: (Role.TENANT_ADMIN,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody who is told something; ``addresses`` are those they agreed to be reached by."""

    kind: RecipientKind
    id: RecipientId
    tenant: Tenant
    name: str
    unit: str | None
    addresses: Mapping[Channel, str]
    devices: Sequence[Device]
    preferences: Preferences

    @property
    def first_name(self) -> str:
        """How they are spoken to."""
        return self.name.partition(" ")[0]

    @property
    def language(self) -> Language:
        """What they read."""
        return self.preferences.language or self.tenant.language

    @property
    def reachable(self) -> Collection[Channel]:
        """By which channels they have an address."""
        return {*self.addresses, Channel.WEB_PUSH} if self.devices else set(self.addresses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """Ids of recipients to look up."""

    people: frozenset[PersonId] = field(default_factory=frozenset)
    users: frozenset[UserId] = field(default_factory=frozenset)


def recipient_id_of(actor: Actor) -> RecipientId:
    """Return under which id an actor's own choices are kept."""
    own = actor.person_id or actor.user_id
    return RecipientId(own) if own is not None else RecipientId(UUID(int=0))


def recipient_ids_of(actor: Actor) -> Collection[RecipientId]:
    """Return the ids under which an actor is told things: as a person, and as a user."""
    return {RecipientId(each) for each in (actor.person_id, actor.user_id) if each is not None}


async def find_staff_ids(
    connection: AsyncConnection, kind: Kind, tenant_ids: Collection[TenantId]
) -> Mapping[TenantId, Sequence[UserId]]:
    """Return who runs each place, as far as a kind is their business."""
    found: defaultdict[TenantId, list[UserId]] = defaultdict(list)
    for user in await find_staff(connection, tenant_ids, STAFF[kind]):
        if user.tenant_id is not None:
            found[user.tenant_id].append(user.id)
    return found


async def find_recipients(
    connection: AsyncConnection, whom: Whom, *, at: datetime
) -> Mapping[UUID, Recipient]:
    """Return those recipients who are still there, by their ids."""
    users = await find_users(connection, whom.users) if whom.users else {}
    behind = {user.person_id for user in users.values() if user.person_id is not None}
    contacts = await find_contacts(connection, whom.people | behind)
    ids = {*contacts, *users}
    chosen = await store.load_preferences(connection, {RecipientId(each) for each in ids})
    devices = await store.load_devices(connection, {RecipientId(each) for each in ids})
    tenant_ids = {contact.person.tenant_id for contact in contacts.values()}
    tenant_ids |= {user.tenant_id for user in users.values() if user.tenant_id}
    house = _House(
        tenants=await find_tenants(connection, tenant_ids), chosen=chosen, devices=devices, at=at
    )
    found: dict[UUID, Recipient] = {
        person_id: house.person(contacts[person_id])
        for person_id in whom.people
        if person_id in contacts
    }
    for user in users.values():
        if user.tenant_id is not None:
            contact = contacts.get(user.person_id) if user.person_id else None
            found[user.id] = house.user(user, user.tenant_id, contact)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _House:
    tenants: Mapping[TenantId, Tenant]
    chosen: Mapping[RecipientId, Preferences]
    devices: Mapping[RecipientId, Sequence[Device]]
    at: datetime

    def person(self, contact: Contact) -> Recipient:
        person = contact.person
        tenant = self.tenants[person.tenant_id]
        recipient_id = RecipientId(person.id)
        given = {
            Channel.WHATSAPP: person.phone,
            Channel.SMS: person.phone,
            Channel.EMAIL: person.email,
        }
        return Recipient(
            kind=RecipientKind.PERSON,
            id=recipient_id,
            tenant=tenant,
            name=person.name,
            unit=_home_of(person, tenant, self.at),
            addresses={
                channel: address
                for channel, address in given.items()
                if address and PURPOSES[channel] in contact.agreed
            },
            devices=self.devices.get(recipient_id, ()),
            preferences=self._chosen(recipient_id, tenant),
        )

    def user(self, user: User, tenant_id: TenantId, contact: Contact | None) -> Recipient:
        """Return a user; as a person of the house they chose how, and have a phone there."""
        tenant = self.tenants[tenant_id]
        chosen_by = RecipientId(contact.person.id if contact else user.id)
        preferences = self._chosen(chosen_by, tenant)
        phone = preferences.phone or (contact.person.phone if contact else None)
        addresses = {Channel.EMAIL: user.email}
        if phone:
            addresses |= {Channel.WHATSAPP: phone, Channel.SMS: phone}
        devices = {*self.devices.get(chosen_by, ()), *self.devices.get(RecipientId(user.id), ())}
        return Recipient(
            kind=RecipientKind.USER,
            id=RecipientId(user.id),
            tenant=tenant,
            name=user.name,
            unit=None,
            addresses=addresses,
            devices=sorted(devices, key=lambda device: device.id, reverse=True),
            preferences=preferences,
        )

    def _chosen(self, recipient_id: RecipientId, tenant: Tenant) -> Preferences:
        return self.chosen.get(recipient_id) or Preferences(
            recipient_id=recipient_id, tenant_id=tenant.id
        )


def _home_of(person: Person, tenant: Tenant, at: datetime) -> str | None:
    today = at.astimezone(ZoneInfo(tenant.timezone)).date()
    homes = [home.unit.label for home in person.residences if home.includes(today)]
    return ", ".join(homes) or None
