"""Which adapter carries for which provider."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from functools import partial

from sigec.adapters import meta_whatsapp, sendgrid, twilio
from sigec.adapters.evolution import EvolutionCarrier, EvolutionVersion
from sigec.adapters.meta_whatsapp import MetaCarrier
from sigec.adapters.provider_http import ProviderHttp
from sigec.adapters.sendgrid import SendGridCarrier
from sigec.adapters.smtp import Security, SmtpCarrier, SmtpServer
from sigec.adapters.twilio import TwilioCarrier
from sigec.adapters.webpush import VapidKeys, WebPushCarrier
from sigec.kit.addresses import Reach
from sigec.kit.ids import ChannelAccountId
from sigec.notifications.model import (
    Acceptance,
    Channel,
    ChannelHealth,
    Message,
    OpenAccount,
    Provider,
    ProviderForm,
)
from sigec.notifications.ports import Carrier, ChannelClosed

CALLBACK_PATH = "/api/v1/callbacks/"
_PORT_MAX = 65_535

MakeCarrier = Callable[[OpenAccount], Carrier]
MakeSettings = Callable[[Mapping[str, str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierTable:
    """Makes carriers by the tables it is given, and keeps each while its account is the same.

    ``preparing`` makes what an account has that is ours to make (`ProviderForm.ours`).
    """

    carriers: Mapping[tuple[Channel, Provider], MakeCarrier]
    preparing: Mapping[Provider, MakeSettings] = field(default_factory=dict)
    _kept: dict[ChannelAccountId, tuple[int, Carrier]] = field(default_factory=dict)

    def prepare(self, form: ProviderForm, settings: Mapping[str, str]) -> Mapping[str, str]:
        """Return what we make ourselves for a new account, by name."""
        make = self.preparing.get(form.provider)
        return {} if make is None else make(settings)

    def carrier_of(self, account: OpenAccount) -> Carrier:
        """Return who carries for an account."""
        known = account.account
        version, carrier = self._kept.get(known.id, (0, None))
        if carrier is None or version != known.version:
            make = self.carriers.get((known.channel, known.provider))
            carrier = NoCarrier() if make is None else make(account)
            self._kept[known.id] = (known.version, carrier)
        return carrier


class NoCarrier:
    """Stands where nothing goes out."""

    dedupes = False

    def __init__(self, why: str = "this installation has no adapter for the provider") -> None:
        self._why = why

    async def carry(self, message: Message) -> Acceptance:  # noqa: ARG002 - as the port asks
        """Refuse.

        :raises ChannelClosed: always.
        """
        raise ChannelClosed(self._why)

    async def check(self) -> ChannelHealth:
        """Say that nothing goes out."""
        return ChannelHealth(is_ready=False, detail=self._why)


def every_carrier(http: ProviderHttp, *, reach: Reach, public_url: str | None) -> CarrierTable:
    """Return who makes the carriers of all providers.

    Servers are within ``reach``; ``public_url`` is where providers call back, if they can.
    """
    return CarrierTable(
        carriers={
            (Channel.WHATSAPP, Provider.EVOLUTION): partial(_evolution, http),
            (Channel.WHATSAPP, Provider.META_CLOUD): partial(_meta, http),
            (Channel.WHATSAPP, Provider.TWILIO): partial(_twilio, http, public_url),
            (Channel.SMS, Provider.TWILIO): partial(_twilio, http, public_url),
            (Channel.EMAIL, Provider.SMTP): partial(_smtp, reach),
            (Channel.EMAIL, Provider.SENDGRID): partial(_sendgrid, http),
            (Channel.WEB_PUSH, Provider.VAPID): partial(_web_push, http),
        },
        preparing={Provider.VAPID: lambda _given: asdict(VapidKeys.made())},
    )


def _evolution(http: ProviderHttp, opened: OpenAccount) -> Carrier:
    given = opened.account.settings
    return EvolutionCarrier(
        http,
        base_url=given["base_url"],
        instance=given["instance"],
        api_key=opened.secrets["api_key"],
        version=EvolutionVersion(given.get("api_version", EvolutionVersion.V2)),
    )


def _meta(http: ProviderHttp, opened: OpenAccount) -> Carrier:
    given = opened.account.settings
    return MetaCarrier(
        http,
        phone_number_id=given["phone_number_id"],
        access_token=opened.secrets["access_token"],
        template_name=given.get("template_name"),
        template_language=given.get("template_language", meta_whatsapp.TEMPLATE_LANGUAGE),
        api_version=given.get("api_version", meta_whatsapp.API_VERSION),
        base_url=given.get("base_url", meta_whatsapp.BASE_URL),
    )


def _twilio(http: ProviderHttp, public_url: str | None, opened: OpenAccount) -> Carrier:
    account, given = opened.account, opened.account.settings
    return TwilioCarrier(
        http,
        account.channel,
        account_sid=given["account_sid"],
        auth_token=opened.secrets["auth_token"],
        sender=given["from"],
        content_sid=given.get("content_sid"),
        status_url=callback_url(public_url, account.id),
        base_url=given.get("base_url", twilio.BASE_URL),
    )


def _smtp(reach: Reach, opened: OpenAccount) -> Carrier:
    given = opened.account.settings
    port = given.get("port")
    if port is not None and not (port.isascii() and port.isdigit() and int(port) <= _PORT_MAX):
        return NoCarrier("the server's port is no number of a port")
    server = SmtpServer(
        host=given["host"],
        port=int(port) if port else None,
        security=Security(given.get("security", Security.STARTTLS)),
        username=given.get("username"),
        password=opened.secrets.get("password"),
        reach=reach,
    )
    return SmtpCarrier(server, sender=given["from"])


def _sendgrid(http: ProviderHttp, opened: OpenAccount) -> Carrier:
    given = opened.account.settings
    return SendGridCarrier(
        http,
        api_key=opened.secrets["api_key"],
        sender=given["from"],
        base_url=given.get("base_url", sendgrid.BASE_URL),
    )


def _web_push(http: ProviderHttp, opened: OpenAccount) -> Carrier:
    given = opened.account.settings
    keys = VapidKeys(public_key=given["public_key"], private_key=opened.secrets["private_key"])
    return WebPushCarrier(http, keys=keys, contact=given["contact"])


def callback_url(public_url: str | None, account_id: ChannelAccountId) -> str | None:
    """Return where the provider of an account tells what became of messages."""
    return None if public_url is None else f"{public_url.rstrip('/')}{CALLBACK_PATH}{account_id}"
