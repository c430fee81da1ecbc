"""Each notice arrives once, or the log says why not, whatever providers and processes do."""

import asyncio
from dataclasses import replace
from datetime import time

import pytest

from sigec import outbox
from sigec.events.incidents import IncidentOpened
from sigec.events.sessions import SessionEnded
from sigec.kit.actor import PLATFORM, Actor, Role
from sigec.kit.errors import Conflict, Forbidden, Invalid, NotFound, PreconditionFailed
from sigec.kit.ids import IncidentId, NoticeId, PersonId, SessionId, StationId, new_id
from sigec.kit.pages import PageRequest
from sigec.notifications.model import (
    AccountDraft,
    Channel,
    ChannelHealth,
    DeliveryState,
    Kind,
    Mute,
    News,
    Provider,
    QuietHours,
    Receipt,
    Template,
)
from sigec.notifications.ports import AnswerLost, ChannelClosed, MessageRefused, NotCarried
from sigec.notifications.service.writing import write_news
from sigec.stations.model import ConnectorStatus
from sigec.tenants.model import Language
from sigec.worker.deliver import Deliverer
from tests.canaries import API_KEY, EMAIL, PHONE
from tests.integration.actors import create_tenant, somebody
from tests.integration.notifications.office import Office
from tests.integration.sessions.house import at

SENT, WAITING, DEAD = DeliveryState.SENT, DeliveryState.WAITING, DeliveryState.DEAD
REFUSED, UNCERTAIN = DeliveryState.REFUSED, DeliveryState.UNCERTAIN
on_both = pytest.mark.parametrize("database_url", ["sqlite", "postgres"], indirect=True)


async def news(office: Office, *kinds: Kind, minute: float = 0) -> None:
    """Let things be told to Ana that happened at a minute."""
    told = [
        News(
            kind=kind,
            tenant_id=office.ana.tenant_id,
            subject_id=new_id(),
            at=at(minute),
            person_id=office.ana.id,
            station_id=office.house.station_id,
        )
        for kind in kinds or [Kind.INTERRUPTED]
    ]
    async with office.database.transaction(PLATFORM) as connection:
        office.bell.heard.extend(await write_news(connection, told, now=office.clock.now()))


def ana_herself(office: Office) -> Actor:
    return replace(office.house.admin, role=Role.RESIDENT, person_id=office.ana.id)


async def send(office: Office) -> None:
    for is_urgent in (True, False):
        courier = office.couriers[is_urgent]
        for delivery in await courier.claim({}, limit=64):
            await courier.deliver(delivery)


@on_both
async def test_a_notice_that_is_told_twice_is_one(office: Office) -> None:
    told = News(
        kind=Kind.INTERRUPTED,
        tenant_id=office.ana.tenant_id,
        subject_id=new_id(),
        at=at(0),
        person_id=office.ana.id,
    )
    for expected in (1, 0):
        async with office.database.transaction(PLATFORM) as connection:
            found = await write_news(connection, [told, told], now=office.clock.now())
        assert len(found) == expected
    await send(office)
    [message] = office.carrier().given
    assert message.key == f"interrupted:{told.subject_id}:{office.ana.id}"


async def test_it_is_tried_again_with_the_same_key_until_it_is_taken(office: Office) -> None:
    office.carrier().then = [NotCarried("503"), NotCarried("429", retry_after_s=60)]
    await news(office)
    await send(office)
    office.clock.advance(seconds=4)
    await send(office)
    assert len(office.carrier().given) == 1, "not before its time"
    office.clock.advance(seconds=1)
    await send(office)
    office.clock.advance(seconds=59)
    await send(office)
    assert len(office.carrier().given) == 2, "the provider asked for a minute"
    office.clock.advance(seconds=1)
    await send(office)

    assert len({message.key for message in office.carrier().given}) == 1
    [delivery] = await office.log()
    assert (delivery.state, delivery.attempts, delivery.provider_id) == (SENT, 3, "id-3")
    assert delivery.to_hint == f"{PHONE[:3]}…{PHONE[-4:]}"
    story = await office.deliveries.get_delivery(office.house.admin, delivery.id)
    assert [each.outcome.value for each in story.attempts] == [
        "not_taken",
        "not_taken",
        "accepted",
    ]


