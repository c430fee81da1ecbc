"""Forgets events that were told long ago, lest the outbox grow for ever."""

from sigec import outbox
from sigec.db import Database
from sigec.db.forgetting import forget_before
from sigec.kit.ports import Clock


async def forget_told_events(database: Database, clock: Clock) -> None:
    """Remove the events that were told more than `outbox.KEPT` ago."""
    await forget_before(database, outbox.remove_relayed, clock.now() - outbox.KEPT)
