"""What only one provider does, against its stand-in."""

import json
import ssl
from collections.abc import AsyncIterator, Mapping
from decimal import Decimal

import pytest

from sigec.adapters.evolution import EvolutionCarrier, EvolutionVersion
from sigec.adapters.meta_whatsapp import MetaCarrier
from sigec.adapters.provider_http import Answered, ProviderHttp, refusal
from sigec.adapters.smtp import Security, SmtpCarrier, SmtpServer
from sigec.adapters.twilio import TwilioCarrier
from sigec.adapters.webpush import VapidKeys, WebPushCarrier
from sigec.kit.addresses import LOOPBACK, Reach
from sigec.kit.money import Money
from sigec.notifications.model import Channel, Message
from sigec.notifications.ports import AnswerLost, ChannelClosed, MessageRefused, NotCarried
from sigec_sandbox.providers import Evolution, Meta, Push, Served, Twilio
from tests.canaries import API_KEY, EMAIL, PASSWORD, PHONE

MESSAGE = Message(key="k", to=PHONE, subject="Aviso", text="Linha 1\nLinha 2")
TLS = ssl.create_default_context()


@pytest.fixture
async def http() -> AsyncIterator[ProviderHttp]:
    made = ProviderHttp(Reach(allowed=LOOPBACK), tls=TLS)
    yield made
    await made.close()


def evolution(http: ProviderHttp, url: str, **others: str) -> EvolutionCarrier:
    given = {"instance": "condominio", "api_key": API_KEY, **others}
    version = EvolutionVersion(given.pop("version", "v2"))
    return EvolutionCarrier(
        http,
        base_url=url,
        instance=given["instance"],
        api_key=given["api_key"],
        version=version,
    )


async def test_each_version_of_evolution_wants_its_own_words(http: ProviderHttp) -> None:
    server = Evolution(api_key=API_KEY)
    async with Served(server) as served:
        for there, other in (("v1", "v2"), ("v2", "v1")):
            server.inbox.habits.version = there
            await evolution(http, served.url, version=there).carry(MESSAGE)
            with pytest.raises(ChannelClosed, match=f"version {there}"):
                await evolution(http, served.url, version=other).carry(MESSAGE)

    assert [each.to for each in server.inbox.received] == [PHONE.removeprefix("+")] * 2


async def test_a_phone_that_was_signed_out_closes_the_channel(http: ProviderHttp) -> None:
    server = Evolution(api_key=API_KEY)
    async with Served(server) as served:
        server.inbox.habits.is_connected = False
        carrier = evolution(http, served.url)

        with pytest.raises(ChannelClosed, match="not connected"):
            await carrier.carry(MESSAGE)
        health = await carrier.check()
        assert (health.is_ready, health.detail) == (False, "WhatsApp is not connected: close")

        with pytest.raises(ChannelClosed, match="no instance"):
            await evolution(http, served.url, instance="outra").carry(MESSAGE)
        with pytest.raises(ChannelClosed, match="key"):
            await evolution(http, served.url, api_key="x").carry(MESSAGE)


async def test_meta_takes_a_template_at_any_time_and_a_text_within_a_day(
    http: ProviderHttp,
) -> None:
    server = Meta(access_token=API_KEY)
    server.inbox.habits.is_within_day = False
    async with Served(server) as served:
        carriers = [
            MetaCarrier(
                http,
                phone_number_id=server.phone_number_id,
                access_token=API_KEY,
                template_name=template,
                base_url=served.url,
            )
            for template in (None, "aviso")
        ]
        with pytest.raises(MessageRefused, match="set a template"):
            await carriers[0].carry(MESSAGE)
        await carriers[1].carry(MESSAGE)

    [arrived] = server.inbox.received
    assert (arrived.text, arrived.about) == ("Linha 1 Linha 2", (("template", "aviso"),))


