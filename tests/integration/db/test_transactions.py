"""Transactions on real databases: all or nothing, one writer at a time, readers never wait."""

import asyncio
from contextlib import suppress
from random import Random

import pytest
from sqlalchemy import Integer, column, func, insert, select, table, text
from sqlalchemy.exc import IntegrityError

from sigec.db import Database, StorageUnavailable
from sigec.db.news import announce
from sigec.kit.actor import PLATFORM

numbers = table("numbers", column("number", Integer))


@pytest.fixture
async def database(database: Database) -> Database:
    async with database.transaction(PLATFORM) as connection:
        await connection.execute(text("CREATE TABLE numbers (number INTEGER PRIMARY KEY)"))
    return database


async def write(database: Database, *values: int) -> None:
    async with database.transaction(PLATFORM) as connection:
        for value in values:
            await connection.execute(insert(numbers).values(number=value))


async def stored(database: Database) -> list[int]:
    async with database.read(PLATFORM) as connection:
        found = await connection.execute(select(numbers.c.number).order_by(numbers.c.number))
        return list(found.scalars())


async def test_leaving_commits(database: Database) -> None:
    await write(database, 1)

    assert await stored(database) == [1]


async def test_a_rollback_leaves_nothing(database: Database) -> None:
    async def change_its_mind() -> None:
        async with database.transaction(PLATFORM) as connection:
            await connection.execute(insert(numbers).values(number=1))
            raise KeyError

    with pytest.raises(KeyError):
        await change_its_mind()

    assert await stored(database) == []
    await write(database, 1)


async def test_a_statement_that_fails_takes_the_whole_transaction_with_it(
    database: Database,
) -> None:
    await write(database, 1)

    with pytest.raises(IntegrityError):
        await write(database, 2, 1)

    assert await stored(database) == [1]


async def test_a_cancelled_writer_leaves_nothing_and_lets_the_next_one_in(
    database: Database,
) -> None:
    inside = asyncio.Event()

    async def hang() -> None:
        async with database.transaction(PLATFORM) as connection:
            await connection.execute(insert(numbers).values(number=1))
            inside.set()
            await asyncio.Event().wait()

    writer = asyncio.create_task(hang())
    await inside.wait()
    writer.cancel()
    await asyncio.gather(writer, return_exceptions=True)

    await asyncio.wait_for(write(database, 2), timeout=5)
    assert await stored(database) == [2]


async def test_a_writer_cancelled_at_any_moment_blocks_nobody(database: Database) -> None:
    for turns in range(30):
        writer = asyncio.create_task(write(database, turns))
        for _ in range(turns):
            await asyncio.sleep(0)
        writer.cancel()
        await asyncio.gather(writer, return_exceptions=True)

    await asyncio.wait_for(write(database, 1_000), timeout=10)
    assert 1_000 in await stored(database)


async def test_readers_do_not_wait_for_the_writer_and_do_not_see_its_work(
    database: Database,
) -> None:
    inside, done = asyncio.Event(), asyncio.Event()

    async def hold_the_writer() -> None:
        async with database.transaction(PLATFORM) as connection:
            await connection.execute(insert(numbers).values(number=1))
            inside.set()
            await done.wait()

    writer = asyncio.create_task(hold_the_writer())
    await inside.wait()
    assert await asyncio.wait_for(stored(database), timeout=5) == []
    done.set()
    await writer
    assert await stored(database) == [1]


@pytest.mark.parametrize("empty_database_url", ["sqlite"], indirect=True)
async def test_writers_of_one_process_are_served_in_the_order_they_came(database: Database) -> None:
    order: list[int] = []

    async def write_in_turn(number: int) -> None:
        async with database.transaction(PLATFORM) as connection:
            order.append(number)
            await connection.execute(insert(numbers).values(number=number))

    await asyncio.gather(*(write_in_turn(number) for number in range(50)))

    assert order == list(range(50))
    assert await stored(database) == order


async def test_what_only_reads_cannot_write(database: Database) -> None:
    with pytest.raises(StorageUnavailable):
        async with database.read(PLATFORM) as connection:
            await connection.execute(insert(numbers).values(number=1))

    await write(database, 1)
    assert await stored(database) == [1]


async def test_a_transaction_inside_another_is_refused_instead_of_hanging(
    database: Database,
) -> None:
    async with database.transaction(PLATFORM):
        with pytest.raises(RuntimeError, match="do not nest"):
            async with database.transaction(PLATFORM):
                pass
        with pytest.raises(RuntimeError, match="do not nest"):
            async with database.read(PLATFORM):
                pass

    await write(database, 1)


async def test_listeners_hear_of_commits_and_of_nothing_else(database: Database) -> None:
    heard: list[str] = []
    database.on_commit(lambda: heard.append("commit"))

    await write(database, 1)
    await stored(database)
    with pytest.raises(IntegrityError):
        await write(database, 1)

    assert heard == ["commit"]


