"""Group commit: facts that arrive together are stored together, then each caller is answered.

There is no timer. While one batch commits the next one gathers; an idle lane commits a single
fact at once. Facts with the same key always take the same lane, so their order is kept.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.database import Database
from sigec.db.failures import StorageUnavailable
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import StreamId

BATCH_ITEMS_MAX = 256
BATCH_BYTES_MAX = 1024 * 1024

Item = TypeVar("Item")
Result = TypeVar("Result")

Apply = Callable[[AsyncConnection, StreamId, Sequence[Item]], Awaitable[Sequence[Result]]]
"""Stores a batch of its items in the transaction and returns one result per item, in order."""


class IngestClosed(StorageUnavailable):
    """The platform is stopping; nothing was stored."""

    code = "unavailable.stopping"


@dataclass(slots=True, eq=False)
class _Waiting(Generic[Item, Result]):
    apply: Apply[Item, Result]
    item: Item
    size_bytes: int
    future: "asyncio.Future[Result]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    def succeed(self, result: Result) -> None:
        if not self.future.done():
            self.future.set_result(result)

    def fail(self, error: Exception) -> None:
        if not self.future.done():
            self.future.set_exception(error)


class Ingest:
    """The lanes that write what stations and clouds report."""

    def __init__(self, database: Database, streams: Sequence[StreamId]) -> None:
        """Open one lane per journal stream; SQLite has one writer and therefore wants one."""
        self._lanes = [_Lane(database, stream) for stream in streams]

    async def submit(
        self, key: UUID, apply: Apply[Item, Result], item: Item, *, size_bytes: int = 0
    ) -> Result:
        """Store one fact and return what ``apply`` made of it, after the commit.

        A cancelled caller does not take its fact back. ``size_bytes`` is what the fact adds to a
        batch's size.

        :raises StorageUnavailable: when the database was lost; nobody may be answered then.
        """
        lane = self._lanes[key.int % len(self._lanes)]
        return await asyncio.shield(lane.put(apply, item, size_bytes))

    def post(
        self, key: UUID, apply: Apply[Item, Result], item: Item, *, size_bytes: int = 0
    ) -> None:
        """Store one fact some time soon, without waiting; a crash may lose it."""
        future = self._lanes[key.int % len(self._lanes)].put(apply, item, size_bytes)
        future.add_done_callback(_forget_failure)

    @property
    def backlog(self) -> int:
        """How many facts wait for their batch."""
        return sum(lane.backlog for lane in self._lanes)

    async def close(self) -> None:
        """Store what is waiting, then refuse more."""
        await asyncio.gather(*(lane.close() for lane in self._lanes))


class _Lane:
    def __init__(self, database: Database, stream: StreamId) -> None:
        self._database = database
        self._stream = stream
        self._queue: deque[_Waiting[Any, Any]] = deque()
        self._worker: asyncio.Task[None] | None = None
        self._closed = False

    @property
    def backlog(self) -> int:
        return len(self._queue)

    def put(
        self, apply: Apply[Item, Result], item: Item, size_bytes: int
    ) -> "asyncio.Future[Result]":
        waiting = _Waiting(apply, item, size_bytes)
        if self._closed:
            waiting.fail(IngestClosed())
            return waiting.future
        self._queue.append(waiting)
        if self._worker is None:
            self._worker = asyncio.get_running_loop().create_task(self._drain())
        return waiting.future

    async def close(self) -> None:
        self._closed = True
        if self._worker is not None:
            await self._worker

    async def _drain(self) -> None:
        try:
            # Everyone who is ready in this turn of the loop may still join the first batch.
            await asyncio.sleep(0)
            while self._queue:
                await self._store(self._next_batch())
        finally:
            self._worker = None

    def _next_batch(self) -> list[_Waiting[Any, Any]]:
        batch = [self._queue.popleft()]
        size_bytes = batch[0].size_bytes
        while self._queue and len(batch) < BATCH_ITEMS_MAX:
            size_bytes += self._queue[0].size_bytes
            if size_bytes > BATCH_BYTES_MAX:
                break
            batch.append(self._queue.popleft())
        return batch

    async def _store(self, batch: list[_Waiting[Any, Any]]) -> None:
        try:
            results = await self._commit(batch)
        except StorageUnavailable as error:
            for waiting in batch:
                waiting.fail(error)
        except Exception as error:  # noqa: BLE001 - each caller gets its own, below
            await self._store_one_by_one(batch, error)
        else:
            for waiting, result in zip(batch, results, strict=True):
                waiting.succeed(result)

    async def _store_one_by_one(self, batch: list[_Waiting[Any, Any]], error: Exception) -> None:
        """Try each fact of a failed batch alone, so that a poisonous one fails alone."""
        if len(batch) == 1:
            batch[0].fail(error)
            return
        for waiting in batch:
            try:
                [result] = await self._commit([waiting])
            except Exception as alone:  # noqa: BLE001 - it belongs to this caller only
                waiting.fail(alone)
            else:
                waiting.succeed(result)

    async def _commit(self, batch: list[_Waiting[Any, Any]]) -> list[Any]:
        by_apply: dict[Any, list[int]] = {}
        for index, waiting in enumerate(batch):
            by_apply.setdefault(waiting.apply, []).append(index)
        results: list[Any] = [None] * len(batch)
        async with self._database.transaction(PLATFORM) as connection:
            for apply, indexes in by_apply.items():
                made = await apply(connection, self._stream, [batch[i].item for i in indexes])
                for index, result in zip(indexes, made, strict=True):
                    results[index] = result
        return results


def _forget_failure(future: "asyncio.Future[Any]") -> None:
    if not future.cancelled():
        future.exception()  # what is not awaited confirms nothing: see `Ingest.post`
