"""Tells each committed event to everyone who subscribed, at least once."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import jobs, outbox
from sigec.db import Database
from sigec.events import Event
from sigec.jobs import Job
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import EventId
from sigec.kit.ports import BusUnavailable, Clock

BATCH = 100
LEASE_S = 30
RETRY_KIND = "relay.retry"

_log = structlog.get_logger()

Reaction = Callable[[Event], Awaitable[None]]
"""What a process does for itself when it hears of an event."""

React = Callable[[Sequence[outbox.Envelope]], Awaitable[None]]
"""What is done once for events, told together; each envelope's id tells a repeat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """Someone who reacts to events; ``name`` finds it again when a reaction is retried.

    It is told a batch at once, the oldest event first. A reaction must be harmless when repeated:
    an event may be told twice, and a batch that fails is told again, one event at a time.
    """

    name: str
    react: React


Subscriptions = Mapping[type[Event], Sequence[Subscriber]]


class Relay:
    """Moves events from the outbox to their subscribers.

    A subscriber that fails does not hold up the others: its reaction becomes a job of its own
    that is tried again, later each time.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        subscriptions: Subscriptions,
        *,
        first: Collection[type[Event]] = (),
    ) -> None:
        """Prepare; events that are to be told ``first`` wait for no others."""
        self._database = database
        self._first = [kind.name for kind in first]
        self._clock = clock
        self._subscriptions = subscriptions
        self._by_name = {
            subscriber.name: subscriber
            for subscribers in subscriptions.values()
            for subscriber in subscribers
        }

    async def step(self) -> bool:
        """Tell one batch; ``True`` when there may be more."""
        async with self._database.read(PLATFORM) as connection:
            if await outbox.oldest_waiting_at(connection) is None:
                return False
        async with self._database.transaction(PLATFORM) as connection:
            envelopes = await self._claim(connection)
        failures = [
            (envelope, subscriber)
            for subscriber in self._by_name.values()
            for envelope in await self._tell(self._meant_for(subscriber, envelopes), subscriber)
        ]
        await self._finish(envelopes, failures)
        return len(envelopes) == BATCH

    async def _claim(self, connection: AsyncConnection) -> Sequence[outbox.Envelope]:
        now, urgent = self._clock.now(), list[outbox.Envelope]()
        if self._first:
            urgent += await outbox.claim(
                connection, at=now, limit=BATCH, lease_s=LEASE_S, names=self._first
            )
        room = BATCH - len(urgent)
        rest = await outbox.claim(connection, at=now, limit=room, lease_s=LEASE_S) if room else []
        return [*urgent, *rest]

    async def retry(self, job: Job) -> None:
        """Run one reaction again, as a job."""
        subscriber = self._by_name[job.payload["subscriber"]]
        event = outbox.decode(job.payload["name"], job.payload["event"])
        envelope = outbox.Envelope(id=EventId(UUID(job.payload["id"])), event=event)
        await subscriber.react([envelope])

    def _meant_for(
        self, subscriber: Subscriber, envelopes: Sequence[outbox.Envelope]
    ) -> Sequence[outbox.Envelope]:
        return [
            envelope
            for envelope in envelopes
            if subscriber in self._subscriptions.get(type(envelope.event), ())
        ]

    async def _tell(
        self, envelopes: Sequence[outbox.Envelope], subscriber: Subscriber
    ) -> Sequence[outbox.Envelope]:
        """Tell a subscriber all at once, or else one by one; return what it did not take."""
        if not envelopes:
            return []
        try:
            await subscriber.react(envelopes)
        except BusUnavailable:  # so it is for each of them, and not worth a trace
            _log.warning("relay.bus.unavailable", subscriber=subscriber.name, events=len(envelopes))
            return envelopes
        except Exception:  # noqa: BLE001 - one subscriber cannot break another
            if len(envelopes) > 1:
                return [
                    missed
                    for envelope in envelopes
                    for missed in await self._tell([envelope], subscriber)
                ]
            [envelope] = envelopes
            _log.exception(
                "relay.reaction.failed",
                subscriber=subscriber.name,
                event_name=envelope.event.name,
                event_id=str(envelope.id),
            )
            return envelopes
        return []

    async def _finish(
        self,
        envelopes: Sequence[outbox.Envelope],
        failures: Sequence[tuple[outbox.Envelope, Subscriber]],
    ) -> None:
        if not envelopes:
            return
        now = self._clock.now()
        async with self._database.transaction(PLATFORM) as connection:
            await outbox.mark_relayed(connection, [each.id for each in envelopes], at=now)
            for envelope, subscriber in failures:
                await jobs.schedule(
                    connection,
                    kind=RETRY_KIND,
                    key=f"{RETRY_KIND}:{envelope.id}:{subscriber.name}",
                    run_at=now,
                    tenant_id=envelope.event.tenant_id,
                    payload={
                        "subscriber": subscriber.name,
                        "id": str(envelope.id),
                        "name": envelope.event.name,
                        "event": outbox.encode(envelope.event),
                    },
                )
