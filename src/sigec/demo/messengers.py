"""Who carries the messages of the demo: stand-ins on this machine, which show what arrived."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

from sigec.demo.furnishing import system_of
from sigec.drivers.model import Purpose
from sigec.drivers.service import PeopleSearch
from sigec.kit.actor import Actor
from sigec.kit.ids import TenantId
from sigec.kit.pages import PageRequest
from sigec.notifications.model import AccountDraft, Channel, Kind, Provider
from sigec.rest.services import Services
from sigec.tenants.service import FeatureNotInPlan
from sigec_sandbox.providers import Evolution, Listed, Served, SmtpServer

WHATSAPP_PORT, MAIL_PORT, MAIL_PAGE_PORT = 8_910, 8_025, 8_915
_Server = TypeVar("_Server", Served, Listed, SmtpServer)
_PEOPLE_MAX = 200
_WORDING = "Quero receber avisos das minhas recargas."
_TOLD = (Kind.IDLE_STARTED, Kind.BATTERY_FULL, Kind.INTERRUPTED, Kind.CHARGING_ENDED, Kind.FAULT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Messengers:
    """WhatsApp and e-mail; the pages show what arrived."""

    whatsapp: Evolution
    whatsapp_page: str
    mail: SmtpServer
    mail_page: str

    async def serve(self, services: Services, tenants: Sequence[TenantId]) -> None:
        """Give every condominium its accounts; the first time also people who want to be told."""
        for tenant_id in tenants:
            actor = system_of(tenant_id)
            is_new = not await services.channels.list_channels(actor)
            for draft in self._drafts():
                await _save(services, actor, draft)
            if is_new:
                await _agree(services, actor)
                for kind in _TOLD:
                    await services.notice_settings.edit_settings(actor, kind, {"is_on": True})

    def _drafts(self) -> Sequence[AccountDraft]:
        return (
            AccountDraft(
                channel=Channel.WHATSAPP,
                provider=Provider.EVOLUTION,
                settings={"base_url": self.whatsapp_page, "instance": self.whatsapp.instance},
                secrets={"api_key": self.whatsapp.api_key},
            ),
            AccountDraft(
                channel=Channel.EMAIL,
                provider=Provider.SMTP,
                settings={
                    "host": self.mail.host,
                    "port": str(self.mail.port),
                    "security": "none",
                    "from": "SIGEC-VE <avisos@sigec.example>",
                },
            ),
            AccountDraft(
                channel=Channel.WEB_PUSH,
                provider=Provider.VAPID,
                settings={"contact": "mailto:avisos@sigec.example"},
            ),
        )


@asynccontextmanager
async def opened() -> AsyncIterator[Messengers]:
    """Let the stand-ins listen at their usual ports, or at any where those are taken."""
    async with AsyncExitStack() as stack:
        evolution = Evolution()
        whatsapp = await _listening(stack, Served(evolution, port=WHATSAPP_PORT), Served(evolution))
        mail = await _listening(stack, SmtpServer(port=MAIL_PORT), SmtpServer())
        page = await _listening(
            stack,
            Listed(mail.name, mail.inbox, port=MAIL_PAGE_PORT),
            Listed(mail.name, mail.inbox),
        )
        yield Messengers(
            whatsapp=evolution, whatsapp_page=whatsapp.url, mail=mail, mail_page=page.url
        )


async def _listening(stack: AsyncExitStack, usual: _Server, other: _Server) -> _Server:
    try:
        return await stack.enter_async_context(usual)
    except OSError:  # somebody else's, or a stand-in that was started by hand
        return await stack.enter_async_context(other)


async def _save(services: Services, actor: Actor, draft: AccountDraft) -> None:
    known = {each.channel: each for each in await services.channels.list_channels(actor)}
    before = known.get(draft.channel)
    if before is not None and dict(draft.settings).items() <= dict(before.settings).items():
        return
    try:
        await services.channels.save_channel(actor, draft)
    except FeatureNotInPlan:
        return  # as the plan says


async def _agree(services: Services, actor: Actor) -> None:
    """Let everybody agree to be told, as most of them would."""
    page = await services.people.list_people(actor, PageRequest(limit=_PEOPLE_MAX), PeopleSearch())
    for person in page.items:
        for purpose in (Purpose.WHATSAPP, Purpose.EMAIL):
            await services.privacy.note_consent(
                actor, person.id, purpose, wording=_WORDING, is_given=True
            )
