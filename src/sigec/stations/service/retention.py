"""Forget who knocked in vain long ago."""

from datetime import timedelta

from sigec.db import Database
from sigec.kit.actor import PLATFORM
from sigec.kit.ports import Clock
from sigec.stations._store.handshakes import remove_old

HANDSHAKES_KEPT = timedelta(days=30)
"""After the last knock; a station that comes again is listed anew."""
BATCH = 1_000
"""Removed in one transaction: on SQLite everyone else waits for it."""


async def forget_handshakes(database: Database, clock: Clock) -> None:
    """Remove the refusals that were last repeated more than `HANDSHAKES_KEPT` ago."""
    before = clock.now() - HANDSHAKES_KEPT
    is_more = True
    while is_more:
        async with database.transaction(PLATFORM) as connection:
            is_more = await remove_old(connection, before=before, limit=BATCH) == BATCH
