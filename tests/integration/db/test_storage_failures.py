"""A database that cannot be had, cannot store or is held by another says so in one sentence."""

import asyncio
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from sigec.db import BadDatabaseUrl, Database, StorageUnavailable
from sigec.db import database as database_module
from sigec.kit.actor import PLATFORM

NOBODY = 65_534


async def run(database: Database, *statements: str) -> None:
    async with database.transaction(PLATFORM) as connection:
        for statement in statements:
            await connection.execute(text(statement))


async def why_it_cannot_open(url: str) -> str:
    database = Database(url)
    try:
        with pytest.raises(StorageUnavailable) as failure:
            await database.open()
    finally:
        await database.close()
    return failure.value.reason


async def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert "cannot be opened" in await why_it_cannot_open(f"sqlite:///{tmp_path}/none/sigec.db")


async def test_a_folder_where_the_file_should_be(tmp_path: Path) -> None:
    assert "cannot be opened" in await why_it_cannot_open(f"sqlite:///{tmp_path}")


@pytest.fixture
def _not_root() -> Iterator[None]:
    """Root may write anywhere; this test is about everyone else."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    yield
    os.seteuid(user)


@pytest.mark.usefixtures("_not_root")
async def test_a_folder_that_may_not_be_written() -> None:
    assert "cannot be opened" in await why_it_cannot_open("sqlite:////usr/sigec.db")


async def test_a_file_that_may_only_be_read(tmp_path: Path) -> None:
    path = tmp_path / "sigec.db"
    sqlite3.connect(path).close()

    reason = await why_it_cannot_open(f"sqlite:///file:{path}?mode=ro&uri=true")
    assert "may not be written" in reason


async def test_a_file_that_is_something_else(tmp_path: Path) -> None:
    path = tmp_path / "sigec.db"
    path.write_text("Dear diary, " * 100)

    assert "not a SQLite database" in await why_it_cannot_open(f"sqlite:///{path}")


async def test_a_file_that_another_process_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sigec.db"
    monkeypatch.setattr(database_module, "BUSY_TIMEOUT_MS", 50)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    assert "another process" in await why_it_cannot_open(f"sqlite:///{path}")
    other.close()


async def test_a_file_that_is_busy_for_a_moment_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "sigec.db"
    database = Database(f"sqlite:///{path}")
    await database.open()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    opening = asyncio.create_task(database.open())
    await asyncio.sleep(0.05)
    assert not opening.done()
    other.execute("ROLLBACK")
    await opening

    other.close()
    await database.close()


async def test_a_full_disk_takes_nothing_and_works_again_when_there_is_room(
    tmp_path: Path,
) -> None:
    database = Database(f"sqlite:///{tmp_path}/sigec.db")
    short = "INSERT INTO letters VALUES (zeroblob(10))"
    long = "INSERT INTO letters VALUES (zeroblob(1000000))"
    await run(database, "CREATE TABLE letters (body TEXT)", "PRAGMA max_page_count = 20")

    with pytest.raises(StorageUnavailable, match="disk is full"):
        await run(database, short, long)

    await run(database, "PRAGMA max_page_count = 100000", long)
    async with database.read(PLATFORM) as connection:
        assert await connection.scalar(text("SELECT count(*) FROM letters")) == 1
    await database.close()


async def test_a_server_that_is_not_there() -> None:
    reason = await why_it_cannot_open("postgresql://someone@127.0.0.1:1/sigec")

    assert "cannot be reached" in reason


async def test_a_database_that_the_server_does_not_have(empty_postgres_url: str) -> None:
    assert "no database" in await why_it_cannot_open(f"{empty_postgres_url}_not")


async def test_no_connection_left_in_the_pool(
    empty_postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "POOL_SIZE", 1)
    monkeypatch.setattr(database_module, "POOL_TIMEOUT_S", 0.05)
    database = Database(empty_postgres_url)
    async with database.transaction(PLATFORM) as connection:
        await connection.execute(text("SELECT 1"))
        second = asyncio.create_task(database.open())
        with pytest.raises(StorageUnavailable, match="all connections are in use"):
            await second
    await database.close()


def test_another_kind_of_database_is_refused_by_name() -> None:
    with pytest.raises(BadDatabaseUrl, match="mysql"):
        Database("mysql://localhost/sigec")


def test_a_database_in_memory_is_refused_because_readers_would_see_another() -> None:
    for url in ("sqlite://", "sqlite:///:memory:"):
        with pytest.raises(BadDatabaseUrl, match="file"):
            Database(url)


def test_an_address_that_is_none_is_refused_without_repeating_it() -> None:
    with pytest.raises(BadDatabaseUrl) as refused:
        Database("postgresql//sigec:secret@localhost")
    assert "secret" not in str(refused.value)
