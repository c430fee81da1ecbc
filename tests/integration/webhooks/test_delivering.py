"""Each event is taken exactly once by a receiver that tells repeats, whatever breaks on the way."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from sigec import outbox
from sigec.db import Database
from sigec.events.sessions import SessionEnded, SessionStarted
from sigec.kit.actor import PLATFORM, SYSTEM, Actor, Role
from sigec.kit.clock import ManualClock
from sigec.kit.errors import Conflict, Forbidden, Invalid, NotFound, PreconditionFailed
from sigec.kit.ids import EventId, SessionId, StationId, new_id
from sigec.kit.pages import PageRequest
from sigec.kit.periods import Period
from sigec.tenants.model import TenantStatus
from sigec.tenants.service import FeatureNotInPlan, TenantService
from sigec.webhooks.model import (
    Delivery,
    DeliveryStatus,
    Endpoint,
    EndpointDraft,
    EndpointState,
    PauseReason,
    sign,
)
from sigec.webhooks.ports import Answer, Unreachable
from sigec.webhooks.service import (
    DeliveryPlanner,
    DeliveryService,
    WebhookCourier,
    WebhookService,
)
from sigec.worker.deliver import Deliverer
from tests.integration.actors import NOON, create_tenant, somebody

URL = "https://example.com/hook"


class PlainVault:
    """Hides nothing; the real one has its own test."""

    def seal(self, plain: str) -> bytes:
        return plain.encode()

    def open(self, sealed: bytes) -> str:
        return sealed.decode()


@dataclass
class Receivers:
    """What other programs took, and what they answer next: a status, or why they do not."""

    took: list[tuple[str, Mapping[str, str], bytes]] = field(default_factory=list)
    answers: dict[str, int | Unreachable | asyncio.Event] = field(default_factory=dict)
    retry_after_s: int | None = None

    async def send(self, url: str, *, headers: Mapping[str, str], body: bytes) -> Answer:
        self.took.append((url, headers, body))
        answer = self.answers.get(url, 204)
        if isinstance(answer, asyncio.Event):
            await answer.wait()
            answer = 204
        if isinstance(answer, Unreachable):
            raise answer
        return Answer(status=answer, text="ok", retry_after_s=self.retry_after_s)

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for _, headers, _ in self.took]


@dataclass
class Office:
    """All that webhooks are made of, on one database."""

    database: Database
    clock: ManualClock
    receivers: Receivers
    admin: Actor
    webhooks: WebhookService
    deliveries: DeliveryService
    planner: DeliveryPlanner
    courier: WebhookCourier

    async def endpoint(self, url: str = URL, *topics: str) -> Endpoint:
        made = await self.webhooks.create_webhook(self.admin, EndpointDraft(url=url, topics=topics))
        return made.endpoint

    async def happen(self, session_id: SessionId | None = None) -> outbox.Envelope:
        event = SessionStarted(
            tenant_id=self.admin.tenant_id,
            at=self.clock.now(),
            session_id=session_id or SessionId(new_id()),
            station_id=StationId(new_id()),
            started_at=self.clock.now(),
        )
        envelope = outbox.Envelope(id=EventId(new_id()), event=event)
        await self.planner.plan([envelope])
        return envelope

    async def work(self) -> None:
        """Try everything that is due, once."""
        while due := await self.courier.claim({}, limit=64):
            for delivery in due:
                await self.courier.deliver(delivery)

    async def states(self, endpoint: Endpoint) -> Counter[DeliveryStatus]:
        page = await self.deliveries.list_deliveries(self.admin, endpoint.id, PageRequest())
        return Counter(delivery.status for delivery in page.items)

    async def only_delivery(self, endpoint: Endpoint) -> Delivery:
        page = await self.deliveries.list_deliveries(self.admin, endpoint.id, PageRequest())
        [delivery] = page.items
        return delivery


@pytest.fixture
async def office(database: Database) -> Office:
    clock, receivers, vault = ManualClock(NOON), Receivers(), PlainVault()
    return Office(
        database=database,
        clock=clock,
        receivers=receivers,
        admin=somebody(Role.TENANT_ADMIN, await create_tenant(database)),
        webhooks=WebhookService(database, clock, vault),
        deliveries=DeliveryService(database, clock, vault=vault, sender=receivers),
        planner=DeliveryPlanner(database, clock),
        courier=WebhookCourier(database, clock, vault=vault, sender=receivers),
    )


async def test_an_event_is_planned_once_and_taken_once(office: Office) -> None:
    endpoint = await office.endpoint()
    envelope = await office.happen()
    await office.planner.plan([envelope])  # the relay may tell it again
    await office.work()
    await office.work()

    assert office.receivers.ids == [str(envelope.id)]
    assert await office.states(endpoint) == {DeliveryStatus.DELIVERED: 1}
    assert (await office.webhooks.get_webhook(office.admin, endpoint.id)).health.failures == 0


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
