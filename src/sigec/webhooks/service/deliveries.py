"""Look at what was delivered, send it again, and try an endpoint out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import and_
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, outbox
from sigec.audit import Subject
from sigec.db import Database
from sigec.db.forgetting import forget_before
from sigec.db.listing import page_by_id, within
from sigec.events import event_names
from sigec.kit.actor import PLATFORM, Actor, Permission, Scope
from sigec.kit.ids import DeliveryId, EventId, WebhookId, created_at, first_id_at, new_id
from sigec.kit.pages import Page, PageRequest
from sigec.kit.periods import Period
from sigec.kit.ports import Clock, Vault
from sigec.webhooks._store import deliveries as store
from sigec.webhooks._store.deliveries import EVERY_DELIVERY, DeliveryFilter
from sigec.webhooks._store.tables import deliveries
from sigec.webhooks.model import (
    KEPT_TRYING,
    TEST_TOPIC,
    Attempt,
    Delivery,
    DeliveryStatus,
    Endpoint,
    test_body,
)
from sigec.webhooks.ports import WebhookSender
from sigec.webhooks.service.endpoints import get_endpoint, get_signed_endpoint
from sigec.webhooks.service.errors import DeliveryNotFound, WebhookPausedNow
from sigec.webhooks.service.planning import deliveries_of_all
from sigec.webhooks.service.sending import attempt

ATTEMPTS_SHOWN_MAX = 50
REPLAY_PAGE = 500
REPLAY_MAX = 100_000
"""Events of one replay."""
KEPT = timedelta(days=30)
"""After its event a delivery that ended is forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryStory:
    """A delivery with its latest attempts, the earliest first."""

    delivery: Delivery
    attempts: Sequence[Attempt]


