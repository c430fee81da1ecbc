"""Forgets events that were told long ago, lest the outbox grow for ever."""

from datetime import timedelta

from sigec import outbox
from sigec.db import Database
from sigec.kit.actor import PLATFORM
from sigec.kit.ports import Clock

EVENTS_KEPT = timedelta(days=7)
"""How long a program that was cut off finds what it missed."""
BATCH = 1_000
"""Removed in one transaction: on SQLite everyone else waits for it."""


async def forget_told_events(database: Database, clock: Clock) -> None:
    """Remove the events that were told more than `EVENTS_KEPT` ago."""
    before = clock.now() - EVENTS_KEPT
    is_more = True
    while is_more:
        async with database.transaction(PLATFORM) as connection:
            removed = await outbox.remove_relayed(connection, before=before, limit=BATCH)
        is_more = removed == BATCH