async def test_twilio_sends_sms_says_the_price_and_is_told_where_to_call_back(
    http: ProviderHttp,
) -> None:
    server = Twilio(auth_token=API_KEY)
    async with Served(server) as served:
        carrier = TwilioCarrier(
            http,
            Channel.SMS,
            account_sid=server.account_sid,
            auth_token=API_KEY,
            sender="MG01",
            content_sid="HX01",
            status_url="https://sigec.example/callback",
            base_url=served.url,
        )
        accepted = await carrier.carry(MESSAGE)

    [arrived] = server.inbox.received
    assert (arrived.to, arrived.text, accepted.provider_id) == (PHONE, MESSAGE.text, arrived.id)
    assert accepted.cost == Money(Decimal("0.0075"), "USD")
    assert dict(arrived.about) == {
        "MessagingServiceSid": "MG01",
        "StatusCallback": "https://sigec.example/callback",
    }


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, {"error": {"code": 130429}}, NotCarried),
        (403, {"error": {"code": 10}}, ChannelClosed),
        (400, {"error": {"code": 131026}}, MessageRefused),
        (400, {"error": {"code": 100, "error_subcode": 33}}, ChannelClosed),
        (500, {"error": {"code": 131000, "message": f"no {PHONE}"}}, NotCarried),
        (504, {}, AnswerLost),
        (200, {"messages": []}, AnswerLost),
    ],
)
async def test_metas_codes_say_what_to_do(
    http: ProviderHttp,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    body: Mapping[str, object],
    kind: type[Exception],
) -> None:
    async def ask(*_args: object, **_named: object) -> Answered:
        return Answered(status=status, headers={}, text=json.dumps(body))

    monkeypatch.setattr(http, "ask", ask)
    carrier = MetaCarrier(http, phone_number_id="1", access_token=API_KEY)

    with pytest.raises(kind) as error:
        await carrier.carry(MESSAGE)

    assert type(error.value) is kind
    assert PHONE not in str(error.value)


async def test_a_push_says_who_sent_it_and_what_to_open(http: ProviderHttp) -> None:
    push = Push()
    async with Served(push) as served:
        carrier = WebPushCarrier(http, keys=VapidKeys.made(), contact=EMAIL)
        subscription = json.dumps(push.subscribe(served.url))
        message = Message(
            key="k", to=subscription, subject="Aviso", text="ç" * 5_000, link="/sessions/1"
        )
        await carrier.carry(message)
        with pytest.raises(MessageRefused):
            await carrier.carry(Message(key="k", to="{}", subject="", text=""))

    [arrived] = push.inbox.received
    assert push.contacts == [f"mailto:{EMAIL}"]
    assert (arrived.subject, dict(arrived.about)["link"]) == ("Aviso", "/sessions/1")
    assert arrived.text.startswith("ççç")


async def test_a_password_is_never_sent_in_the_open() -> None:
    server = SmtpServer(
        host="127.0.0.1", port=1, security=Security.IF_OFFERED, username="a", password=PASSWORD
    )

    with pytest.raises(ChannelClosed):
        await SmtpCarrier(server, sender="a@b.example").carry(MESSAGE)


async def test_a_key_goes_over_the_internet_by_https_only(http: ProviderHttp) -> None:
    with pytest.raises(ChannelClosed, match="https only"):
        await evolution(http, "http://93.184.215.14").carry(MESSAGE)
    for address in ("", "ftp://example.com", "http://a:b", "/x"):
        with pytest.raises(ChannelClosed, match="address"):
            await evolution(http, address).carry(MESSAGE)


async def test_keys_that_were_typed_wrong_close_the_channel(http: ProviderHttp) -> None:
    with pytest.raises(ChannelClosed, match="letter"):
        await evolution(http, "http://127.0.0.1:1", api_key="açaí").carry(MESSAGE)
    keys = VapidKeys(public_key="x", private_key="§")
    device = json.dumps(Push().subscribe("http://127.0.0.1:1"))
    pushed = Message(key="k", to=device, subject="", text="")
    carrier = WebPushCarrier(http, keys=keys, contact=EMAIL)
    with pytest.raises(ChannelClosed, match="keys"):
        await carrier.carry(pushed)
    assert not (await carrier.check()).is_ready


@pytest.mark.parametrize(
    ("headers", "wait_s"),
    [
        ({"retry-after": "30"}, 30),
        ({"retry-after": "999999"}, 3_600),
        ({"retry-after": "soon"}, None),
        (
            {
                "date": "Sat, 28 Nov 2026 15:00:00 GMT",
                "retry-after": "Sat, 28 Nov 2026 15:00:20 GMT",
            },
            20,
        ),
    ],
)
def test_a_providers_wish_is_read(headers: Mapping[str, str], wait_s: int | None) -> None:
    error = refusal(Answered(status=429, headers=headers, text=""), f"busy, {PHONE} {EMAIL}")

    assert type(error) is NotCarried
    assert error.retry_after_s == wait_s
    assert str(error) == "HTTP 429: busy, … …"