class DeliveryService:
    """The use cases of deliveries."""

    def __init__(
        self, database: Database, clock: Clock, *, vault: Vault, sender: WebhookSender
    ) -> None:
        self._database = database
        self._clock = clock
        self._vault = vault
        self._sender = sender

    async def list_deliveries(
        self,
        actor: Actor,
        webhook_id: WebhookId,
        request: PageRequest,
        wanted: DeliveryFilter = EVERY_DELIVERY,
    ) -> Page[Delivery]:
        """List an endpoint's deliveries, the latest first.

        :raises WebhookNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_WEBHOOKS)
        async with self._database.read(actor.scope) as connection:
            await get_endpoint(connection, actor.scope, webhook_id)
            statement = store.select_deliveries(actor.scope, webhook_id, wanted)
            return await page_by_id(
                connection, statement, request, store.to_delivery, newest_first=True
            )

    async def get_delivery(
        self, actor: Actor, webhook_id: WebhookId, delivery_id: DeliveryId
    ) -> DeliveryStory:
        """Return a delivery and what its attempts met.

        :raises DeliveryNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_WEBHOOKS)
        statement = store.select_deliveries(actor.scope, webhook_id).where(
            deliveries.c.id == delivery_id
        )
        async with self._database.read(actor.scope) as connection:
            row = (await connection.execute(statement)).mappings().first()
            if row is None:
                raise DeliveryNotFound
            found = await store.load_attempts(connection, delivery_id, limit=ATTEMPTS_SHOWN_MAX)
        return DeliveryStory(delivery=store.to_delivery(row), attempts=found)

    async def resend(self, actor: Actor, webhook_id: WebhookId, delivery_id: DeliveryId) -> None:
        """Let a delivery wait again, whatever became of it; its ``webhook-id`` stays.

        :raises DeliveryNotFound: when there is none for this actor.
        :raises WebhookPausedNow: when nothing is sent to the endpoint.
        """
        actor.require(Permission.WRITE_WEBHOOKS)
        story = await self.get_delivery(actor, webhook_id, delivery_id)
        now = self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            endpoint = await get_endpoint(connection, actor.scope, webhook_id)
            if not endpoint.is_active:
                raise WebhookPausedNow
            which = store.of_endpoint(endpoint) & (deliveries.c.id == story.delivery.id)
            await store.revive(connection, which, at=now, expires_at=now + KEPT_TRYING)
            said = {"delivery_id": str(delivery_id)}
            await self._note(connection, actor, endpoint, "webhook.delivery_resent", said)

    async def replay(self, actor: Actor, webhook_id: WebhookId, period: Period) -> int:
        """Send the events of a period again, also those from before the endpoint existed.

        Of what was told more than a week ago only that is sent again which the endpoint was sent
        before. Returns how many deliveries wait now.

        :raises WebhookNotFound: when there is none for this actor.
        :raises WebhookPausedNow: when nothing is sent to the endpoint.
        """
        actor.require(Permission.WRITE_WEBHOOKS)
        now = self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            endpoint = await get_endpoint(connection, actor.scope, webhook_id)
            if not endpoint.is_active:
                raise WebhookPausedNow
            which = [store.of_endpoint(endpoint), deliveries.c.topic != TEST_TOPIC]
            which += within(deliveries.c.at, period)
            revived = await store.revive(
                connection, and_(*which), at=now, expires_at=now + KEPT_TRYING
            )
            said = {"from": period.from_at, "to": period.to_at}
            await self._note(connection, actor, endpoint, "webhook.replayed", said)
        return revived + await self._plan_missed(endpoint, period)

    async def test(self, actor: Actor, webhook_id: WebhookId) -> DeliveryStory:
        """Send a message that says nothing, now, and return what came of it; it is not repeated.

        :raises WebhookNotFound: when there is none for this actor.
        """
        actor.require(Permission.WRITE_WEBHOOKS)
        async with self._database.read(actor.scope) as connection:
            endpoint, secrets = await get_signed_endpoint(
                connection, actor.scope, webhook_id, self._vault, at=self._clock.now()
            )
        delivery = self._test_delivery(endpoint)
        made = await attempt(self._sender, self._clock, endpoint.url, delivery, secrets)
        status = DeliveryStatus.DELIVERED if made.is_accepted else DeliveryStatus.DEAD
        async with self._database.transaction(actor.scope) as connection:
            await store.add(connection, [delivery])
            await store.settle(connection, delivery, made, status=status, next_at=made.at)
        return await self.get_delivery(actor, webhook_id, delivery.id)

    async def hasten(self) -> int:
        """Make due what a clock that was ahead planned for later; return how many."""
        async with self._database.transaction(PLATFORM) as connection:
            return await store.hasten(connection, at=self._clock.now())

    async def forget(self) -> None:
        """Remove deliveries that ended and whose events are older than `KEPT`."""
        await forget_before(self._database, store.remove_old, self._clock.now() - KEPT)

    async def _plan_missed(self, endpoint: Endpoint, period: Period) -> int:
        wanted = outbox.Wanted(names=event_names(), tenant_id=endpoint.tenant_id)
        after = EventId(first_id_at(period.from_at or endpoint.created_at))
        until = period.to_at or self._clock.now()
        planned = 0
        while planned < REPLAY_MAX:
            async with self._database.read(PLATFORM) as connection:
                page = await outbox.read_after(connection, after, wanted, limit=REPLAY_PAGE)
            page = [each for each in page if created_at(each.id) < until]
            if not page:
                break
            after = page[-1].id
            missed = deliveries_of_all(page, endpoint, at=self._clock.now())
            async with self._database.transaction(
                Scope(tenant_id=endpoint.tenant_id)
            ) as connection:
                known = await store.find_planned(
                    connection, endpoint.id, [each.event_id for each in missed]
                )
                missed = [each for each in missed if each.event_id not in known]
                await store.add(connection, missed)
            planned += len(missed)
        return planned

    def _test_delivery(self, endpoint: Endpoint) -> Delivery:
        now, event_id = self._clock.now(), EventId(new_id())
        return Delivery(
            id=DeliveryId(new_id()),
            tenant_id=endpoint.tenant_id,
            webhook_id=endpoint.id,
            event_id=event_id,
            topic=TEST_TOPIC,
            subject=str(event_id),
            is_urgent=False,
            body=test_body(event_id, endpoint.id, now),
            at=now,
            status=DeliveryStatus.WAITING,
            attempts=1,
            next_at=now + KEPT_TRYING,
            expires_at=now,
            delivered_at=None,
            last_status=None,
            last_error=None,
        )

    async def _note(
        self,
        connection: AsyncConnection,
        actor: Actor,
        endpoint: Endpoint,
        action: str,
        said: Mapping[str, object],
    ) -> None:
        await audit.record(
            connection,
            actor,
            action,
            Subject(kind="webhook", id=endpoint.id),
            at=self._clock.now(),
            after=said,
            tenant_id=endpoint.tenant_id,
        )
