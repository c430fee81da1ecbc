"""Forget what is older than an instant, a batch at a time."""

from collections.abc import Awaitable
from datetime import datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.database import Database
from sigec.kit.actor import PLATFORM

BATCH = 1_000
"""Removed in one transaction: on SQLite everyone else waits for it."""


class RemoveSome(Protocol):
    """Removes up to ``limit`` rows from before an instant, and returns how many."""

    def __call__(
        self, connection: AsyncConnection, /, *, before: datetime, limit: int
    ) -> Awaitable[int]:
        """Do it in the caller's transaction."""
        ...


async def forget_before(database: Database, remove: RemoveSome, before: datetime) -> None:
    """Let ``remove`` remove batches until there is no full one; all tenants' rows."""
    removed = BATCH
    while removed == BATCH:
        async with database.transaction(PLATFORM) as connection:
            removed = await remove(connection, before=before, limit=BATCH)
