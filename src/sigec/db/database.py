"""Engines and transactions on PostgreSQL or SQLite."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from typing import Any, Literal

from sqlalchemy import event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from sigec.db.failures import BadDatabaseUrl, storage_failure
from sigec.db.news import take_news
from sigec.db.sqlite_driver import connect_sqlite
from sigec.db.tenancy import enter_tenant, is_tenant_role_usable
from sigec.kit.actor import PLATFORM, Scope

POOL_SIZE = 10
READERS_SQLITE = 4
POOL_TIMEOUT_S = 30
CONNECT_TIMEOUT_S = 10.0
BUSY_TIMEOUT_MS = 30_000
"""How long SQLite waits for another process, such as a backup or ``sigec create-admin``."""
TROUBLE_KEPT_S = 30.0
"""Longer than between two looks at health: a disk that is full now and then is full."""


class Database:
    """One database: write transactions, read transactions, and who wants to know of commits.

    On SQLite all writers of the process share one connection and queue for it in order
    (BEGIN IMMEDIATE, synchronous FULL); readers have a small pool of their own. On PostgreSQL
    both use one pool. Transactions do not nest: whoever holds one connection and waits for
    another may wait for ever.
    """

    def __init__(self, url: str, *, patience_s: float | None = None) -> None:
        """Prepare; nothing is connected yet.

        A PostgreSQL that does not answer a statement within ``patience_s`` is lost: over a route
        that died without a word one would wait for ever. Without it statements may take any time.

        :raises BadDatabaseUrl: when ``url`` names neither PostgreSQL nor a file of SQLite.
        """
        try:
            parsed = make_url(url)
        except ArgumentError:
            raise BadDatabaseUrl("not an address; use postgresql://… or sqlite:///path") from None
        self.dialect: Literal["postgresql", "sqlite"]
        match parsed.get_backend_name():
            case "sqlite":
                self.dialect = "sqlite"
                if parsed.database in {None, "", ":memory:"}:
                    raise BadDatabaseUrl("no file is named; use sqlite:///path")
                path = parsed.set(drivername="sqlite+aiosqlite")
                self._writer = _sqlite_engine(path, readers=0)
                self._reader = _sqlite_engine(path, readers=READERS_SQLITE)
            case "postgresql" | "postgres":
                self.dialect = "postgresql"
                self._writer = create_async_engine(
                    parsed.set(drivername="postgresql+asyncpg"),
                    pool_size=POOL_SIZE,
                    max_overflow=0,
                    pool_timeout=POOL_TIMEOUT_S,
                    connect_args={
                        "timeout": min(CONNECT_TIMEOUT_S, patience_s or CONNECT_TIMEOUT_S),
                        "command_timeout": patience_s,
                    },
                    hide_parameters=True,  # errors are logged, and parameters hold tokens
                )
                self._reader = self._writer.execution_options(postgresql_readonly=True)
            case other:
                raise BadDatabaseUrl(f"not {other}; use postgresql or sqlite")
        self._write_queue = asyncio.Lock()
        self._holders: set[asyncio.Task[Any] | None] = set()
        self._commit_listeners: list[tuple[Callable[[], None], Collection[str] | None]] = []
        self.has_tenant_role = False
        self._trouble: tuple[float, str] | None = None

    @property
    def trouble(self) -> str | None:
        """Why the database failed within the last `TROUBLE_KEPT_S`, for operators."""
        if self._trouble is None:
            return None
        at, reason = self._trouble
        return reason if time.monotonic() - at < TROUBLE_KEPT_S else None

    @property
    def engine(self) -> AsyncEngine:
        """The engine that writes; for migrations and for COPY inside a ``_store``."""
        return self._writer

    async def open(self) -> None:
        """Connect once, so that a wrong address fails at start, and look for the tenant role.

        :raises StorageUnavailable: when the database cannot be reached.
        """
        async with self.transaction(PLATFORM) as connection:
            await connection.execute(text("SELECT 1"))
            if self.dialect == "postgresql":
                self.has_tenant_role = await is_tenant_role_usable(connection)

    async def close(self) -> None:
        """Close every connection."""
        await self._writer.dispose()
        await self._reader.dispose()

    @asynccontextmanager
    async def transaction(self, scope: Scope) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that writes; leaving it commits, an exception rolls it back.

        Never wait for the network inside: on SQLite everyone else waits for this.

        :raises StorageUnavailable: when the connection was lost; whether a commit in flight was
            made is then unknown.
        """
        queue = self._write_queue if self.dialect == "sqlite" else nullcontext()
        with self._hold():
            async with queue, self._begin(self._writer, scope) as connection:
                take_news(connection)  # of a transaction that was rolled back
                yield connection
                news = take_news(connection)
        for listener, topics in self._commit_listeners:
            if topics is None or not news.isdisjoint(topics):
                listener()

    @asynccontextmanager
    async def read(self, scope: Scope) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that only reads; a statement that writes fails in it.

        :raises StorageUnavailable: when the connection was lost.
        """
        with self._hold():
            async with self._begin(self._reader, scope) as connection:
                yield connection

    @asynccontextmanager
    async def snapshot(self, scope: Scope) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that reads everything as it is at one instant, however long it takes.

        :raises StorageUnavailable: when the connection was lost.
        """
        async with self.read(scope) as connection:
            if self.dialect == "postgresql":
                await connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
            yield connection

    def on_commit(self, listener: Callable[[], None], *, of: Collection[str] | None = None) -> None:
        """Call ``listener`` after each commit of this process; it must be quick and never fail.

        With ``of`` only after those that announced one of these topics (`sigec.db.news`).
        """
        self._commit_listeners.append((listener, of))

    @contextmanager
    def _hold(self) -> Iterator[None]:
        task = asyncio.current_task()
        if task in self._holders:
            raise RuntimeError("transactions do not nest: pass the connection on")
        self._holders.add(task)
        try:
            yield
        finally:
            self._holders.discard(task)

    @asynccontextmanager
    async def _begin(self, engine: AsyncEngine, scope: Scope) -> AsyncIterator[AsyncConnection]:
        try:
            async with engine.begin() as connection:
                if self.has_tenant_role and scope.tenant_id is not None:
                    await enter_tenant(connection, scope.tenant_id)
                yield connection
        except (OSError, DBAPIError, PoolTimeout) as error:
            if (failure := storage_failure(error)) is not None:
                self._trouble = time.monotonic(), failure.reason
                raise failure from error
            raise


def _sqlite_engine(url: URL, *, readers: int) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=readers or 1,
        max_overflow=0,
        pool_timeout=POOL_TIMEOUT_S,
        hide_parameters=True,
        connect_args={"timeout": BUSY_TIMEOUT_MS / 1000, "async_creator_fn": connect_sqlite},
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(dbapi_connection: Any, _record: object) -> None:
        # The driver must not open transactions by itself: `_begin_transaction` below does.
        dbapi_connection.isolation_level = None
        cursor = dbapi_connection.cursor()
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = FULL")
            cursor.execute("PRAGMA foreign_keys = ON")
            if readers:
                cursor.execute("PRAGMA query_only = ON")
        except BaseException:
            dbapi_connection.close()  # the pool forgets it, and its thread would live on
            raise
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin_transaction(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN" if readers else "BEGIN IMMEDIATE")

    return engine
