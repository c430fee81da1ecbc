"""Forgets events that were told long ago, lest the outbox grow for ever."""

from datetime import timedelta

from sigec import outbox
from sigec.db import Database
from sigec.db.forgetting import forget_before
from sigec.kit.ports import Clock

EVENTS_KEPT = timedelta(days=7)
"""How long a program that was cut off finds what it missed."""


async def forget_told_events(database: Database, clock: Clock) -> None:
    """Remove the events that were told more than `EVENTS_KEPT` ago."""
    await forget_before(database, outbox.remove_relayed, clock.now() - EVENTS_KEPT)
