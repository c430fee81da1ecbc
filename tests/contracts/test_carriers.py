"""Every way to a person keeps the port, as its provider on this machine behaves well and badly."""

import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace

import pytest

from sigec.adapters.evolution import EvolutionCarrier
from sigec.adapters.meta_whatsapp import MetaCarrier
from sigec.adapters.provider_http import ProviderHttp
from sigec.adapters.sendgrid import SendGridCarrier
from sigec.adapters.smtp import Security, SmtpCarrier, SmtpServer
from sigec.adapters.twilio import TwilioCarrier
from sigec.adapters.webpush import VapidKeys, WebPushCarrier
from sigec.kit.addresses import LOOPBACK, Reach
from sigec.notifications.model import Channel, Message
from sigec.notifications.ports import (
    AnswerLost,
    Carrier,
    ChannelClosed,
    MessageRefused,
    NotCarried,
)
from sigec_sandbox import providers
from sigec_sandbox.providers import Fault, Inbox, Served
from tests.canaries import EMAIL, PHONE

SENDER = "Jardim das Acácias <avisos@acacias.example>"
HERE = Reach(allowed=LOOPBACK)
WAIT_S = 1.0
NAMES = ("evolution", "meta", "twilio", "sendgrid", "smtp", "push")
TLS = ssl.create_default_context()


@dataclass(kw_only=True)
class Way:
    """A carrier with its provider; ``aside`` is one that may not reach this machine."""

    carrier: Carrier
    inbox: Inbox
    to: str
    name_there: str
    aside: Carrier
    close: Callable[[], Awaitable[None]]


@pytest.fixture(params=NAMES)
async def way(request: pytest.FixtureRequest) -> AsyncIterator[Way]:
    async with AsyncExitStack() as stack:
        yield await _open(request.param, stack)


async def _open(name: str, stack: AsyncExitStack) -> Way:
    if name == "smtp":
        return await _open_smtp(stack)
    here, aside = (
        ProviderHttp(reach, total_timeout_s=WAIT_S, tls=TLS) for reach in (HERE, Reach())
    )
    stack.push_async_callback(here.close)
    stack.push_async_callback(aside.close)
    if name == "push":
        return await _open_push(stack, here, aside)
    provider, make, name_there = _provider(name)
    served = await stack.enter_async_context(Served(provider))
    to = EMAIL if name == "sendgrid" else PHONE
    return Way(
        carrier=make(here, served.url),
        inbox=served.inbox,
        to=to,
        name_there=name_there,
        aside=make(aside, served.url),
        close=lambda: served.__aexit__(None, None, None),
    )


def _provider(
    name: str,
) -> tuple[
    providers.Evolution | providers.Meta | providers.Twilio | providers.SendGrid,
    Callable[[ProviderHttp, str], Carrier],
    str,
]:
    digits = PHONE.removeprefix("+")
    match name:
        case "evolution":
            evolution = providers.Evolution(instance="Bloco A/B")
            return (
                evolution,
                lambda http, url: EvolutionCarrier(
                    http,
                    base_url=url,
                    instance=evolution.instance,
                    api_key=evolution.api_key,
                ),
                digits,
            )
        case "meta":
            meta = providers.Meta()
            return (
                meta,
                lambda http, url: MetaCarrier(
                    http,
                    phone_number_id=meta.phone_number_id,
                    access_token=meta.access_token,
                    base_url=url,
                ),
                digits,
            )
        case "twilio":
            twilio = providers.Twilio()
            return (
                twilio,
                lambda http, url: TwilioCarrier(
                    http,
                    Channel.WHATSAPP,
                    account_sid=twilio.account_sid,
                    auth_token=twilio.auth_token,
                    sender="+5548999002700",
                    base_url=url,
                ),
                PHONE,
            )
        case _:
            sendgrid = providers.SendGrid()
            return (
                sendgrid,
                lambda http, url: SendGridCarrier(
                    http, api_key=sendgrid.api_key, sender=SENDER, base_url=url
                ),
                EMAIL,
            )


async def _open_push(stack: AsyncExitStack, here: ProviderHttp, aside: ProviderHttp) -> Way:
    push = providers.Push()
    served = await stack.enter_async_context(Served(push))
    keys = VapidKeys.made()
    carriers = [WebPushCarrier(each, keys=keys, contact=EMAIL) for each in (here, aside)]
    return Way(
        carrier=carriers[0],
        inbox=served.inbox,
        to=json.dumps(push.subscribe(served.url)),
        name_there="celular",
        aside=carriers[1],
        close=lambda: served.__aexit__(None, None, None),
    )


