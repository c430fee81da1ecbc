"""How a tenant's notices are: which, when, and in which words; see them and try them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit
from sigec.audit import Subject
from sigec.db import Database
from sigec.kit.actor import Actor, Permission
from sigec.kit.errors import Invalid, PreconditionFailed
from sigec.kit.ids import TenantId, UserId, new_id
from sigec.kit.ports import Clock, Vault
from sigec.notifications._store import accounts
from sigec.notifications._store import settings as store
from sigec.notifications.model import (
    RULES,
    Alert,
    Channel,
    Kind,
    KindSettings,
    OpenAccount,
    Reader,
    Template,
    Value,
    Wording,
    alert_values,
    default_settings,
    default_template,
    faults_of,
    faults_of_template,
    lay_out,
    render,
    sample_values,
    summary_values,
    word,
)
from sigec.notifications.ports import Carriers
from sigec.notifications.service.carrying import Carried, Desk, Letter
from sigec.notifications.service.errors import ChannelNotFound, NoAddress
from sigec.notifications.service.recipients import Recipient, Whom, find_recipients
from sigec.notifications.service.summaries import plan_summary
from sigec.tenants.model import Language, Tenant
from sigec.tenants.service import TenantNotFound, find_tenant


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a reader would get, with values that could be; ``html`` is the e-mail's."""

    subject: str
    text: str
    html: str


