"""Group commit: facts that arrive together are stored together, then each caller is answered.

There is no timer. While one batch commits the next one gathers; an idle lane commits a single
fact at once. Facts with the same key always take the same lane, so their order is kept.
"""

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import structlog

from sigec.db.database import Database
from sigec.db.failures import StorageUnavailable
from sigec.db.lane import Apply, Item, Lane, Result, Waiting
from sigec.kit.ids import StreamId

POSTED_ITEMS_MAX = 10_000
POSTED_BYTES_MAX = 16 * 1024 * 1024
"""Who waits for an answer slows down with the database; who posts does not, so a slow database
would fill the memory until the process dies, with facts in it that somebody does wait for."""

_log = structlog.get_logger()


class Ingest:
    """The lanes that write what stations and clouds report.

    ``lost`` counts the posted facts that were not stored, for ``/metrics``.
    """

    def __init__(self, database: Database, streams: Sequence[StreamId]) -> None:
        """Open one lane per journal stream; SQLite has one writer and therefore wants one."""
        self._lanes = [Lane(database, stream) for stream in streams]
        self.lost = 0

    async def submit(
        self, key: UUID, apply: Apply[Item, Result], item: Item, *, size_bytes: int = 0
    ) -> Result:
        """Store one fact and return what ``apply`` made of it, after the commit.

        A cancelled caller does not take its fact back. ``size_bytes`` is what the fact adds to a
        batch's size.

        :raises StorageUnavailable: when the database was lost; nobody may be answered then.
        """
        waiting = Waiting(key=key, apply=apply, item=item, size_bytes=size_bytes)
        # Who is cancelled here cancels the future; the fact stays in the queue.
        return await self._lane(key).put(waiting)

    def post(
        self, key: UUID, apply: Apply[Item, Result], item: Item, *, size_bytes: int = 0
    ) -> None:
        """Store one fact some time soon, without waiting; a crash may lose it.

        So does a queue that is full: `POSTED_ITEMS_MAX` facts or `POSTED_BYTES_MAX` in a lane.
        """
        lane = self._lane(key)
        if lane.backlog >= POSTED_ITEMS_MAX or lane.backlog_bytes + size_bytes > POSTED_BYTES_MAX:
            self.lost += 1
            return
        future = lane.put(Waiting(key=key, apply=apply, item=item, size_bytes=size_bytes))
        future.add_done_callback(self._count_if_lost)

    @property
    def backlog(self) -> int:
        """How many facts wait for their batch."""
        return sum(lane.backlog for lane in self._lanes)

    async def close(self) -> None:
        """Store what is waiting, then refuse more."""
        await asyncio.gather(*(lane.close() for lane in self._lanes))

    def _lane(self, key: UUID) -> Lane:
        return self._lanes[key.int % len(self._lanes)]

    def _count_if_lost(self, future: "asyncio.Future[Any]") -> None:
        if future.cancelled():
            return
        error = future.exception()
        if error is None:
            return
        self.lost += 1
        if not isinstance(error, StorageUnavailable):
            _log.error("ingest.posted.poisonous", exc_info=error)