async def test_the_next_channel_has_its_turn_when_one_refuses(office: Office) -> None:
    office.carrier().always = MessageRefused("no such number")
    await news(office)
    await send(office)
    await send(office)
    assert await office.states() == [("whatsapp", REFUSED), ("email", SENT)]
    assert [message.to for message in office.carrier(Channel.EMAIL).given] == [EMAIL]


async def test_the_next_channel_has_its_turn_after_three_failures(office: Office) -> None:
    office.carrier().always = NotCarried("500")
    await news(office)
    for _ in range(4):
        await send(office)
        office.clock.advance(seconds=60)
    assert await office.states() == [("whatsapp", DEAD), ("email", SENT)]


async def test_a_lost_answer_is_uncertain_and_listed(office: Office) -> None:
    office.carrier().always = AnswerLost("timed out")
    await news(office)
    await send(office)
    office.clock.advance(hours=5)
    await send(office)
    assert await office.states() == [("whatsapp", UNCERTAIN)]
    assert len(office.carrier().given) == 1

    office.carrier().always = None
    [delivery] = await office.log()
    await office.deliveries.resend(office.house.admin, delivery.id)
    await send(office)
    assert await office.states() == [("whatsapp", SENT)]
    with pytest.raises(Conflict):
        await office.deliveries.resend(office.house.admin, delivery.id)


@pytest.mark.parametrize("kind", [Kind.FAULT, Kind.INTERRUPTED])
async def test_a_lost_answer_is_sent_again_where_it_is_harmless_or_urgent(
    office: Office, kind: Kind
) -> None:
    office.carrier().dedupes = kind is Kind.INTERRUPTED
    office.carrier().then = [AnswerLost("reset")]
    await news(office, kind)
    await send(office)
    office.clock.advance(seconds=5)
    await send(office)
    assert await office.states() == [("whatsapp", SENT)]
    first, second = office.carrier().given
    assert first == second


@on_both
@pytest.mark.parametrize(
    ("kind", "dedupes", "expected"),
    [
        (Kind.INTERRUPTED, False, UNCERTAIN),
        (Kind.INTERRUPTED, True, SENT),
        (Kind.FAULT, False, SENT),
    ],
)
async def test_whoever_dies_during_an_attempt_leaves_it_to_the_next(
    office: Office,
    kind: Kind,
    dedupes: bool,  # noqa: FBT001 - a table of cases
    expected: DeliveryState,
) -> None:
    office.carrier().dedupes = dedupes
    await news(office, kind)
    courier = office.couriers[kind is Kind.FAULT]
    [claimed] = await courier.claim({}, limit=1)  # and the process is gone
    await send(office)
    assert office.carrier().given == [], "its lease has not ended"
    office.clock.advance(seconds=91)
    await send(office)
    assert await office.states() == [("whatsapp", expected)]

    await courier.deliver(claimed)  # it was only very slow
    assert await office.states() == [("whatsapp", expected)]


async def test_a_closed_channel_sends_what_it_can_another_way_and_says_so(
    office: Office,
) -> None:
    office.carrier().always = ChannelClosed("logged out")
    office.carrier().health = ChannelHealth(is_ready=False, detail="logged out")
    await news(office, Kind.INTERRUPTED, Kind.CHARGING_ENDED)
    for _ in range(2):
        await send(office)
    states = await office.states()
    assert states.count(("whatsapp", REFUSED)) == 2
    assert states.count(("email", SENT)) == 3, "Ana's two, and the síndica's alert"
    assert len(office.carrier().given) <= 2
    alerts = [each for each in office.bell.heard if each.kind is Kind.ADMIN_ALERT]
    assert len(alerts) == 1, "once, however much waits"
    assert "WhatsApp" in alerts[0].subject

    account = await office.channels.get_channel(office.house.admin, Channel.WHATSAPP)
    assert (account.is_open, account.closed_reason) == (False, "logged out")
    office.carrier().health = ChannelHealth(is_ready=True)
    await office.channels.watch()
    assert not (await office.channels.get_channel(office.house.admin, Channel.WHATSAPP)).is_open
    office.clock.advance(seconds=60)
    await office.channels.watch()
    assert (await office.channels.get_channel(office.house.admin, Channel.WHATSAPP)).is_open


async def test_a_channel_that_logs_out_by_itself_is_noticed_within_minutes(
    office: Office,
) -> None:
    await office.channels.watch()
    office.carrier().health = ChannelHealth(is_ready=False, detail="close")
    office.clock.advance(minutes=5)
    await office.channels.watch()
    await send(office)
    assert [each.kind for each in office.bell.heard] == [Kind.ADMIN_ALERT]
    [message] = office.carrier(Channel.EMAIL).given
    assert message.to == office.sindica.email


