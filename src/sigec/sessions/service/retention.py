"""Forget the reports that belong to nobody and never will."""

from datetime import timedelta

from sigec.db import Database
from sigec.db.forgetting import forget_before
from sigec.kit.ports import Clock
from sigec.sessions._store import quarantine

ORPHANS_KEPT = timedelta(days=90)
"""Nobody claims a report later; the journal keeps its text for longer."""


async def forget_orphans(database: Database, clock: Clock) -> None:
    """Remove the reports that no session has claimed within `ORPHANS_KEPT`.

    What a session was given stays: it is part of what the session is made of.
    """
    await forget_before(database, quarantine.remove_unclaimed, clock.now() - ORPHANS_KEPT)
