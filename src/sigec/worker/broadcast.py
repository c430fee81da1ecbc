"""Tells events to every process, for what each of them remembers for itself."""

import asyncio
from collections.abc import Mapping, Sequence
from uuid import UUID

import structlog

from sigec import outbox
from sigec.events import Event
from sigec.kit.ids import EventId
from sigec.kit.ports import Bus, BusMessage, BusUnavailable
from sigec.kit.recent import Recent
from sigec.worker.relay import Reaction

ROOT = "events"
RETRY_S = 2.0

_log = structlog.get_logger()

LocalReactions = Mapping[type[Event], Sequence[Reaction]]


class Broadcast:
    """Carries events from the one relay that told them to the listeners of all processes.

    It may lose events while the broker is away; then each process hears of them from the outbox
    (`sigec.worker.understudy`).
    """

    def __init__(self, bus: Bus, reactions: LocalReactions) -> None:
        self._bus = bus
        self._reactions = reactions
        self._recent = Recent()

    async def tell(self, envelope: outbox.Envelope) -> None:
        """Publish an event that somebody may listen to."""
        event = envelope.event
        if type(event) in self._reactions:
            payload = outbox.encode(event).encode()
            await self._bus.publish(f"{ROOT}.{event.name}.{envelope.id}", payload)

    async def run(self) -> None:
        """Listen until cancelled; while the bus is away it is tried again."""
        while True:
            try:
                async with self._bus.subscribe(f"{ROOT}.>") as messages:
                    async for message in messages:
                        await self._hear(message)
            except BusUnavailable:
                _log.warning("broadcast.bus.unavailable")
            await asyncio.sleep(RETRY_S)

    async def _hear(self, message: BusMessage) -> None:
        name, _, event_id = message.topic.removeprefix(f"{ROOT}.").rpartition(".")
        try:
            event = outbox.decode(name, message.payload)
            envelope = outbox.Envelope(id=EventId(UUID(event_id)), event=event)
        except Exception:  # noqa: BLE001 - the next event must be heard whatever this one is
            _log.exception("broadcast.message.unreadable", topic=message.topic)
        else:
            await self.hear(envelope)

    async def hear(self, envelope: outbox.Envelope) -> None:
        """React to an event, once, by whichever way it comes."""
        reactions = self._reactions.get(type(envelope.event), ())
        if not reactions or not self._recent.is_new(envelope.id):
            return
        try:
            for react in reactions:
                await react(envelope.event)
        except Exception:  # noqa: BLE001 - the next event must be heard whatever this one does
            _log.exception("broadcast.reaction.failed", event_name=envelope.event.name)
