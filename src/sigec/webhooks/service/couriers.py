"""Bring deliveries to their endpoints: take what is due, try it, keep what came of it."""

from collections.abc import Mapping, Sequence

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import outbox
from sigec.db import Database
from sigec.events.webhooks import WebhookPaused
from sigec.kit.actor import PLATFORM, Scope
from sigec.kit.ids import WebhookId
from sigec.kit.ports import Clock, Vault
from sigec.tenants.service import find_suspended
from sigec.webhooks._store import deliveries, endpoints
from sigec.webhooks.model import (
    Attempt,
    Delivery,
    DeliveryStatus,
    pause_after,
    wait_after,
)
from sigec.webhooks.ports import WebhookSender
from sigec.webhooks.service.endpoints import get_signed_endpoint
from sigec.webhooks.service.errors import WebhookNotFound
from sigec.webhooks.service.sending import attempt

PER_ENDPOINT_MAX = 4
"""Attempts at a time; a slow endpoint keeps no more of us busy than this."""
URGENT_PER_ENDPOINT_MAX = 2
"""Besides these, for what does not wait behind them."""

_log = structlog.get_logger()


class WebhookCourier:
    """What `sigec.worker.deliver` asks for; an endpoint is a lane of its own.

    One courier brings what is urgent, another one the rest: neither waits for the other.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        vault: Vault,
        sender: WebhookSender,
        is_urgent: bool = False,
    ) -> None:
        self.name = "webhooks.urgent" if is_urgent else "webhooks"
        self._is_urgent = is_urgent
        self._per_endpoint_max = URGENT_PER_ENDPOINT_MAX if is_urgent else PER_ENDPOINT_MAX
        self._database = database
        self._clock = clock
        self._vault = vault
        self._sender = sender

    @staticmethod
    def lane_of(delivery: Delivery) -> WebhookId:
        """Return what a delivery may be held up by."""
        return delivery.webhook_id

    async def claim(self, busy: Mapping[WebhookId, int], *, limit: int) -> Sequence[Delivery]:
        """Take up to ``limit`` deliveries that are due, of each endpoint no more than its share.

        Those of a suspended tenant wait until it is active again.
        """
        now = self._clock.now()
        async with self._database.read(PLATFORM) as connection:
            suspended = await find_suspended(connection)
            waiting = await deliveries.find_endpoints_with_work(
                connection, at=now, is_urgent=self._is_urgent, without=suspended
            )
        claimed: list[Delivery] = []
        for webhook_id in waiting:
            room = min(self._per_endpoint_max - busy.get(webhook_id, 0), limit - len(claimed))
            if room > 0:
                async with self._database.transaction(PLATFORM) as connection:
                    claimed += await deliveries.claim(
                        connection, webhook_id, at=now, is_urgent=self._is_urgent, limit=room
                    )
        return claimed

    async def deliver(self, delivery: Delivery) -> None:
        """Try a claimed delivery once and keep what came of it.

        Whoever dies in between leaves it to be tried again, with the same ``webhook-id``.
        """
        scope = Scope(tenant_id=delivery.tenant_id)
        async with self._database.read(scope) as connection:
            try:
                endpoint, secrets = await get_signed_endpoint(
                    connection, scope, delivery.webhook_id, self._vault, at=self._clock.now()
                )
            except WebhookNotFound:
                return  # removed meanwhile, and its deliveries with it
        made = await attempt(self._sender, self._clock, endpoint.url, delivery, secrets)
        async with self._database.transaction(scope) as connection:
            await self._settle(connection, delivery, made)

    async def _settle(self, connection: AsyncConnection, delivery: Delivery, made: Attempt) -> None:
        now = self._clock.now()
        next_at = now + wait_after(delivery.attempts, made.retry_after_s)
        status = DeliveryStatus.WAITING
        if made.is_accepted:
            status = DeliveryStatus.DELIVERED
        elif next_at > delivery.expires_at:
            status = DeliveryStatus.DEAD
        await deliveries.settle(connection, delivery, made, status=status, next_at=next_at)
        await self._judge(connection, delivery, made)

    async def _judge(self, connection: AsyncConnection, delivery: Delivery, made: Attempt) -> None:
        """Remember how the endpoint is doing; one that is gone or long dead is paused."""
        endpoint = await endpoints.find_locked(connection, delivery.webhook_id)
        if endpoint is None:
            return
        now, health = self._clock.now(), endpoint.health
        if made.is_accepted:
            if not health.is_fresh(now):
                await endpoints.save_health(connection, endpoint.id, health.succeeded(now))
            return
        health = health.failed(now)
        pause = pause_after(made, health, now) if endpoint.is_active else None
        await endpoints.save_health(connection, endpoint.id, health, pause)
        if pause is not None:
            _log.warning("webhook.paused", webhook_id=str(endpoint.id), reason=pause.value)
            paused = WebhookPaused(
                tenant_id=endpoint.tenant_id, at=now, webhook_id=endpoint.id, reason=pause.value
            )
            await outbox.append(connection, [paused])
