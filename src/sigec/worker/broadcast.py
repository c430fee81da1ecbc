"""Tells events to every process, for what each of them remembers for itself."""

import asyncio
from collections.abc import Mapping, Sequence

import structlog

from sigec import outbox
from sigec.events import Event
from sigec.kit.ports import Bus, BusMessage, BusUnavailable
from sigec.worker.relay import Reaction

ROOT = "events"
RETRY_S = 2.0

_log = structlog.get_logger()

LocalReactions = Mapping[type[Event], Sequence[Reaction]]


class Broadcast:
    """Carries events from the one relay that told them to the listeners of all processes.

    It may lose events while the broker is away; whoever listens must not rely on it alone.
    """

    def __init__(self, bus: Bus, reactions: LocalReactions) -> None:
        self._bus = bus
        self._reactions = reactions

    async def tell(self, event: Event) -> None:
        """Publish an event that somebody may listen to."""
        if type(event) in self._reactions:
            payload = outbox.encode(event).encode()
            await self._bus.publish(f"{ROOT}.{event.name}", payload)

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
        name = message.topic.removeprefix(f"{ROOT}.")
        try:
            event = outbox.decode(name, message.payload)
            for react in self._reactions.get(type(event), ()):
                await react(event)
        except Exception:  # noqa: BLE001 - the next event must be heard whatever this one does
            _log.exception("broadcast.reaction.failed", event_name=name)