async def _open_smtp(stack: AsyncExitStack) -> Way:
    fake = await stack.enter_async_context(providers.SmtpServer())
    server = SmtpServer(
        host=fake.host,
        port=fake.port,
        security=Security.IF_OFFERED,
        reach=HERE,
        timeout_s=WAIT_S,
    )
    return Way(
        carrier=SmtpCarrier(server, sender=SENDER),
        inbox=fake.inbox,
        to=EMAIL,
        name_there=EMAIL,
        aside=SmtpCarrier(replace(server, reach=Reach()), sender=SENDER),
        close=lambda: fake.__aexit__(None, None, None),
    )


@pytest.fixture
def message(way: Way) -> Message:
    return Message(
        key="0199-session:charging_ended",
        to=way.to,
        subject="Recarga concluída",
        text="Olá! Foram 12,4 kWh.\nCusto: R$ 11,16.",
        html="<p>Olá! Foram 12,4 kWh.</p>",
        link="/sessions/0199",
    )


async def test_what_is_taken_arrived_as_it_was_written(way: Way, message: Message) -> None:
    accepted = await way.carrier.carry(message)

    [arrived] = way.inbox.received
    assert arrived.to.removeprefix("whatsapp:") == way.name_there
    assert arrived.text.strip().splitlines() == message.text.splitlines()
    assert accepted.provider_id
    if arrived.html:
        assert (arrived.subject, arrived.html.strip()) == (message.subject, message.html)


async def test_a_repeat_is_harmless_only_where_that_is_said(way: Way, message: Message) -> None:
    for _ in range(2):
        await way.carrier.carry(message)

    assert len(way.inbox.received) == (1 if way.carrier.dedupes else 2)


@pytest.mark.parametrize("fault", [Fault.TOO_MANY, Fault.UNAVAILABLE])
async def test_what_was_surely_not_taken_may_be_tried_again(
    way: Way, message: Message, fault: Fault
) -> None:
    way.inbox.habits.faults.append(fault)

    with pytest.raises(NotCarried) as error:
        await way.carrier.carry(message)

    assert type(error.value) is NotCarried
    knows_when = fault is Fault.TOO_MANY and not isinstance(way.carrier, SmtpCarrier)
    assert error.value.retry_after_s == (7 if knows_when else None)
    assert not way.inbox.received

    await way.carrier.carry(message)
    assert len(way.inbox.received) == 1


@pytest.mark.parametrize("fault", [Fault.CUT, Fault.BAD_GATEWAY])
async def test_a_lost_answer_is_no_failure_and_no_success(
    way: Way, message: Message, fault: Fault
) -> None:
    way.inbox.habits.faults.append(fault)

    with pytest.raises(AnswerLost):
        await way.carrier.carry(message)

    assert len(way.inbox.received) == 1


async def test_an_answer_that_never_comes_is_not_waited_for(way: Way, message: Message) -> None:
    way.inbox.habits.slow_s = 2 * WAIT_S

    with pytest.raises(AnswerLost):
        await way.carrier.carry(message)


async def test_who_cannot_be_reached_is_not_tried_again(way: Way, message: Message) -> None:
    way.inbox.habits.strangers.add(way.name_there)

    with pytest.raises(MessageRefused) as error:
        await way.carrier.carry(message)

    assert way.name_there not in str(error.value)
    assert not way.inbox.received


async def test_a_key_or_sender_that_is_not_taken_closes_the_channel(
    way: Way, message: Message
) -> None:
    way.inbox.habits.knows_sender = False

    with pytest.raises(NotCarried) as error:
        await way.carrier.carry(message)

    # What one push service does not take, the others may: each device has its own.
    assert isinstance(error.value, ChannelClosed) is not isinstance(way.carrier, WebPushCarrier)
    assert not way.inbox.received


async def test_health_is_told_without_a_message(way: Way) -> None:
    health = await way.carrier.check()

    assert (health.is_ready, health.detail) == (True, None)
    assert not way.inbox.received


async def test_where_nobody_listens_nothing_was_taken(way: Way, message: Message) -> None:
    await way.close()

    with pytest.raises(NotCarried) as error:
        await way.carrier.carry(message)

    assert type(error.value) is NotCarried
    health = await way.carrier.check()
    assert health.is_ready is isinstance(way.carrier, WebPushCarrier)


async def test_no_name_leads_inside(way: Way, message: Message) -> None:
    with pytest.raises(ChannelClosed):
        await way.aside.carry(message)

    assert not way.inbox.received
