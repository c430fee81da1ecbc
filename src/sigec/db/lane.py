"""One lane of the group commit: a queue, and the task that stores batches of it in order."""

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

    def __init__(self) -> None:
        super().__init__("the platform is stopping")


@dataclass(slots=True, eq=False, kw_only=True)
class Waiting(Generic[Item, Result]):
    """A fact in the queue, and the future of whoever waits for it."""

    key: UUID
    apply: Apply[Item, Result]
    item: Item
    size_bytes: int
    future: "asyncio.Future[Result]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    def succeed(self, result: Result) -> None:
        """Tell the waiting one what was made of the fact."""
        if not self.future.done():
            self.future.set_result(result)

    def fail(self, error: Exception) -> None:
        """Tell the waiting one that the fact was not stored."""
        if not self.future.done():
            self.future.set_exception(error)


class Lane:
    """Stores facts in the order they came, as many in one transaction as are waiting."""

    def __init__(self, database: Database, stream: StreamId) -> None:
        self._database = database
        self._stream = stream
        self._queue: deque[Waiting[Any, Any]] = deque()
        self._worker: asyncio.Task[None] | None = None
        self._closed = False
        self.backlog_bytes = 0

    @property
    def backlog(self) -> int:
        """How many facts wait for their batch."""
        return len(self._queue)

    def put(self, waiting: Waiting[Item, Result]) -> "asyncio.Future[Result]":
        """Queue a fact and return its future; after `close` that fails at once."""
        if self._closed:
            waiting.fail(IngestClosed())
            return waiting.future
        self._queue.append(waiting)
        self.backlog_bytes += waiting.size_bytes
        if self._worker is None:
            self._worker = asyncio.get_running_loop().create_task(self._drain())
        return waiting.future

    async def close(self) -> None:
        """Store what is waiting, then refuse more."""
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

    def _next_batch(self) -> list[Waiting[Any, Any]]:
        batch: list[Waiting[Any, Any]] = []
        size_bytes = 0
        while self._queue and len(batch) < BATCH_ITEMS_MAX:
            size_bytes += self._queue[0].size_bytes
            if batch and size_bytes > BATCH_BYTES_MAX:
                break
            batch.append(self._queue.popleft())
            self.backlog_bytes -= batch[-1].size_bytes
        return batch

    async def _store(self, batch: list[Waiting[Any, Any]]) -> None:
        try:
            results = await self._commit(batch)
        except StorageUnavailable as error:
            _fail_all(batch, error)
        except Exception as error:  # noqa: BLE001 - each caller gets its own, below
            await self._store_one_by_one(batch, error)
        else:
            for waiting, result in zip(batch, results, strict=True):
                waiting.succeed(result)

    async def _store_one_by_one(self, batch: list[Waiting[Any, Any]], error: Exception) -> None:
        """Try each fact of a failed batch alone, so that a poisonous one fails alone."""
        if len(batch) == 1:
            batch[0].fail(error)
            return
        for index, waiting in enumerate(batch):
            try:
                [result] = await self._commit([waiting])
            except StorageUnavailable as lost:
                _fail_all(batch[index:], lost)
                return
            except Exception as alone:  # noqa: BLE001 - it belongs to this caller only
                waiting.fail(alone)
            else:
                waiting.succeed(result)

    async def _commit(self, batch: list[Waiting[Any, Any]]) -> list[Any]:
        results: list[Any] = [None] * len(batch)
        async with self._database.transaction(PLATFORM) as connection:
            for apply, indexes in _group(batch):
                made = await apply(connection, self._stream, [batch[i].item for i in indexes])
                for index, result in zip(indexes, made, strict=True):
                    results[index] = result
        return results


def _group(batch: Sequence[Waiting[Any, Any]]) -> list[tuple[Apply[Any, Any], list[int]]]:
    """Gather the places of facts that one call can store, never a key's later fact first."""
    groups: list[tuple[Apply[Any, Any], list[int]]] = []
    latest_of_key: dict[UUID, int] = {}
    for index, waiting in enumerate(batch):
        earliest = latest_of_key.get(waiting.key, 0)
        for place in range(earliest, len(groups)):
            if groups[place][0] == waiting.apply:
                break
        else:
            place = len(groups)
            groups.append((waiting.apply, []))
        groups[place][1].append(index)
        latest_of_key[waiting.key] = place
    return groups


def _fail_all(batch: Sequence[Waiting[Any, Any]], error: Exception) -> None:
    for waiting in batch:
        waiting.fail(error)
