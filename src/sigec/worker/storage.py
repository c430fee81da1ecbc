"""Look after the tables that only grow: room for what comes, and an end for what is old."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy import Table

from sigec import journal
from sigec.db import Database, metadata
from sigec.db.forgetting import forget_before
from sigec.db.partitions import PARTITIONED, drop_partitions, ensure_partitions, remove_oldest
from sigec.kit.actor import PLATFORM
from sigec.kit.ports import Clock

_log = structlog.get_logger()


class Storage:
    """Makes partitions ahead of their time and removes those whose time is over."""

    def __init__(self, database: Database, clock: Clock, *, kept: Mapping[str, timedelta]) -> None:
        """Keep the rows of each table for so long; those of others for ever."""
        self._database = database
        self._clock = clock
        self._kept = kept

    async def make_room(self) -> None:
        """Make the partitions of this month and the next ones; harmless when repeated."""
        async with self._database.transaction(PLATFORM) as connection:
            for table in PARTITIONED:
                await connection.run_sync(ensure_partitions, table, self._clock.now())

    async def forget(self) -> None:
        """Remove what is older than it is to be kept, of the journal nothing that is unread."""
        unread_at = await self._unread_at()
        for name, kept in self._kept.items():
            before = self._clock.now() - kept
            if unread_at is not None:
                before = min(before, unread_at)
            await self._forget(metadata.tables[name], before)

    async def _forget(self, table: Table, before: datetime) -> None:
        async with self._database.transaction(PLATFORM) as connection:
            dropped = await drop_partitions(connection, table.name, before=before)
        if dropped:
            _log.info("storage.partitions.dropped", table=table.name, partitions=dropped)
        await forget_before(self._database, partial(remove_oldest, table=table), before)

    async def _unread_at(self) -> datetime | None:
        async with self._database.read(PLATFORM) as connection:
            return await journal.oldest_unread_by_any(connection)