async def test_what_has_no_other_way_is_held_until_the_channel_opens(office: Office) -> None:
    await office.channels.delete_channel(office.house.admin, Channel.EMAIL)
    office.carrier().then = [ChannelClosed("logged out")]
    await news(office)
    for _ in range(3):
        await send(office)
        office.clock.advance(seconds=31)
    assert await office.states() == [("whatsapp", WAITING)]
    assert len(office.carrier().given) == 1, "nothing is tried while it is closed"
    await office.channels.check_channel(office.house.admin, Channel.WHATSAPP)
    await send(office)
    [delivery] = await office.log()
    assert (delivery.state, delivery.attempts) == (SENT, 1)


async def test_what_is_no_news_any_more_is_not_sent(office: Office) -> None:
    office.carrier().always = NotCarried("500")
    await office.channels.delete_channel(office.house.admin, Channel.EMAIL)
    await news(office)
    for _ in range(30):
        await send(office)
        office.clock.advance(minutes=30)
    assert await office.states() == [("whatsapp", DEAD)]
    await news(office, minute=0)
    assert len(office.bell.heard) == 1, "what happened half a day ago is told to nobody"


async def test_receipts_tell_what_became_of_it(office: Office) -> None:
    await news(office)
    await send(office)
    for receipt, minute in ((Receipt.READ, 2), (Receipt.DELIVERED, 1), (Receipt.SENT, 0)):
        assert await office.deliveries.record_receipt(Channel.WHATSAPP, "id-1", receipt, at(minute))
    [delivery] = await office.log()
    assert (delivery.state, delivery.read_at) == (DeliveryState.READ, at(2))
    for channel, name in ((Channel.SMS, "id-1"), (Channel.WHATSAPP, "id-9")):
        assert not await office.deliveries.record_receipt(channel, name, Receipt.READ, at(3))


async def test_what_turns_out_not_to_have_arrived_goes_the_next_way(office: Office) -> None:
    await news(office)
    await send(office)
    await office.deliveries.record_receipt(
        Channel.WHATSAPP, "id-1", Receipt.FAILED, at(1), error="undeliverable"
    )
    await send(office)
    assert await office.states() == [("whatsapp", REFUSED), ("email", SENT)]


async def test_quiet_hours_hold_what_is_not_urgent(office: Office) -> None:
    ana = ana_herself(office)
    quiet = QuietHours(from_time=time(11), to_time=time(16))  # it is noon there
    await office.preferences.edit_preferences(ana, {"quiet": quiet})
    await news(office, Kind.INTERRUPTED, Kind.FAULT, Kind.IDLE_STARTED)
    await send(office)
    assert [message.key[:5] for message in office.carrier().given] == ["fault"]
    assert [each.state for each in await office.log()] == [
        WAITING,
        SENT,
        DeliveryState.EXPIRED,
    ], "that a car idles is no news four hours later"
    office.clock.advance(hours=4)
    await send(office)
    assert len(office.carrier().given) == 2
    assert len(office.bell.heard) == 3, "the app has them all at once"


async def test_who_did_not_agree_or_does_not_want_it_is_not_told(office: Office) -> None:
    ana = ana_herself(office)
    chosen = await office.preferences.edit_preferences(
        ana,
        {"channels": (Channel.EMAIL,), "muted": (Mute(kind=Kind.FAULT),)},
    )
    consents = {way.channel: way.has_consent for way in chosen.ways}
    assert consents[Channel.EMAIL]
    assert not consents[Channel.WHATSAPP], "what is not wanted is not agreed to any more"
    await news(office, Kind.INTERRUPTED, Kind.FAULT)
    await send(office)
    assert await office.states() == [("email", SENT)]
    assert [notice.kind for notice in office.bell.heard] == [Kind.INTERRUPTED]

    await office.preferences.edit_preferences(ana, {"channels": (Channel.WHATSAPP,)})
    await news(office, Kind.INTERRUPTED)
    await send(office)
    assert (await office.states())[1:] == [("whatsapp", SENT)]


