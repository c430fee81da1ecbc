"""Each event is taken exactly once by a receiver that tells repeats, whatever breaks on the way."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from sigec import outbox
from sigec.db import Database
from sigec.events.sessions import SessionEnded
from sigec.kit.actor import PLATFORM, SYSTEM, Role
from sigec.kit.errors import Conflict, Forbidden, Invalid, NotFound, PreconditionFailed
from sigec.kit.ids import EventId, SessionId, StationId, new_id
from sigec.kit.pages import PageRequest
from sigec.kit.periods import Period
from sigec.tenants.model import TenantStatus
from sigec.tenants.service import FeatureNotInPlan, TenantService
from sigec.webhooks.model import (
    DeliveryStatus,
    EndpointDraft,
    EndpointState,
    PauseReason,
    sign,
)
from sigec.webhooks.ports import Unreachable
from sigec.webhooks.service import plain_headers
from sigec.worker.deliver import Deliverer
from tests.integration.actors import NOON, create_tenant, somebody
from tests.integration.webhooks.office import URL, Office
from tests.journeys.eventually import eventually


@pytest.fixture
async def office(database: Database) -> Office:
    return await Office.opened(database)


async def test_an_event_is_planned_once_and_taken_once(office: Office) -> None:
    endpoint = await office.endpoint()
    envelope = await office.happen()
    await office.planner.plan([envelope])  # the relay may tell it again
    await office.work()
    await office.work()

    assert office.receivers.ids == [str(envelope.id)]
    assert await office.states(endpoint) == {DeliveryStatus.DELIVERED: 1}
    assert (await office.webhooks.get_webhook(office.admin, endpoint.id)).health.failures == 0


async def test_what_a_clock_that_was_ahead_planned_is_due_when_it_is_right(office: Office) -> None:
    await office.endpoint()
    office.clock.advance(hours=2)
    envelope = await office.happen()
    office.clock.advance(hours=-2)
    await office.work()
    assert office.receivers.took == []
    assert await office.deliveries.hasten() == 1
    await office.work()
    assert office.receivers.ids == [str(envelope.id)]
    assert await office.deliveries.hasten() == 0


async def test_only_what_was_asked_for_and_only_of_ones_own_tenant(office: Office) -> None:
    await office.endpoint(URL, "session.ended")
    neighbour = somebody(Role.TENANT_ADMIN, await create_tenant(office.database, "ipes"))
    await office.webhooks.create_webhook(neighbour, EndpointDraft(url="https://other.example"))
    await office.happen()
    await office.work()

    assert office.receivers.took == []


async def test_it_is_tried_again_with_the_same_id_until_it_is_taken(office: Office) -> None:
    endpoint = await office.endpoint()
    envelope = await office.happen()
    office.receivers.answers[URL] = 503
    await office.work()
    office.clock.advance(seconds=4)
    await office.work()
    assert len(office.receivers.took) == 1, "not before its time"

    office.receivers.answers[URL] = Unreachable("no answer within 5 s")
    office.clock.advance(seconds=1)
    await office.work()
    office.receivers.answers[URL] = 200
    office.clock.advance(seconds=30)
    await office.work()

    assert office.receivers.ids == [str(envelope.id)] * 3
    delivery = await office.only_delivery(endpoint)
    story = await office.deliveries.get_delivery(office.admin, endpoint.id, delivery.id)
    assert [each.status for each in story.attempts] == [503, None, 200]
    assert story.attempts[1].error == "no answer within 5 s"
    assert story.delivery.delivered_at == office.clock.now()


async def test_what_dies_between_attempt_and_record_is_sent_again_with_the_same_id(
    office: Office,
) -> None:
    await office.endpoint()
    envelope = await office.happen()
    await office.courier.claim({}, limit=1)  # and the process is gone

    await office.work()
    assert office.receivers.took == [], "its lease has not ended"
    office.clock.advance(seconds=60)
    await office.work()
    assert office.receivers.ids == [str(envelope.id)]


async def test_what_happens_to_one_session_goes_out_in_order_and_others_do_not_wait(
    office: Office,
) -> None:
    await office.endpoint()
    session = SessionId(new_id())
    first, second = await office.happen(session), await office.happen(session)
    office.receivers.answers[URL] = 500
    await office.work()
    office.receivers.answers[URL] = 200
    other = await office.happen()
    await office.work()
    assert office.receivers.ids == [str(first.id), str(other.id)]

    office.clock.advance(seconds=5)
    await office.work()
    assert office.receivers.ids[2:] == [str(first.id), str(second.id)]


async def test_after_three_days_it_is_a_dead_letter_that_can_be_sent_again(office: Office) -> None:
    endpoint = await office.endpoint()
    envelope = await office.happen()
    office.receivers.answers[URL] = 400
    for _ in range(40):
        await office.work()
        office.clock.advance(seconds=8 * 3_600)
        await office.webhooks.edit_webhook(
            office.admin, endpoint.id, {"state": EndpointState.PAUSED}
        )
        await office.webhooks.edit_webhook(
            office.admin, endpoint.id, {"state": EndpointState.ACTIVE}
        )
    assert await office.states(endpoint) == {DeliveryStatus.DEAD: 1}

    office.receivers.answers[URL] = 200
    delivery = await office.only_delivery(endpoint)
    await office.deliveries.resend(office.admin, endpoint.id, delivery.id)
    await office.work()
    assert office.receivers.ids[-1] == str(envelope.id)
    assert await office.states(endpoint) == {DeliveryStatus.DELIVERED: 1}


async def test_an_endpoint_that_fails_for_a_day_is_paused_and_says_so(office: Office) -> None:
    endpoint = await office.endpoint()
    office.receivers.answers[URL] = 500
    for _ in range(30):
        await office.happen()
        await office.work()
        office.clock.advance(seconds=3_600)

    paused = await office.webhooks.get_webhook(office.admin, endpoint.id)
    assert (paused.state, paused.pause_reason) == (EndpointState.PAUSED, PauseReason.FAILING)
    async with office.database.read(PLATFORM) as connection:
        told = await outbox.read_after(
            connection,
            EventId(endpoint.id),
            outbox.Wanted(names=["webhook.paused"], tenant_id=None),
            limit=10,
        )
    assert [each.event.tenant_id for each in told] == [endpoint.tenant_id]

    delivery_id = (await office.states(endpoint)).total()
    assert delivery_id == 30, "what waits is kept"
    office.receivers.answers[URL] = 200
    await office.webhooks.edit_webhook(office.admin, endpoint.id, {"state": EndpointState.ACTIVE})
    office.clock.advance(seconds=8 * 3_600)
    await office.work()
    assert await office.states(endpoint) == {DeliveryStatus.DELIVERED: 30}


async def test_one_that_is_gone_is_paused_at_once(office: Office) -> None:
    endpoint = await office.endpoint()
    await office.happen()
    office.receivers.answers[URL] = 410
    await office.work()

    paused = await office.webhooks.get_webhook(office.admin, endpoint.id)
    assert paused.pause_reason is PauseReason.GONE
    with pytest.raises(Conflict):
        await office.deliveries.replay(office.admin, endpoint.id, Period())


async def test_a_dead_endpoint_does_not_delay_a_live_one(office: Office) -> None:
    slow, live = "https://slow.example", "https://live.example"
    await office.endpoint(slow)
    await office.endpoint(live)
    never = asyncio.Event()
    office.receivers.answers[slow] = never
    for _ in range(10):
        await office.happen()
    deliverer = Deliverer(office.courier)
    while sum(url == live for url, _, _ in office.receivers.took) < 10:
        await deliverer.step()
        await asyncio.sleep(0)

    assert sum(url == slow for url, _, _ in office.receivers.took) == 4
    never.set()
    await deliverer.finish()


async def test_what_somebody_has_to_know_does_not_wait_behind_a_slow_receiver(
    office: Office,
) -> None:
    await office.endpoint()
    never = asyncio.Event()
    office.receivers.answers[URL] = never
    for _ in range(10):
        await office.happen()

    async def four_wait() -> bool:
        return len(office.receivers.ids) == 4

    everyday, urgent = Deliverer(office.courier), Deliverer(office.urgent_courier)
    await everyday.step()
    await eventually(four_wait)
    office.receivers.answers[URL] = 204
    fault = await office.fail()
    await urgent.step()
    await urgent.finish()

    assert len(office.receivers.ids) == 5, "four that wait, and the one that did not"
    assert office.receivers.ids[-1] == str(fault.id)
    never.set()
    await everyday.finish()


async def test_the_log_tells_where_it_went_and_with_what(office: Office) -> None:
    endpoint = await office.endpoint()
    envelope = await office.happen()
    office.receivers.answers[URL] = 503
    await office.work()
    elsewhere = "https://example.com/moved"
    await office.webhooks.edit_webhook(office.admin, endpoint.id, {"url": elsewhere})
    office.clock.advance(seconds=5)
    await office.work()

    delivery = await office.only_delivery(endpoint)
    story = await office.deliveries.get_delivery(office.admin, endpoint.id, delivery.id)
    assert [(each.url, each.status) for each in story.attempts] == [(URL, 503), (elsewhere, 204)]
    for attempt, (_, sent, body) in zip(story.attempts, office.receivers.took, strict=True):
        shown = plain_headers(story.delivery, attempt.at)
        assert shown.items() <= sent.items()
        assert shown["webhook-id"] == str(envelope.id)
        assert sent.keys() - shown.keys() == {"webhook-signature", "X-Vetric-Signature"}
        assert body.decode() == story.delivery.body


async def test_a_new_secret_signs_beside_the_old_one_for_a_day(office: Office) -> None:
    made = await office.webhooks.create_webhook(office.admin, EndpointDraft(url=URL))
    rotated = await office.webhooks.rotate_secret(office.admin, made.endpoint.id)

    for hours, keys in ((0, [rotated.secret, made.secret]), (24, [rotated.secret])):
        office.clock.advance(seconds=hours * 3_600)
        envelope = await office.happen()
        await office.work()
        _, headers, body = office.receivers.took[-1]
        expected = sign(keys, message_id=str(envelope.id), at=office.clock.now(), body=body)
        assert expected.items() <= headers.items()


async def test_a_trial_is_sent_at_once_and_never_repeated(office: Office) -> None:
    endpoint = await office.endpoint()
    office.receivers.answers[URL] = 401
    story = await office.deliveries.test(office.admin, endpoint.id)
    office.clock.advance(seconds=3_600)
    await office.work()

    assert story.delivery.status is DeliveryStatus.DEAD
    assert [each.status for each in story.attempts] == [401]
    assert len(office.receivers.took) == 1


async def test_a_period_is_replayed_with_what_the_endpoint_never_heard(office: Office) -> None:
    async with office.database.transaction(PLATFORM) as connection:
        ended = SessionEnded(
            tenant_id=office.admin.tenant_id,
            at=office.clock.now(),
            session_id=SessionId(new_id()),
            station_id=StationId(new_id()),
            ended_at=office.clock.now(),
            stop_reason="Local",
            energy_wh=11_400,
        )
        await outbox.append(connection, [ended])
    endpoint = await office.endpoint()
    heard = await office.happen()
    await office.work()
    day = Period(from_at=NOON - timedelta(days=10_000), to_at=NOON + timedelta(days=10_000))
    assert await office.deliveries.replay(office.admin, endpoint.id, day) == 2

    await office.work()
    assert office.receivers.ids[:2] == [str(heard.id)] * 2 or len(office.receivers.ids) == 3
    assert Counter(office.receivers.ids)[str(heard.id)] == 2
    assert await office.states(endpoint) == {DeliveryStatus.DELIVERED: 2}


async def test_what_is_old_and_ended_is_forgotten(office: Office) -> None:
    endpoint = await office.endpoint()
    await office.happen()
    await office.work()
    office.clock.advance(seconds=31 * 24 * 3_600)
    await office.deliveries.forget()

    assert (await office.states(endpoint)).total() == 0


async def test_who_may_and_what_is_refused(office: Office) -> None:
    operator = somebody(Role.OPERATOR, await create_tenant(office.database, "ipes"))
    endpoint = await office.endpoint()

    with pytest.raises(Forbidden):
        await office.webhooks.list_webhooks(operator, PageRequest())
    small = await create_tenant(office.database, "jardim", plan="premium")
    with pytest.raises(FeatureNotInPlan):
        await office.webhooks.create_webhook(
            somebody(Role.TENANT_ADMIN, small), EndpointDraft(url=URL)
        )
    with pytest.raises(Invalid):
        await office.endpoint("ftp://example.com")
    with pytest.raises(Invalid):
        await office.endpoint(URL, "session.begun")
    with pytest.raises(PreconditionFailed):
        await office.webhooks.edit_webhook(
            office.admin, endpoint.id, {"description": "x"}, expected_version=2
        )
    for _ in range(19):
        await office.endpoint()
    with pytest.raises(Conflict):
        await office.endpoint()
    await office.webhooks.delete_webhook(office.admin, endpoint.id)
    with pytest.raises(NotFound):
        await office.webhooks.get_webhook(office.admin, endpoint.id)
    await office.endpoint()


async def test_deliveries_of_a_suspended_tenant_wait_until_it_is_active_again(
    office: Office,
) -> None:
    endpoint = await office.endpoint()
    tenants = TenantService(office.database, office.clock)
    tenant_id = office.admin.require_tenant()
    await tenants.edit_tenant(SYSTEM, tenant_id, {"status": TenantStatus.SUSPENDED})
    envelope = await office.happen()
    await office.work()
    assert office.receivers.ids == []
    assert await office.states(endpoint) == {DeliveryStatus.WAITING: 1}

    await tenants.edit_tenant(SYSTEM, tenant_id, {"status": TenantStatus.ACTIVE})
    await office.work()
    assert office.receivers.ids == [str(envelope.id)]
