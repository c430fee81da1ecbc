"""Turn what happened into deliveries: one for each endpoint that wants to hear of it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sigec import outbox
from sigec.db import Database
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import DeliveryId, TenantId, new_id
from sigec.kit.ports import Clock
from sigec.webhooks._store import deliveries, endpoints
from sigec.webhooks.model import (
    KEPT_TRYING,
    Delivery,
    DeliveryStatus,
    Endpoint,
    body_of,
    subject_of,
    topic_of,
)


class DeliveryPlanner:
    """Hears every event, once or more often; a repeat plans nothing twice."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def plan(self, envelopes: Sequence[outbox.Envelope]) -> None:
        """Store a delivery for each endpoint of an event's tenant that asked for it."""
        told = {each.event.tenant_id for each in envelopes}
        found: defaultdict[TenantId | None, list[Endpoint]] = defaultdict(list)
        async with self._database.read(PLATFORM) as connection:
            for endpoint in await endpoints.fetch_of(connection, told):
                found[endpoint.tenant_id].append(endpoint)
        at = self._clock.now()
        planned = [
            delivery
            for envelope in envelopes
            for delivery in deliveries_of(envelope, found[envelope.event.tenant_id], at=at)
        ]
        if planned:
            async with self._database.transaction(PLATFORM) as connection:
                await deliveries.add(connection, planned)


def deliveries_of(
    envelope: outbox.Envelope, endpoints_: Sequence[Endpoint], *, at: datetime
) -> Sequence[Delivery]:
    """Return the deliveries of an event, to be attempted at once."""
    event = envelope.event
    return [
        Delivery(
            id=DeliveryId(new_id()),
            tenant_id=endpoint.tenant_id,
            webhook_id=endpoint.id,
            event_id=envelope.id,
            topic=topic,
            subject=subject_of(event),
            is_urgent=event.is_urgent,
            body=body_of(event, envelope.id, topic),
            at=event.at,
            status=DeliveryStatus.WAITING,
            attempts=0,
            next_at=min(at, event.at),  # by the clock that is less ahead
            expires_at=at + KEPT_TRYING,
            delivered_at=None,
            last_status=None,
            last_error=None,
        )
        for endpoint in endpoints_
        if (topic := topic_of(event, endpoint.topics)) is not None
    ]


def deliveries_of_all(
    envelopes: Sequence[outbox.Envelope], endpoint: Endpoint, *, at: datetime
) -> Sequence[Delivery]:
    """Return the deliveries of several events to one endpoint."""
    return [one for each in envelopes for one in deliveries_of(each, [endpoint], at=at)]
