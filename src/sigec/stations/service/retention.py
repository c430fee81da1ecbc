"""Forget who knocked in vain long ago."""

from datetime import timedelta

from sigec.db import Database
from sigec.db.forgetting import forget_before
from sigec.kit.ports import Clock
from sigec.stations._store.handshakes import remove_old

HANDSHAKES_KEPT = timedelta(days=30)
"""After the last knock; a station that comes again is listed anew."""


async def forget_handshakes(database: Database, clock: Clock) -> None:
    """Remove the refusals that were last repeated more than `HANDSHAKES_KEPT` ago."""
    await forget_before(database, remove_old, clock.now() - HANDSHAKES_KEPT)
