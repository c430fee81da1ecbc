"""How people want to be told: their ways and hours, their devices, and what they wait for."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import Database
from sigec.drivers.model import Person
from sigec.drivers.service import Contact, add_consent, find_contacts
from sigec.kit.actor import Actor, Permission, Scope
from sigec.kit.errors import Invalid, PreconditionFailed
from sigec.kit.ids import PersonId, PushSubscriptionId, StationId, new_id
from sigec.kit.ports import Clock, Vault
from sigec.notifications._store import preferences as store
from sigec.notifications._store.preferences import Device, Wish
from sigec.notifications._store.settings import load_settings
from sigec.notifications.model import (
    PURPOSES,
    Channel,
    Kind,
    Preferences,
    default_settings,
    faults_of_preferences,
)
from sigec.notifications.service.errors import (
    DeviceNotFound,
    NotAResident,
    NoticeOff,
    StationIsFree,
    WishNotFound,
)
from sigec.notifications.service.recipients import (
    Recipient,
    Whom,
    find_recipients,
    recipient_id_of,
    recipient_ids_of,
)
from sigec.notifications.service.writing import find_channels
from sigec.stations.service import StationNotFound, find_places, has_free_connector

WORDING = "preferences"
"""How a consent is called that somebody gave by choosing a channel themselves."""
WISH_LASTS = timedelta(hours=12)
DEVICES_MAX = 20
"""Of one recipient."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A channel as its recipient sees it: whether they want it, and whether it leads to them."""

    channel: Channel
    is_wanted: bool
    has_account: bool
    has_address: bool
    has_consent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a recipient chose, with what became of each way in their order."""

    preferences: Preferences
    ways: Sequence[Way]


class PreferenceService:
    """The use cases of everybody's own choices."""

    def __init__(self, database: Database, clock: Clock, vault: Vault) -> None:
        self._database = database
        self._clock = clock
        self._vault = vault

    async def get_preferences(self, actor: Actor) -> Chosen:
        """Return what the caller chose."""
        actor.require(Permission.RECEIVE_NOTICES)
        async with self._database.read(self._scope(actor)) as connection:
            chosen = await self._load(connection, actor)
            return await self._show(connection, actor, chosen)

    async def edit_preferences(
        self, actor: Actor, changes: Mapping[str, Any], *, expected_version: int | None = None
    ) -> Chosen:
        """Change what the caller chose; a channel they want is one they agree to, and back.

        :raises Invalid: when a field breaks a rule.
        :raises PreconditionFailed: when another request was faster.
        """
        actor.require(Permission.RECEIVE_NOTICES)
        async with self._database.transaction(self._scope(actor)) as connection:
            before = await self._load(connection, actor)
            if expected_version not in (None, before.version):
                raise PreconditionFailed
            after = replace(before, **changes, version=before.version + 1)
            if faults := faults_of_preferences(after):
                raise Invalid(*faults)
            if not await store.save_preferences(connection, after):
                raise PreconditionFailed
            if "channels" in changes and actor.person_id is not None:
                await self._agree(connection, actor, actor.person_id, after)
            return await self._show(connection, actor, after)

    async def add_device(self, actor: Actor, *, subscription: str, name: str) -> Device:
        """Show notices on a device too; ``subscription`` is what its browser gave, as JSON."""
        actor.require(Permission.RECEIVE_NOTICES)
        device = Device(
            id=PushSubscriptionId(new_id()),
            tenant_id=actor.require_tenant(),
            recipient_id=recipient_id_of(actor),
            digest=hashlib.sha256(subscription.encode()).hexdigest(),
            device=name,
            sealed=self._vault.seal(subscription),
            created_at=self._clock.now(),
        )
        async with self._database.transaction(actor.scope) as connection:
            await store.add_device(connection, device, most=DEVICES_MAX)
        return device

    async def list_devices(self, actor: Actor) -> Sequence[Device]:
        """Return the caller's devices, the latest first."""
        actor.require(Permission.RECEIVE_NOTICES)
        own = recipient_ids_of(actor)
        async with self._database.read(self._scope(actor)) as connection:
            found = await store.load_devices(connection, own)
        return [device for recipient_id in own for device in found.get(recipient_id, ())]

    async def remove_device(self, actor: Actor, device_id: PushSubscriptionId) -> None:
        """Show notices on a device no more.

        :raises DeviceNotFound: when the caller has no such device.
        """
        actor.require(Permission.RECEIVE_NOTICES)
        own = recipient_ids_of(actor)
        async with self._database.transaction(self._scope(actor)) as connection:
            if not await store.remove_device(connection, device_id, of=own):
                raise DeviceNotFound

    async def list_wishes(self, actor: Actor) -> Sequence[Wish]:
        """Return what stations the caller waits for."""
        actor.require(Permission.RECEIVE_NOTICES)
        if actor.person_id is None:
            return []
        async with self._database.read(actor.scope) as connection:
            return await store.load_wishes(
                connection, actor.scope, actor.person_id, at=self._clock.now()
            )

    async def wish(self, actor: Actor, station_id: StationId) -> Wish:
        """Tell the caller when a station is free, once, within `WISH_LASTS`.

        :raises NotAResident: when the caller's user stands for nobody.
        :raises StationNotFound: when the caller's tenant has no such station.
        :raises NoticeOff: when the tenant tells nobody of free stations.
        :raises StationIsFree: when it is free now.
        """
        actor.require(Permission.RECEIVE_NOTICES)
        tenant_id, now = actor.require_tenant(), self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            place = (await find_places(connection, [station_id])).get(station_id)
            if place is None or place.is_removed or place.tenant_id != tenant_id:
                raise StationNotFound
            if actor.person_id is None:
                raise NotAResident
            chosen = await load_settings(connection, [tenant_id])
            kind = Kind.STATION_FREE
            if not (chosen.get((tenant_id, kind)) or default_settings(tenant_id, kind)).is_on:
                raise NoticeOff
            if await has_free_connector(connection, station_id):
                raise StationIsFree
            wish = Wish(
                id=new_id(),
                tenant_id=tenant_id,
                person_id=actor.person_id,
                station_id=station_id,
                created_at=now,
                expires_at=now + WISH_LASTS,
            )
            await store.add_wish(connection, wish)
        return wish

    async def drop_wish(self, actor: Actor, station_id: StationId) -> None:
        """Wait for a station no more.

        :raises WishNotFound: when the caller did not.
        """
        actor.require(Permission.RECEIVE_NOTICES)
        person_id = actor.person_id or PersonId(UUID(int=0))
        async with self._database.transaction(self._scope(actor)) as connection:
            if not await store.remove_wish(connection, person_id, station_id):
                raise WishNotFound

    @staticmethod
    def _scope(actor: Actor) -> Scope:
        return Scope(tenant_id=actor.require_tenant())

    async def _load(self, connection: AsyncConnection, actor: Actor) -> Preferences:
        recipient_id = recipient_id_of(actor)
        known = await store.load_preferences(connection, [recipient_id])
        return known.get(recipient_id) or Preferences(
            recipient_id=recipient_id, tenant_id=actor.require_tenant()
        )

    async def _show(
        self, connection: AsyncConnection, actor: Actor, preferences: Preferences
    ) -> Chosen:
        tenant_id = actor.require_tenant()
        channels = (await find_channels(connection, [tenant_id])).get(tenant_id, set())
        recipient = await self._recipient(connection, actor)
        contact = await self._contact(connection, actor)
        order = [*preferences.channels, *(each for each in Channel if each is not Channel.IN_APP)]
        ways = [
            Way(
                channel=channel,
                is_wanted=channel in preferences.channels,
                has_account=channel in channels,
                has_address=_has_address(recipient, contact, channel),
                has_consent=contact is None
                or channel not in PURPOSES
                or PURPOSES[channel] in contact.agreed,
            )
            for channel in dict.fromkeys(order)
        ]
        return Chosen(preferences=preferences, ways=ways)

    async def _recipient(self, connection: AsyncConnection, actor: Actor) -> Recipient | None:
        if actor.user_id is None:
            return None
        whom = Whom(users=frozenset({actor.user_id}))
        found = await find_recipients(connection, whom, at=self._clock.now())
        return found.get(actor.user_id)

    async def _contact(self, connection: AsyncConnection, actor: Actor) -> Contact | None:
        if actor.person_id is None:
            return None
        return (await find_contacts(connection, [actor.person_id])).get(actor.person_id)

    async def _agree(
        self,
        connection: AsyncConnection,
        actor: Actor,
        person_id: PersonId,
        preferences: Preferences,
    ) -> None:
        contact = (await find_contacts(connection, [person_id])).get(person_id)
        if contact is None:
            return
        for channel, purpose in PURPOSES.items():
            wants, agreed = channel in preferences.channels, purpose in contact.agreed
            if wants is not agreed:
                await add_consent(
                    connection,
                    actor,
                    contact.person,
                    purpose,
                    wording=WORDING,
                    is_given=wants,
                    at=self._clock.now(),
                )


def _has_address(recipient: Recipient | None, contact: Contact | None, channel: Channel) -> bool:
    if channel is Channel.WEB_PUSH:
        return recipient is not None and bool(recipient.devices)
    if contact is not None:
        return _address_of(contact.person, channel) is not None
    return recipient is not None and channel in recipient.addresses


def _address_of(person: Person, channel: Channel) -> str | None:
    return person.email if channel is Channel.EMAIL else person.phone