async def test_a_device_shows_it_and_one_that_is_gone_is_forgotten(office: Office) -> None:
    ana = ana_herself(office)
    await office.account(Channel.WEB_PUSH, Provider.VAPID, contact="mailto:a@example.com")
    assert await office.channels.push_key(ana) == "made-public_key"
    await office.preferences.edit_preferences(ana, {"channels": (Channel.WEB_PUSH,)})
    for name in ("old", "new"):
        await office.preferences.add_device(ana, subscription=f'{{"e":"{name}"}}', name=name)
    carrier = office.carrier(Channel.WEB_PUSH)
    carrier.then = [None, MessageRefused("410")]
    await news(office)
    await send(office)
    assert [message.to for message in carrier.given] == ['{"e":"new"}', '{"e":"old"}']
    assert await office.states() == [("web_push", SENT)]
    assert [device.device for device in await office.preferences.list_devices(ana)] == ["new"]


async def test_a_slow_channel_delays_no_other_and_the_urgent_go_by_themselves(
    office: Office,
) -> None:
    stuck = asyncio.Event()
    office.carrier().always = stuck
    await news(office, *[Kind.INTERRUPTED] * 10)
    ana = ana_herself(office)
    both = (Channel.EMAIL, Channel.WHATSAPP)
    await office.preferences.edit_preferences(ana, {"channels": both})
    await news(office, *[Kind.INTERRUPTED] * 3)
    deliverers = {urgent: Deliverer(office.couriers[urgent]) for urgent in (True, False)}
    await deliverers[False].step()
    await news(office, Kind.FAULT)
    await deliverers[True].step()
    await deliverers[True].finish()
    async with asyncio.timeout(5):
        while len(office.carrier(Channel.EMAIL).given) < 4:
            await asyncio.sleep(0)
            await deliverers[False].step()
    assert len(office.carrier().given) == 4, "a slow channel has no more than its share"
    stuck.set()
    await deliverers[False].finish()


async def test_ten_thousand_ended_sessions_do_not_delay_a_fault(office: Office) -> None:
    """The fault is told by the first step of the relay, however much waits before it."""
    ended = [
        SessionEnded(
            tenant_id=office.ana.tenant_id,
            at=at(0),
            session_id=SessionId(new_id()),
            station_id=StationId(new_id()),
            person_id=office.ana.id,
            ended_at=at(0),
            stop_reason="Local",
            energy_wh=1_000,
        )
        for _ in range(10_000)
    ]
    fault = IncidentOpened(
        tenant_id=office.ana.tenant_id,
        at=at(0),
        incident_id=IncidentId(new_id()),
        kind="connector_fault",
        severity="critical",
        opened_at=at(0),
        subject="CP-1",
        station_id=office.house.station_id,
    )
    async with office.database.transaction(PLATFORM) as connection:
        await outbox.append(connection, [*ended, fault])
    assert await office.relay.step()
    await send(office)
    [message] = office.carrier(Channel.EMAIL).given
    assert "CP-1" in message.subject


async def test_who_asked_is_told_once_when_a_station_is_free(office: Office) -> None:
    ana, station_id = ana_herself(office), office.house.station_id
    await office.house.status(0, ConnectorStatus.CHARGING)
    await office.preferences.wish(ana, station_id)
    assert len(await office.preferences.list_wishes(ana)) == 1
    await office.house.status(5, ConnectorStatus.AVAILABLE)
    await office.house.status(6, ConnectorStatus.PREPARING)
    await office.house.status(7, ConnectorStatus.AVAILABLE)
    assert await office.told() == [("station_free", 5)]
    assert await office.preferences.list_wishes(ana) == []
    with pytest.raises(NotFound):
        await office.preferences.wish(ana, StationId(new_id()))
    await office.settings.edit_settings(office.house.admin, Kind.STATION_FREE, {"is_on": False})
    with pytest.raises(Conflict):
        await office.preferences.wish(ana, station_id)


async def test_the_inbox_counts_what_is_new_and_is_nobody_else_s(office: Office) -> None:
    ana = ana_herself(office)
    await news(office, Kind.INTERRUPTED, Kind.FAULT)
    assert await office.inbox.count_unread(ana) == 2
    page = await office.inbox.list_notices(ana, PageRequest())
    await office.inbox.mark_read(ana, page.items[0].id)
    await office.inbox.mark_read(ana, page.items[0].id)
    unread = await office.inbox.list_notices(ana, PageRequest(), is_read=False)
    assert [notice.id for notice in unread.items] == [page.items[1].id]
    other = somebody(Role.RESIDENT, await create_tenant(office.database, "ipes"))
    assert await office.inbox.count_unread(other) == 0
    with pytest.raises(NotFound):
        await office.inbox.mark_read(other, page.items[1].id)
    with pytest.raises(NotFound):
        await office.inbox.mark_read(ana, NoticeId(new_id()))
    assert await office.inbox.mark_all_read(ana) == 1


