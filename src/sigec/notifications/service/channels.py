"""Accounts with providers: make, change, try out, look after."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit
from sigec.audit import Subject
from sigec.db import Database
from sigec.kit.actor import PLATFORM, Actor, Permission
from sigec.kit.errors import Invalid, PreconditionFailed
from sigec.kit.ids import ChannelAccountId, new_id
from sigec.kit.ports import Clock, Vault
from sigec.notifications._store import accounts as store
from sigec.notifications.model import (
    Account,
    AccountDraft,
    Channel,
    ChannelHealth,
    Notice,
    OpenAccount,
    faults_of_account,
    form_of,
)
from sigec.notifications.ports import Bell, Carriers
from sigec.notifications.service.closing import close_channel, open_channel
from sigec.notifications.service.errors import ChannelNotFound
from sigec.tenants.model import Feature
from sigec.tenants.service import require_feature

CHECKED_EVERY = timedelta(minutes=5)
CHECKED_EVERY_WHILE_CLOSED = timedelta(minutes=1)
CHECKS_MAX = 16
"""At a time: a provider that does not answer holds up no other."""

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """An account with what its provider said of it just now."""

    account: Account
    health: ChannelHealth


class ChannelService:
    """The use cases of channels."""

    def __init__(
        self, database: Database, clock: Clock, *, vault: Vault, carriers: Carriers, bell: Bell
    ) -> None:
        self._database = database
        self._clock = clock
        self._vault = vault
        self._carriers = carriers
        self._bell = bell

    async def list_channels(self, actor: Actor) -> Sequence[Account]:
        """Return the accounts of the actor's tenant."""
        actor.require(Permission.READ_NOTICES)
        async with self._database.read(actor.scope) as connection:
            return await store.load(connection, actor.scope)

    async def get_channel(self, actor: Actor, channel: Channel) -> Account:
        """Return the account for a channel.

        :raises ChannelNotFound: when there is none.
        """
        actor.require(Permission.READ_NOTICES)
        async with self._database.read(actor.scope) as connection:
            return await _get(connection, actor, channel)

    async def save_channel(
        self, actor: Actor, draft: AccountDraft, *, expected_version: int | None = None
    ) -> Account:
        """Make the account for a channel, or change it; secrets that are left out stay.

        Another provider begins anew. What a provider needs and we make ourselves is made once.

        :raises Invalid: when a setting is missing, unknown or no choice.
        :raises FeatureNotInPlan: when it is WhatsApp and the tenant's plan is without.
        :raises PreconditionFailed: when it is not at ``expected_version`` any more.
        """
        actor.require(Permission.WRITE_NOTICES)
        tenant_id = actor.require_tenant()
        async with self._database.transaction(actor.scope) as connection:
            if draft.channel is Channel.WHATSAPP:
                await require_feature(connection, tenant_id, Feature.WHATSAPP)
            known = await store.open_account(connection, tenant_id, draft.channel, self._vault)
            if known is not None and known.account.provider is not draft.provider:
                kept: Mapping[str, str] = {}
            else:
                kept = known.secrets if known else {}
            if faults := faults_of_account(draft, known_secrets=list(kept)):
                raise Invalid(*faults)
            before = known.account if known else None
            if expected_version not in (None, before.version if before else 0):
                raise PreconditionFailed
            opened = self._opened(actor, draft, before, kept)
            if before is None:
                await store.add(connection, opened, self._vault)
            elif not await store.save(connection, opened, self._vault):
                raise PreconditionFailed
            action = "channel.edited" if before else "channel.created"
            await self._note(connection, actor, action, before, opened.account)
        return opened.account

    async def delete_channel(self, actor: Actor, channel: Channel) -> None:
        """Remove the account for a channel; what waits for it goes another way or not at all.

        :raises ChannelNotFound: when there is none.
        """
        actor.require(Permission.WRITE_NOTICES)
        async with self._database.transaction(actor.scope) as connection:
            before = await _get(connection, actor, channel)
            await store.remove(connection, before.id)
            await self._note(connection, actor, "channel.deleted", before, None)

    async def check_channel(self, actor: Actor, channel: Channel) -> Checked:
        """Ask the provider now whether messages go out, and hold or let go what waits.

        :raises ChannelNotFound: when there is none.
        """
        actor.require(Permission.WRITE_NOTICES)
        account = await self.get_channel(actor, channel)
        health = await self._check(account)
        return Checked(account=await self.get_channel(actor, channel), health=health)

    async def push_key(self, actor: Actor) -> str:
        """Return the public key with which a browser agrees to be shown notices.

        :raises ChannelNotFound: when the tenant has no web push.
        """
        actor.require(Permission.RECEIVE_NOTICES)
        async with self._database.read(actor.scope) as connection:
            account = await _get(connection, actor, Channel.WEB_PUSH)
        key = account.settings.get("public_key")
        if key is None or not account.is_active:
            raise ChannelNotFound
        return key

    async def watch(self) -> bool:
        """Ask the providers of all tenants whose turn it is; ``False``, for there is no more now.

        Several processes may: whoever asked last is noted with the account.
        """
        now = self._clock.now()
        async with self._database.read(PLATFORM) as connection:
            every = await store.load(connection, PLATFORM)
        room = asyncio.Semaphore(CHECKS_MAX)

        async def check(account: Account) -> None:
            async with room:
                try:
                    await self._check(account)
                except ChannelNotFound:
                    return  # removed meanwhile
                except Exception:  # noqa: BLE001 - one account cannot break the others
                    _log.exception("notice.channel.unchecked", channel=account.channel.value)

        await asyncio.gather(*(check(account) for account in every if _is_due(account, now)))
        return False

    async def open_account(self, account_id: ChannelAccountId) -> OpenAccount:
        """Return an account with its secrets, for the edge that checks who calls it back.

        :raises ChannelNotFound: when there is none.
        """
        async with self._database.read(PLATFORM) as connection:
            opened = await store.open_by_id(connection, account_id, self._vault)
        if opened is None:
            raise ChannelNotFound
        return opened

    async def look_at(self, account: Account) -> None:
        """Ask the provider of an account now, which said that something changed."""
        await self._check(account)

    async def _check(self, account: Account) -> ChannelHealth:
        async with self._database.read(PLATFORM) as connection:
            opened = await store.open_account(
                connection, account.tenant_id, account.channel, self._vault
            )
        if opened is None:
            raise ChannelNotFound
        health = await self._carriers.carrier_of(opened).check()
        now, rung = self._clock.now(), list[Notice]()
        async with self._database.transaction(PLATFORM) as connection:
            if health.is_ready:
                await open_channel(connection, opened.account, now=now)
            elif opened.account.is_open:
                reason = health.detail or "not ready"
                rung += await close_channel(connection, opened.account, reason=reason, now=now)
            else:
                await store.mark(
                    connection,
                    account.id,
                    checked_at=now,
                    closed_at=opened.account.closed_at or now,
                    reason=health.detail,
                )
        await self._bell.rang(rung)
        return health

    def _opened(
        self,
        actor: Actor,
        draft: AccountDraft,
        before: Account | None,
        kept: Mapping[str, str],
    ) -> OpenAccount:
        form = form_of(draft.channel, draft.provider)
        assert form is not None
        secrets = {**kept, **_given(draft.secrets)}
        settings = _given(draft.settings)
        if before is not None and before.provider is draft.provider:
            ours = {name: before.settings[name] for name in form.ours if name in before.settings}
        else:
            ours = dict(self._carriers.prepare(form, settings))
        secret_names = {each.name for each in form.settings if each.is_secret}
        for name, value in ours.items():
            (secrets if name in secret_names else settings).setdefault(name, value)
        return OpenAccount(
            account=Account(
                id=before.id if before else ChannelAccountId(new_id()),
                tenant_id=actor.require_tenant(),
                channel=draft.channel,
                provider=draft.provider,
                settings=settings,
                secret_names=tuple(sorted(secrets)),
                is_active=draft.is_active,
                created_at=before.created_at if before else self._clock.now(),
                version=before.version + 1 if before else 1,
            ),
            secrets=secrets,
        )

    async def _note(
        self,
        connection: AsyncConnection,
        actor: Actor,
        action: str,
        before: Account | None,
        after: Account | None,
    ) -> None:
        account = after or before
        assert account is not None
        await audit.record(
            connection,
            actor,
            action,
            Subject(kind="channel", id=account.id),
            at=self._clock.now(),
            before=before,
            after=after,
            tenant_id=account.tenant_id,
        )


def _is_due(account: Account, now: datetime) -> bool:
    every = CHECKED_EVERY if account.is_open else CHECKED_EVERY_WHILE_CLOSED
    return account.is_active and (account.checked_at is None or now - account.checked_at >= every)


def _given(values: Mapping[str, str]) -> dict[str, str]:
    """Return what was said; an empty text says nothing."""
    return {name: value for name, value in values.items() if value}


async def _get(connection: AsyncConnection, actor: Actor, channel: Channel) -> Account:
    found = await store.find(connection, actor.scope, channel)
    if found is None:
        raise ChannelNotFound
    return found
