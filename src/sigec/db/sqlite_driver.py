"""SQLite's connection, whose operations end whatever becomes of who waits for them."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import aiosqlite

ROWS_PER_FETCH = 64


class UninterruptedConnection(aiosqlite.Connection):
    """Lets a cancelled caller go only when what it asked for is done.

    The thread cannot be interrupted: aiosqlite's caller would be gone while ``BEGIN IMMEDIATE``
    still waits for its turn, gets it, and keeps every other writer out.
    """

    async def close(self) -> None:
        """Roll back, then close.

        A cursor that a traceback still holds would keep the connection's lock alive.
        """
        if self._connection is not None:
            with suppress(sqlite3.Error):
                await self.rollback()
        await super().close()

    async def _execute(self, fn: Callable[..., Any], *args: Any, **options: Any) -> Any:
        if not self._running or not self._connection:
            raise ValueError("Connection closed")
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._tx.put_nowait((done, partial(fn, *args, **options)))
        try:
            return await asyncio.shield(done)
        except asyncio.CancelledError:
            await asyncio.wait([done])
            raise


async def connect_sqlite(*args: Any, **options: Any) -> aiosqlite.Connection:
    """Connect; without success wait for the thread's end, lest it outlive the event loop."""
    connection = UninterruptedConnection(partial(sqlite3.connect, *args, **options), ROWS_PER_FETCH)
    thread = connection._thread  # noqa: SLF001 - aiosqlite 0.22 leaves it running and unnamed
    thread.daemon = True
    try:
        return await connection
    except BaseException:
        await asyncio.to_thread(thread.join)
        raise
