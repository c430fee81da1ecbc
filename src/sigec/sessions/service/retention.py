"""Forget the reports that belong to nobody and never will."""

from datetime import timedelta

from sigec.db import Database
from sigec.kit.actor import PLATFORM
from sigec.kit.ports import Clock
from sigec.sessions._store import quarantine

ORPHANS_KEPT = timedelta(days=90)
"""Nobody claims a report later; the journal keeps its text for longer."""
BATCH = 1_000
"""Removed in one transaction: on SQLite everyone else waits for it."""


async def forget_orphans(database: Database, clock: Clock) -> None:
    """Remove the reports that no session has claimed within `ORPHANS_KEPT`.

    What a session was given stays: it is part of what the session is made of.
    """
    before = clock.now() - ORPHANS_KEPT
    is_more = True
    while is_more:
        async with database.transaction(PLATFORM) as connection:
            removed = await quarantine.remove_unclaimed(connection, before=before, limit=BATCH)
        is_more = removed == BATCH
