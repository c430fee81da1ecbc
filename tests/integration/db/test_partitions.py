"""Monthly partitions are there before they are needed."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Column, MetaData, Table, insert, select, text

from sigec.db import Database
from sigec.db.partitions import drop_partitions, ensure_partitions, remove_oldest
from sigec.db.types import UtcDateTime
from sigec.kit.actor import PLATFORM

facts = Table("facts", MetaData(), Column("received_at", UtcDateTime))
PARTITIONED = "CREATE TABLE facts (received_at timestamptz) PARTITION BY RANGE (received_at)"
PARTITIONS = text("SELECT inhrelid::regclass::text FROM pg_inherits ORDER BY 1")


async def make(database: Database, at: datetime) -> list[str]:
    async with database.transaction(PLATFORM) as connection:
        await connection.run_sync(ensure_partitions, "facts", at)
        return list((await connection.execute(PARTITIONS)).scalars())


async def test_this_month_and_the_next_two_across_the_year(empty_postgres_url: str) -> None:
    database = Database(empty_postgres_url)
    async with database.transaction(PLATFORM) as connection:
        await connection.execute(text(PARTITIONED))
    made = ["facts_2026_11", "facts_2026_12", "facts_2027_01"]

    assert await make(database, datetime(2026, 11, 30, 23, 59, tzinfo=UTC)) == made
    assert await make(database, datetime(2026, 11, 1, tzinfo=UTC)) == made
    assert await make(database, datetime(2026, 12, 31, 1, 2, 3, 4, tzinfo=UTC)) == [
        *made,
        "facts_2027_02",
    ]

    async with database.transaction(PLATFORM) as connection:
        await connection.execute(
            text("INSERT INTO facts VALUES ('2026-11-30T23:59:59Z'), ('2026-12-01T00:00:00Z')")
        )
        places = await connection.execute(text("SELECT tableoid::regclass::text FROM facts"))
        assert sorted(places.scalars()) == ["facts_2026_11", "facts_2026_12"]
    await database.close()


async def test_sqlite_has_none_and_does_not_mind(empty_sqlite_url: str) -> None:
    database = Database(empty_sqlite_url)
    async with database.transaction(PLATFORM) as connection:
        await connection.run_sync(ensure_partitions, "facts", datetime(2026, 11, 1, tzinfo=UTC))
    await database.close()


async def test_a_month_goes_when_all_of_it_is_old(empty_postgres_url: str) -> None:
    database = Database(empty_postgres_url)
    async with database.transaction(PLATFORM) as connection:
        await connection.execute(text(PARTITIONED))
        await connection.execute(text("CREATE TABLE facts_default PARTITION OF facts DEFAULT"))
    await make(database, datetime(2026, 11, 30, tzinfo=UTC))

    async def drop(before: datetime) -> int:
        async with database.transaction(PLATFORM) as connection:
            return await drop_partitions(connection, "facts", before=before)

    assert await drop(datetime(2026, 11, 30, 23, 59, tzinfo=UTC)) == 0
    assert await drop(datetime(2026, 12, 1, tzinfo=UTC)) == 1
    assert await drop(datetime(2026, 12, 31, 23, tzinfo=UTC)) == 0
    assert await make(database, datetime(2026, 12, 1, tzinfo=UTC)) == [
        "facts_2026_12",
        "facts_2027_01",
        "facts_2027_02",
        "facts_default",
    ]
    await database.close()


@pytest.mark.parametrize("url", ["empty_sqlite_url", "empty_postgres_url"])
async def test_what_stands_in_no_month_goes_row_by_row(
    url: str, request: pytest.FixtureRequest
) -> None:
    database = Database(request.getfixturevalue(url))
    days = [datetime(2020, 1, day, tzinfo=UTC) for day in range(1, 6)]
    async with database.transaction(PLATFORM) as connection:
        if database.dialect == "postgresql":
            await connection.execute(
                text(
                    "CREATE TABLE facts (received_at timestamptz) PARTITION BY RANGE (received_at)"
                )
            )
            await connection.execute(text("CREATE TABLE facts_default PARTITION OF facts DEFAULT"))
        else:
            await connection.run_sync(facts.metadata.create_all)
        await connection.execute(insert(facts), [{"received_at": day} for day in days])

        async def remove(limit: int) -> int:
            return await remove_oldest(connection, facts, before=days[3], limit=limit)

        assert [await remove(2), await remove(2), await remove(2)] == [2, 1, 0]
        assert list((await connection.execute(select(facts.c.received_at))).scalars()) == days[3:]
    await database.close()