async def test_who_follows_a_topic_hears_of_what_was_announced_and_committed(
    database: Database,
) -> None:
    heard: list[str] = []
    database.on_commit(lambda: heard.append("news"), of={"numbers"})

    await write(database, 1)
    with suppress(IntegrityError):
        async with database.transaction(PLATFORM) as connection:
            announce(connection, "numbers")
            await connection.execute(insert(numbers).values(number=1))
    await write(database, 2)  # by the connection of the transaction that was rolled back
    assert heard == []

    async with database.transaction(PLATFORM) as connection:
        announce(connection, "numbers")
        announce(connection, "others")
    assert heard == ["news"]


async def test_a_foreign_key_holds_on_every_database(database: Database) -> None:
    async with database.transaction(PLATFORM) as connection:
        await connection.execute(
            text("CREATE TABLE parts (number INTEGER NOT NULL REFERENCES numbers (number))")
        )

    with pytest.raises(IntegrityError):
        async with database.transaction(PLATFORM) as connection:
            await connection.execute(text("INSERT INTO parts VALUES (7)"))


async def test_an_error_does_not_tell_the_values_of_its_statement(database: Database) -> None:
    await write(database, 4_711)

    with pytest.raises(IntegrityError) as broken:
        await write(database, 4_711)
    assert "[parameters" not in str(broken.value)


async def test_more_tasks_than_connections_all_come_to_their_end(database: Database) -> None:
    async def read_and_write(number: int) -> None:
        await stored(database)
        await write(database, number)

    await asyncio.gather(*(read_and_write(number) for number in range(100)))

    async with database.read(PLATFORM) as connection:
        assert await connection.scalar(select(func.count()).select_from(numbers)) == 100


async def test_a_lost_connection_is_said_so_and_the_next_one_is_fresh(
    empty_postgres_url: str,
) -> None:
    database, other = Database(empty_postgres_url), Database(empty_postgres_url)

    with pytest.raises(StorageUnavailable, match=r"connection was lost|stopping"):
        await _lose_the_connection(database, other, then="SELECT 1")

    async with database.transaction(PLATFORM) as connection:
        assert await connection.scalar(text("SELECT 1")) == 1
    await database.close()
    await other.close()


async def test_a_connection_lost_before_the_commit_is_said_so(empty_postgres_url: str) -> None:
    database, other = Database(empty_postgres_url), Database(empty_postgres_url)

    with pytest.raises(StorageUnavailable):
        await _lose_the_connection(database, other, first="CREATE TABLE lost (id integer)")

    async with other.read(PLATFORM) as connection:
        assert await connection.scalar(text("SELECT to_regclass('lost')")) is None
    await database.close()
    await other.close()


async def test_a_server_that_restarted_costs_one_failure_at_most(empty_postgres_url: str) -> None:
    database, other = Database(empty_postgres_url), Database(empty_postgres_url)
    pids = await asyncio.gather(*(_pid_of_own_connection(database) for _ in range(5)))
    for pid in set(pids):
        await _terminate(other, pid)

    failures = 0
    for _ in range(5):
        try:
            await _pid_of_own_connection(database)
        except StorageUnavailable:
            failures += 1

    assert failures <= 1
    await database.close()
    await other.close()


async def _lose_the_connection(
    database: Database, other: Database, *, first: str = "SELECT 1", then: str | None = None
) -> None:
    async with database.transaction(PLATFORM) as connection:
        await connection.execute(text(first))
        await _terminate(other, await connection.scalar(text("SELECT pg_backend_pid()")))
        if then is not None:
            await connection.execute(text(then))


async def _pid_of_own_connection(database: Database) -> int:
    async with database.transaction(PLATFORM) as connection:
        await connection.execute(text("SELECT pg_sleep(0.05)"))
        return int((await connection.execute(text("SELECT pg_backend_pid()"))).scalar_one())


async def _terminate(other: Database, pid: int | None) -> None:
    async with other.transaction(PLATFORM) as connection:
        # Waits until it is gone.
        await connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})


async def test_who_is_cancelled_while_sqlite_works_keeps_nobody_out(sqlite_url: str) -> None:
    """Turns of the loop do not reach the moments inside SQLite's own thread: time does."""
    database = Database(sqlite_url)
    moments = Random(5)
    async with database.transaction(PLATFORM) as connection:
        await connection.execute(text("CREATE TABLE numbers (number INTEGER PRIMARY KEY)"))

    async def count_and_write(number: int) -> None:
        async with database.transaction(PLATFORM) as connection:
            await connection.execute(insert(numbers).values(number=number))
            await connection.execute(select(func.count()).select_from(numbers))

    for step in range(200):
        work = count_and_write(step) if step % 3 else stored(database)
        task: asyncio.Task[object] = asyncio.create_task(work)
        asyncio.get_running_loop().call_later(moments.random() * 0.006, task.cancel)
        _, unfinished = await asyncio.wait([task], timeout=10)
        assert not unfinished, f"stuck at {step}"
    await database.close()
