"""A failure of the database is told from a statement that was wrong."""

import sqlite3

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from sigec.db.failures import storage_failure


class FromPostgresql(Exception):
    def __init__(self, sqlstate: str | None) -> None:
        super().__init__()
        self.sqlstate = sqlstate


def from_sqlite(code: int) -> DBAPIError:
    error = sqlite3.OperationalError()
    error.sqlite_errorcode = code
    return DBAPIError("SELECT 1", None, error)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (sqlite3.SQLITE_FULL, "the disk is full"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "may not be written"),
        (sqlite3.SQLITE_IOERR_WRITE, "the disk failed"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "another process"),
        (sqlite3.SQLITE_CANTOPEN, "cannot be opened"),
        (sqlite3.SQLITE_NOTADB, "not a SQLite database"),
    ],
)
def test_sqlite_says_what_is_wrong_with_its_file(code: int, reason: str) -> None:
    failure = storage_failure(from_sqlite(code))

    assert failure is not None
    assert reason in failure.reason


@pytest.mark.parametrize(
    ("sqlstate", "reason"),
    [
        ("08006", "connection was lost"),
        ("53100", "out of disk"),
        ("53300", "connections"),
        ("57P01", "stopping"),
        ("25006", "standby"),
        ("28P01", "refuses this user"),
        ("3D000", "no database"),
    ],
)
def test_postgresql_says_what_is_wrong_with_the_server(sqlstate: str, reason: str) -> None:
    failure = storage_failure(DBAPIError("SELECT 1", None, FromPostgresql(sqlstate)))

    assert failure is not None
    assert reason in failure.reason


@pytest.mark.parametrize("sqlstate", ["23505", "22P02", "40001", "40P01", "57014", "42501", None])
def test_a_statement_that_was_wrong_is_no_failure_of_the_server(sqlstate: str | None) -> None:
    assert storage_failure(DBAPIError("SELECT 1", None, FromPostgresql(sqlstate))) is None


def test_a_broken_constraint_is_no_failure_of_the_file() -> None:
    broken = sqlite3.IntegrityError()
    broken.sqlite_errorcode = sqlite3.SQLITE_CONSTRAINT_UNIQUE

    assert storage_failure(IntegrityError("INSERT", None, broken)) is None
    assert storage_failure(IntegrityError("INSERT", None, sqlite3.IntegrityError())) is None
    assert storage_failure(KeyError("mine")) is None


def test_a_connection_that_the_driver_gave_up_is_lost() -> None:
    gone = FromPostgresql(None)

    assert storage_failure(DBAPIError("SELECT 1", None, gone, connection_invalidated=True))
    assert storage_failure(ConnectionRefusedError(111, "Connection refused"))
    assert storage_failure(PoolTimeout())