class NoticeSettingsService:
    """The use cases of settings and templates; what is changed holds from the next event on."""

    def __init__(
        self, database: Database, clock: Clock, *, vault: Vault, carriers: Carriers, desk: Desk
    ) -> None:
        self._database = database
        self._clock = clock
        self._vault = vault
        self._carriers = carriers
        self._desk = desk

    async def list_settings(self, actor: Actor) -> Sequence[KindSettings]:
        """Return how the tenant has each kind."""
        actor.require(Permission.READ_NOTICES)
        tenant_id = actor.require_tenant()
        async with self._database.read(actor.scope) as connection:
            chosen = await store.load_settings(connection, [tenant_id])
        return [chosen.get((tenant_id, kind)) or default_settings(tenant_id, kind) for kind in Kind]

    async def edit_settings(
        self,
        actor: Actor,
        kind: Kind,
        changes: Mapping[str, Any],
        *,
        expected_version: int | None = None,
    ) -> KindSettings:
        """Change how the tenant has a kind.

        :raises Invalid: when a value is out of range, or none that the kind has.
        :raises PreconditionFailed: when it is not at ``expected_version`` any more.
        """
        actor.require(Permission.WRITE_NOTICES)
        tenant_id = actor.require_tenant()
        async with self._database.transaction(actor.scope) as connection:
            chosen = await store.load_settings(connection, [tenant_id])
            before = chosen.get((tenant_id, kind)) or default_settings(tenant_id, kind)
            if expected_version not in (None, before.version):
                raise PreconditionFailed
            after = replace(before, **changes, version=before.version + 1)
            if faults := faults_of(after):
                raise Invalid(*faults)
            if not await store.save_settings(connection, after):
                raise PreconditionFailed
            if kind is Kind.DAILY_SUMMARY:
                tenant = await _tenant(connection, tenant_id)
                await plan_summary(connection, tenant, after, now=self._clock.now())
            await self._note(connection, actor, "notice_settings.edited", kind, before, after)
        return after

    async def list_templates(self, actor: Actor) -> Sequence[Template]:
        """Return the words of each kind in each language, the tenant's own or ours."""
        actor.require(Permission.READ_NOTICES)
        tenant_id = actor.require_tenant()
        async with self._database.read(actor.scope) as connection:
            own = await store.load_templates(connection, [tenant_id], actor.scope)
        return [
            own.get((tenant_id, kind, language)) or default_template(kind, language)
            for kind in Kind
            for language in Language
        ]

    async def save_template(
        self, actor: Actor, template: Template, *, expected_version: int | None = None
    ) -> Template:
        """Store the tenant's words for a kind in a language.

        :raises Invalid: when a variable is none of the kind's.
        :raises PreconditionFailed: when they are not at ``expected_version`` any more.
        """
        actor.require(Permission.WRITE_NOTICES)
        tenant_id = actor.require_tenant()
        if faults := faults_of_template(template):
            raise Invalid(*faults)
        key = (tenant_id, template.kind, template.language)
        async with self._database.transaction(actor.scope) as connection:
            own = await store.load_templates(connection, [tenant_id], actor.scope)
            before = own.get(key) or default_template(template.kind, template.language)
            if expected_version not in (None, before.version):
                raise PreconditionFailed
            after = replace(template, tenant_id=tenant_id, version=before.version + 1)
            if not await store.save_template(connection, after):
                raise PreconditionFailed
            await self._note(
                connection, actor, "notice_template.edited", template.kind, before, after
            )
        return after

    async def reset_template(self, actor: Actor, kind: Kind, language: Language) -> Template:
        """Let our words be used again; harmless when they are."""
        actor.require(Permission.WRITE_NOTICES)
        tenant_id = actor.require_tenant()
        async with self._database.transaction(actor.scope) as connection:
            own = await store.load_templates(connection, [tenant_id], actor.scope)
            before = own.get((tenant_id, kind, language))
            ours = default_template(kind, language)
            if before is not None:
                await store.remove_template(connection, tenant_id, kind, language)
                await self._note(connection, actor, "notice_template.deleted", kind, before, ours)
        return ours

    async def preview(self, actor: Actor, template: Template) -> Preview:
        """Show what a reader would get.

        :raises Invalid: when a variable is none of the kind's.
        """
        actor.require(Permission.WRITE_NOTICES)
        if faults := faults_of_template(template):
            raise Invalid(*faults)
        async with self._database.read(actor.scope) as connection:
            tenant = await _tenant(connection, actor.require_tenant())
        words = self._sample(tenant, template)
        html = lay_out(
            subject=words.subject,
            text=words.text,
            sender=tenant.brand_name or tenant.name,
            language=template.language,
            accent=tenant.brand_color,
        )
        return Preview(subject=words.subject, text=words.text, html=html)

    async def send_test(
        self, actor: Actor, kind: Kind, channel: Channel, language: Language
    ) -> Carried:
        """Send the caller a notice with values that could be, now; it is not repeated.

        :raises ChannelNotFound: when the tenant has no account for the channel.
        :raises NoAddress: when the channel does not lead to the caller.
        """
        actor.require(Permission.WRITE_NOTICES)
        tenant_id = actor.require_tenant()
        async with self._database.read(actor.scope) as connection:
            tenant = await _tenant(connection, tenant_id)
            own = await store.load_templates(connection, [tenant_id], actor.scope)
            recipient = await self._myself(connection, actor)
            opened = await accounts.open_account(connection, tenant_id, channel, self._vault)
        if opened is None or not opened.account.is_active:
            raise ChannelNotFound
        if recipient is None or channel not in recipient.reachable:
            raise NoAddress
        template = own.get((tenant_id, kind, language)) or default_template(kind, language)
        words = self._sample(tenant, template)
        letter = Letter(
            key=f"test:{new_id()}",
            subject=word(language, "mail", "test") + words.subject,
            text=words.text,
            language=language,
            path="/notices",
        )
        return await self._send(opened, channel, recipient, letter)

    async def _send(
        self, opened: OpenAccount, channel: Channel, recipient: Recipient, letter: Letter
    ) -> Carried:
        return await self._desk.carry(self._carriers.carrier_of(opened), channel, recipient, letter)

    async def _myself(self, connection: AsyncConnection, actor: Actor) -> Recipient | None:
        if actor.user_id is None:
            return None
        user_id = UserId(actor.user_id)
        found = await find_recipients(
            connection, Whom(users=frozenset({user_id})), at=self._clock.now()
        )
        return found.get(user_id)

    def _sample(self, tenant: Tenant, template: Template) -> Wording:
        reader = Reader(language=template.language, zone=ZoneInfo(tenant.timezone))
        return render(template, self._values(tenant, template.kind, reader), reader)

    def _values(self, tenant: Tenant, kind: Kind, reader: Reader) -> dict[str, Value]:
        now = self._clock.now()
        values = sample_values(kind, at=now, currency=tenant.currency)
        if kind is Kind.ADMIN_ALERT:
            subject = str(values["subject"].plain)
            return alert_values(
                Alert(name="station_offline", subject=subject, began_at=now), reader
            )
        if kind is Kind.DAILY_SUMMARY:
            about = {
                "date": now.astimezone(reader.zone).date(),
                "sessions": 12,
                "energy": 142_300,
                "costs": [(21_345, tenant.currency)],
                "incidents": 1,
            }
            return summary_values(about, reader)
        return {name: values[name] for name in RULES[kind].variables}

    async def _note(
        self,
        connection: AsyncConnection,
        actor: Actor,
        action: str,
        kind: Kind,
        before: object,
        after: object,
    ) -> None:
        await audit.record(
            connection,
            actor,
            action,
            Subject(kind="notice_kind", id=kind.value),
            at=self._clock.now(),
            before=before,
            after=after,
            tenant_id=actor.require_tenant(),
        )


async def _tenant(connection: AsyncConnection, tenant_id: TenantId) -> Tenant:
    tenant = await find_tenant(connection, tenant_id)
    if tenant is None:
        raise TenantNotFound
    return tenant
