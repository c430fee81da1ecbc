"""All that webhooks are made of, on one database, before receivers that do as a test wants."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from sigec import outbox
from sigec.db import Database
from sigec.events.incidents import IncidentOpened
from sigec.events.sessions import SessionStarted
from sigec.kit.actor import Actor, Role
from sigec.kit.clock import ManualClock
from sigec.kit.ids import EventId, IncidentId, SessionId, StationId, new_id
from sigec.kit.pages import PageRequest
from sigec.webhooks.model import Delivery, DeliveryStatus, Endpoint, EndpointDraft
from sigec.webhooks.ports import Answer, Unreachable, WebhookSender
from sigec.webhooks.service import (
    DeliveryPlanner,
    DeliveryService,
    WebhookCourier,
    WebhookService,
)
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
    urgent_courier: WebhookCourier

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

    async def fail(self) -> outbox.Envelope:
        """Let a connector fail, which somebody has to know."""
        event = IncidentOpened(
            tenant_id=self.admin.tenant_id,
            at=self.clock.now(),
            incident_id=IncidentId(new_id()),
            kind="connector_fault",
            severity="critical",
            opened_at=self.clock.now(),
            subject="Vaga 12",
        )
        envelope = outbox.Envelope(id=EventId(new_id()), event=event)
        await self.planner.plan([envelope])
        return envelope

    async def work(self) -> None:
        """Try everything that is due, once."""
        for courier in (self.urgent_courier, self.courier):
            while due := await courier.claim({}, limit=64):
                for delivery in due:
                    await courier.deliver(delivery)

    async def states(self, endpoint: Endpoint) -> Counter[DeliveryStatus]:
        page = await self.deliveries.list_deliveries(self.admin, endpoint.id, PageRequest())
        return Counter(delivery.status for delivery in page.items)

    async def only_delivery(self, endpoint: Endpoint) -> Delivery:
        page = await self.deliveries.list_deliveries(self.admin, endpoint.id, PageRequest())
        [delivery] = page.items
        return delivery

    @classmethod
    async def opened(cls, database: Database, sender: WebhookSender | None = None) -> Self:
        """Open an office for a tenant of its own; a ``sender`` may stand before the receivers."""
        clock, receivers, vault = ManualClock(NOON), Receivers(), PlainVault()
        sender = sender or receivers

        def courier(*, is_urgent: bool) -> WebhookCourier:
            return WebhookCourier(database, clock, vault=vault, sender=sender, is_urgent=is_urgent)

        return cls(
            database=database,
            clock=clock,
            receivers=receivers,
            admin=somebody(Role.TENANT_ADMIN, await create_tenant(database)),
            webhooks=WebhookService(database, clock, vault),
            deliveries=DeliveryService(database, clock, vault=vault, sender=sender),
            planner=DeliveryPlanner(database, clock),
            courier=courier(is_urgent=False),
            urgent_courier=courier(is_urgent=True),
        )
