"""Which failures are the database's own, so that nobody is answered and trying again is right."""

import sqlite3
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from sigec.kit.errors import Unavailable

_SQLITE: Final = {
    sqlite3.SQLITE_BUSY: "another process holds the database file",
    sqlite3.SQLITE_LOCKED: "another process holds the database file",
    sqlite3.SQLITE_READONLY: "the database file or its folder may not be written",
    sqlite3.SQLITE_IOERR: "the disk failed",
    sqlite3.SQLITE_CORRUPT: "the database file is damaged",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_CANTOPEN: "the database file cannot be opened; is its folder there and ours?",
    sqlite3.SQLITE_NOTADB: "the file is not a SQLite database",
}
"""By primary result code; the extended ones keep it in their lowest byte."""

_POSTGRESQL: Final = {
    "08": "the connection was lost",
    "25006": "the server only reads: is it a standby?",
    "28": "the server refuses this user or password",
    "3D000": "the server has no database of that name",
    "53": "the server is out of disk, memory or connections",
    "57P": "the server is stopping or starting",
    "58": "the server's disk failed",
    "XX001": "the server's data are damaged",
    "XX002": "the server's data are damaged",
}
"""By SQLSTATE or the beginning of it."""


class BadDatabaseUrl(ValueError):
    """The address names no database that can be used; the text says why, without its password."""


class StorageUnavailable(Unavailable):
    """The database cannot be reached, cannot store, or was lost before it confirmed.

    ``reason`` is a sentence for the operator.
    """

    code = "unavailable.storage"

    def __init__(self, reason: str = "the connection was lost") -> None:
        self.reason = reason
        super().__init__(reason=reason)

    def __str__(self) -> str:
        return self.reason


def storage_failure(error: BaseException) -> StorageUnavailable | None:
    """Say why the database failed; ``None`` when it works and the statement was wrong."""
    match error:
        case PoolTimeout():
            return StorageUnavailable("all connections are in use")
        case DBAPIError(orig=sqlite3.Error() as driver):
            code = getattr(driver, "sqlite_errorcode", None)
            reason = None if code is None else _SQLITE.get(code & 0xFF)
        case DBAPIError():
            state = getattr(error.orig, "sqlstate", None) or ""
            reason = next((_POSTGRESQL[key] for key in _POSTGRESQL if state.startswith(key)), None)
        case OSError():
            why = error.strerror or str(error) or "no answer in time"
            return StorageUnavailable(f"the server cannot be reached: {why}")
        case _:
            return None
    if reason is not None:
        return StorageUnavailable(reason)
    return StorageUnavailable() if error.connection_invalidated else None
