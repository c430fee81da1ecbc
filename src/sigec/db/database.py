"""Engines and transactions on PostgreSQL or SQLite."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Literal

from sqlalchemy import event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from sigec.db.tenancy import enter_tenant, is_tenant_role_usable
from sigec.kit.actor import PLATFORM, Scope
from sigec.kit.errors import Unavailable

POOL_SIZE = 10
READERS_SQLITE = 4
POOL_TIMEOUT_S = 30
BUSY_TIMEOUT_MS = 30_000
"""How long SQLite waits for another process, such as a backup or ``sigec create-admin``."""


class StorageUnavailable(Unavailable):
    """The database cannot be reached, or was lost before it confirmed."""

    code = "unavailable.storage"


class Database:
    """One database: write transactions, read transactions, and who wants to know of commits.

    On SQLite all writers of the process share one connection and queue for it in order
    (BEGIN IMMEDIATE, synchronous FULL); readers have a small pool of their own. On PostgreSQL
    both use one pool.
    """

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        self.dialect: Literal["postgresql", "sqlite"]
        match parsed.get_backend_name():
            case "sqlite":
                self.dialect = "sqlite"
                path = parsed.set(drivername="sqlite+aiosqlite")
                self._writer = _sqlite_engine(path, readers=0)
                self._reader = _sqlite_engine(path, readers=READERS_SQLITE)
            case "postgresql" | "postgres":
                self.dialect = "postgresql"
                self._writer = self._reader = create_async_engine(
                    parsed.set(drivername="postgresql+asyncpg"),
                    pool_size=POOL_SIZE,
                    max_overflow=0,
                    pool_timeout=POOL_TIMEOUT_S,
                )
            case other:
                raise ValueError(f"SIGEC_DATABASE_URL names {other}; use postgresql or sqlite")
        self._write_queue = asyncio.Lock()
        self._commit_listeners: list[Callable[[], None]] = []
        self.has_tenant_role = False

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
        if self._reader is not self._writer:
            await self._reader.dispose()

    @asynccontextmanager
    async def transaction(self, scope: Scope) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that writes; leaving it commits, an exception rolls it back.

        Never wait for the network inside: on SQLite everyone else waits for this.

        :raises StorageUnavailable: when the connection was lost; whether a commit in flight was
            made is then unknown.
        """
        if self.dialect == "sqlite":
            async with self._write_queue, self._begin(self._writer, scope) as connection:
                yield connection
        else:
            async with self._begin(self._writer, scope) as connection:
                yield connection
        for listener in self._commit_listeners:
            listener()

    @asynccontextmanager
    async def read(self, scope: Scope) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that only reads.

        :raises StorageUnavailable: when the connection was lost.
        """
        async with self._begin(self._reader, scope) as connection:
            yield connection

    def on_commit(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` after each commit of this process; it must be quick and never fail."""
        self._commit_listeners.append(listener)

    @asynccontextmanager
    async def _begin(self, engine: AsyncEngine, scope: Scope) -> AsyncIterator[AsyncConnection]:
        try:
            async with engine.begin() as connection:
                if self.has_tenant_role and scope.tenant_id is not None:
                    await enter_tenant(connection, scope.tenant_id)
                yield connection
        except (OSError, TimeoutError, DBAPIError) as error:
            if is_connection_lost(error):
                raise StorageUnavailable from error
            raise


def is_connection_lost(error: BaseException) -> bool:
    """Tell a lost or refused connection from a statement that was wrong."""
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or (
            isinstance(error, InterfaceError | OperationalError)
            and isinstance(error.__cause__ and error.__cause__.__cause__, OSError)
        )
    return isinstance(error, OSError)


def _sqlite_engine(url: URL, *, readers: int) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=readers or 1,
        max_overflow=0,
        pool_timeout=POOL_TIMEOUT_S,
        connect_args={"timeout": BUSY_TIMEOUT_MS / 1000},
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(dbapi_connection: Any, _record: object) -> None:
        # The driver must not open transactions by itself: `_begin_transaction` below does.
        dbapi_connection.isolation_level = None
        cursor = dbapi_connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        if readers:
            cursor.execute("PRAGMA query_only = ON")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin_transaction(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN" if readers else "BEGIN IMMEDIATE")

    return engine