async def test_who_is_forgotten_was_told_nothing(office: Office) -> None:
    await news(office)
    await send(office)
    await office.house.people.delete_person(office.house.admin, PersonId(office.ana.id))
    await office.work()
    assert await office.log() == []
    assert await office.inbox.count_unread(ana_herself(office)) == 0


async def test_a_summary_comes_at_its_hour_and_plans_the_next(office: Office) -> None:
    await office.switch(Kind.DAILY_SUMMARY, hour=13)  # it is noon there
    await office.house.started(0)
    await office.house.ended(30, 6_000)
    await office.move_to(59)
    assert await office.told() == []
    await office.move_to(60)
    assert await office.told() == [("daily_summary", 60)]
    [summary] = office.bell.heard
    assert summary.recipient_id == office.sindica.id
    assert "Recargas encerradas: 1\nEnergia: 5,00 kWh" in summary.text
    await office.move_to(60 + 24 * 60)
    assert (await office.told())[1:] == [("daily_summary", 60 + 24 * 60)]
    await office.settings.edit_settings(office.house.admin, Kind.DAILY_SUMMARY, {"is_on": False})
    await office.move_to(60 + 48 * 60)
    assert len(office.bell.heard) == 2


async def test_a_template_is_checked_saved_and_used_from_the_next_event_on(
    office: Office,
) -> None:
    template = Template(
        kind=Kind.INTERRUPTED,
        language=Language.PT_BR,
        subject="Ops",
        text="{{name}}: {{reason}} ({{energy}} kWh)",
    )
    with pytest.raises(Invalid):
        await office.settings.save_template(office.house.admin, replace(template, text="{{phone}}"))
    preview = await office.settings.preview(office.house.admin, template)
    assert preview.text == "Ana: falta de energia (11,40 kWh)"
    assert "Ops" in preview.html
    await office.settings.save_template(office.house.admin, template)
    with pytest.raises(PreconditionFailed):
        await office.settings.save_template(office.house.admin, template, expected_version=0)
    await news(office)
    await send(office)
    assert office.carrier().given[0].subject == "Ops"
    await office.settings.reset_template(office.house.admin, Kind.INTERRUPTED, Language.PT_BR)
    await news(office)
    await send(office)
    assert office.carrier().given[1].subject == "Sua recarga foi interrompida"


async def test_a_test_goes_to_oneself_and_only_where_it_leads(office: Office) -> None:
    rosa = replace(office.house.admin, user_id=office.sindica.id)
    carried = await office.settings.send_test(
        rosa, Kind.CHARGING_ENDED, Channel.EMAIL, Language.PT_BR
    )
    assert carried.attempt.outcome.value == "accepted"
    [message] = office.carrier(Channel.EMAIL).given
    assert (message.to, message.subject[:8]) == (office.sindica.email, "[Teste] ")
    for channel in (Channel.WHATSAPP, Channel.SMS):
        with pytest.raises((Conflict, NotFound)):
            await office.settings.send_test(rosa, Kind.FAULT, channel, Language.EN)


async def test_secrets_are_kept_sealed_and_a_plan_may_be_without_whatsapp(
    office: Office,
) -> None:
    admin = office.house.admin
    account = await office.channels.get_channel(admin, Channel.EMAIL)
    assert account.secret_names == ("password",)
    draft = AccountDraft(
        channel=Channel.EMAIL,
        provider=Provider.SMTP,
        settings={"host": "other.example.com", "from": "a@example.com"},
    )
    changed = await office.channels.save_channel(admin, draft, expected_version=1)
    assert (changed.secret_names, changed.version) == (("password",), 2)
    assert API_KEY not in repr(changed)

    basic = somebody(
        Role.TENANT_ADMIN, await create_tenant(office.database, "basico", plan="basic")
    )
    whatsapp = AccountDraft(
        channel=Channel.WHATSAPP,
        provider=Provider.EVOLUTION,
        settings={"base_url": "https://evo.example", "instance": "x"},
        secrets={"api_key": API_KEY},
    )
    with pytest.raises(Forbidden):
        await office.channels.save_channel(basic, whatsapp)
