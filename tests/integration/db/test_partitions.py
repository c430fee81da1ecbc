"""Monthly partitions are there before they are needed."""

from datetime import UTC, datetime

from sqlalchemy import text

from sigec.db import Database
from sigec.db.partitions import ensure_partitions
from sigec.kit.actor import PLATFORM

PARTITIONS = text("SELECT inhrelid::regclass::text FROM pg_inherits ORDER BY 1")


async def make(database: Database, at: datetime) -> list[str]:
    async with database.transaction(PLATFORM) as connection:
        await connection.run_sync(ensure_partitions, "facts", at)
        return list((await connection.execute(PARTITIONS)).scalars())


async def test_this_month_and_the_next_two_across_the_year(empty_postgres_url: str) -> None:
    database = Database(empty_postgres_url)
    async with database.transaction(PLATFORM) as connection:
        await connection.execute(
            text("CREATE TABLE facts (received_at timestamptz) PARTITION BY RANGE (received_at)")
        )
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
