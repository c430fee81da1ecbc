"""Hears of events from the outbox while the bus is away, so that this process misses none."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from sigec import outbox
from sigec.db import Database, StorageUnavailable
from sigec.events import event_names
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import EventId, first_id_at
from sigec.kit.ports import Bus, Clock

LOOK_EVERY_S = 1.0
OVERLAP = timedelta(seconds=10)
"""What was told shortly before the bus went may not have arrived; a slow commit comes late."""
PAGE = 500

Hear = Callable[[outbox.Envelope], Awaitable[None]]
"""What this process does with an event; it tells by the id what it heard by the bus."""


class Understudy:
    """Takes the part of the bus for this process alone: progress and commands have none."""

    def __init__(self, database: Database, clock: Clock, bus: Bus, hear: Sequence[Hear]) -> None:
        self._database = database
        self._clock = clock
        self._bus = bus
        self._hear = hear
        self._since: EventId | None = None

    async def run(self) -> None:
        """Look again and again until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            with suppress(StorageUnavailable):
                await self.step()

    async def step(self) -> None:
        """Tell what happened while the bus is away, and once more when it is back."""
        is_away = not self._bus.is_connected
        if not is_away and self._since is None:
            return
        before = _id_before(self._clock.now())
        since = before if self._since is None else self._since
        self._since = since  # still so, should the database fail now
        await self._tell(since)
        self._since = before if is_away else None

    async def _tell(self, since: EventId) -> None:
        wanted = outbox.Wanted(names=event_names(), tenant_id=None)
        while True:
            async with self._database.read(PLATFORM) as connection:
                page = await outbox.read_after(connection, since, wanted, limit=PAGE)
            for envelope in page:
                for hear in self._hear:
                    await hear(envelope)
            if len(page) < PAGE:
                return
            since = page[-1].id


def _id_before(at: datetime) -> EventId:
    return EventId(first_id_at(at - OVERLAP))
