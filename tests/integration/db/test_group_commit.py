"""Group commit on real databases: in order, beside use cases, and nothing left of a failure."""

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import Database, Ingest, StorageUnavailable
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import StreamId

facts = Table(
    "facts",
    MetaData(),
    Column("place", Integer, primary_key=True),
    Column("fact", String(50), unique=True),
)


async def store(connection: AsyncConnection, _s: StreamId, items: Sequence[str]) -> Sequence[str]:
    await connection.execute(insert(facts), [{"fact": item} for item in items])
    return [item.upper() for item in items]


@pytest.fixture
async def database(database: Database) -> Database:
    async with database.transaction(PLATFORM) as connection:
        await connection.run_sync(facts.metadata.create_all)
    return database


async def stored(database: Database) -> list[str]:
    async with database.read(PLATFORM) as connection:
        return list((await connection.execute(select(facts.c.fact).order_by("place"))).scalars())


async def submit(ingest: Ingest, *items: str) -> list[Any]:
    return await asyncio.gather(
        *(ingest.submit(UUID(int=0), store, item) for item in items), return_exceptions=True
    )


async def test_what_is_answered_is_committed(database: Database) -> None:
    ingest = Ingest(database, [StreamId(1)])
    other = Database(database.engine.url.render_as_string(hide_password=False))

    assert await ingest.submit(UUID(int=0), store, "a") == "A"
    assert await stored(other) == ["a"]
    await other.close()


async def test_facts_that_wait_together_share_a_transaction(database: Database) -> None:
    ingest = Ingest(database, [StreamId(1)])
    commits: list[None] = []
    database.on_commit(lambda: commits.append(None))

    await submit(ingest, *(f"{number:03}" for number in range(200)))

    assert await stored(database) == [f"{number:03}" for number in range(200)]
    assert len(commits) == 1


async def test_a_poisonous_fact_leaves_nothing_and_takes_nobody_with_it(
    database: Database,
) -> None:
    ingest = Ingest(database, [StreamId(1)])
    await submit(ingest, "taken")

    results = await submit(ingest, "a", "b", "taken", "c")

    assert [results[0], results[1], results[3]] == ["A", "B", "C"]
    assert isinstance(results[2], IntegrityError)
    assert await stored(database) == ["taken", "a", "b", "c"]


async def test_use_cases_and_group_commits_take_turns(database: Database) -> None:
    """On SQLite they share one writer; nobody starves and nothing is lost on either."""
    ingest = Ingest(database, [StreamId(1)])

    async def use_case(name: str) -> None:
        async with database.transaction(PLATFORM) as connection:
            await connection.execute(insert(facts).values(fact=name))

    async def station(number: int) -> None:
        for step in range(10):
            await ingest.submit(UUID(int=number), store, f"station {number}:{step}")

    await asyncio.gather(
        *(station(number) for number in range(10)),
        *(use_case(f"use case {number}") for number in range(20)),
    )

    found = await stored(database)
    assert len(found) == 120
    for number in range(10):
        mine = [fact for fact in found if fact.startswith(f"station {number}:")]
        assert mine == [f"station {number}:{step}" for step in range(10)]


async def test_a_use_case_that_came_first_is_served_first_on_sqlite(
    empty_sqlite_url: str,
) -> None:
    database = Database(empty_sqlite_url)
    async with database.transaction(PLATFORM) as connection:
        await connection.run_sync(facts.metadata.create_all)
    ingest = Ingest(database, [StreamId(1)])
    inside, done = asyncio.Event(), asyncio.Event()

    async def use_case(name: str, *, hold: bool = False) -> None:
        async with database.transaction(PLATFORM) as connection:
            await connection.execute(insert(facts).values(fact=name))
            if hold:
                inside.set()
                await done.wait()

    first = asyncio.create_task(use_case("first", hold=True))
    await inside.wait()
    group = asyncio.create_task(submit(ingest, "second", "third"))
    for _ in range(10):
        await asyncio.sleep(0)
    last = asyncio.create_task(use_case("fourth"))
    assert await asyncio.wait_for(stored(database), timeout=5) == []
    done.set()
    await asyncio.gather(first, group, last)

    assert await stored(database) == ["first", "second", "third", "fourth"]
    await database.close()


async def test_a_cancelled_caller_finds_its_fact_stored(database: Database) -> None:
    ingest = Ingest(database, [StreamId(1)])
    callers = [
        asyncio.create_task(ingest.submit(UUID(int=0), store, fact)) for fact in ("a", "b", "c")
    ]
    await asyncio.sleep(0)
    callers[1].cancel()
    await asyncio.gather(*callers, return_exceptions=True)
    await ingest.close()

    assert callers[1].cancelled()
    assert await stored(database) == ["a", "b", "c"]


async def test_a_connection_lost_in_the_batch_leaves_everyone_unanswered(
    empty_postgres_url: str,
) -> None:
    database, other = Database(empty_postgres_url), Database(empty_postgres_url)
    async with database.transaction(PLATFORM) as connection:
        await connection.run_sync(facts.metadata.create_all)
    ingest = Ingest(database, [StreamId(1)])
    tries: list[int] = []

    async def lose(connection: AsyncConnection, stream: StreamId, items: Sequence[str]) -> Any:
        results = await store(connection, stream, items)
        pid = await connection.scalar(text("SELECT pg_backend_pid()"))
        async with other.transaction(PLATFORM) as killer:
            await killer.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
        tries.append(len(items))
        return results

    lost = await asyncio.gather(
        *(ingest.submit(UUID(int=0), lose, fact) for fact in ("a", "b")), return_exceptions=True
    )
    assert [type(each) for each in lost] == [StorageUnavailable, StorageUnavailable]
    assert tries == [2]

    assert await submit(ingest, "c") == ["C"]
    assert await stored(database) == ["c"]
    await database.close()
    await other.close()


async def test_two_lanes_commit_side_by_side_on_postgresql(empty_postgres_url: str) -> None:
    database = Database(empty_postgres_url)
    ingest = Ingest(database, [StreamId(1), StreamId(2)])
    met = asyncio.Barrier(2)

    async def meet(_c: AsyncConnection, stream: StreamId, items: Sequence[str]) -> Sequence[int]:
        await met.wait()
        return [stream] * len(items)

    async with asyncio.timeout(5):
        streams = await asyncio.gather(
            ingest.submit(UUID(int=0), meet, "a"), ingest.submit(UUID(int=1), meet, "b")
        )

    assert list(streams) == [1, 2]
    await database.close()
