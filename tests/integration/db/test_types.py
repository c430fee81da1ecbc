"""Each column type brings back what was put in, the same on both databases."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select
from sqlalchemy.exc import StatementError

from sigec.db import Database
from sigec.db.types import Id, Json, UnitPrice, UtcDateTime
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import new_id

values = Table(
    "values",
    MetaData(),
    Column("number", Integer, primary_key=True),
    Column("id", Id),
    Column("at", UtcDateTime),
    Column("price", UnitPrice),
    Column("json", Json),
)


@pytest.fixture
async def database(database: Database) -> Database:
    async with database.transaction(PLATFORM) as connection:
        await connection.run_sync(values.metadata.create_all)
    return database


async def there_and_back(database: Database, **given: Any) -> Any:
    [name] = given
    async with database.transaction(PLATFORM) as connection:
        await connection.execute(insert(values).values(**given))
        await connection.execute(select(values))
        return await connection.scalar(select(values.c[name]))


async def test_an_id(database: Database) -> None:
    given = new_id()
    brought = await there_and_back(database, id=given)

    assert brought == given
    assert isinstance(brought, UUID)
    assert {given: 1} == {brought: 1}


async def test_ids_sort_by_creation(database: Database) -> None:
    made = [new_id() for _ in range(20)]
    async with database.transaction(PLATFORM) as connection:
        await connection.execute(insert(values), [{"id": each} for each in reversed(made)])
        found = await connection.execute(select(values.c.id).order_by(values.c.id))

        assert list(found.scalars()) == made


@pytest.mark.parametrize(
    "given",
    [
        datetime(2026, 11, 21, 22, 34, 1, 123456, tzinfo=UTC),
        datetime(2026, 11, 21, 22, 34, tzinfo=timezone(timedelta(hours=-3))),
        datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
        datetime(1, 1, 2, tzinfo=UTC),
        datetime(9999, 12, 30, tzinfo=UTC),
    ],
)
async def test_an_instant_to_the_microsecond_and_in_utc(
    database: Database, given: datetime
) -> None:
    brought = await there_and_back(database, at=given)

    assert brought == given
    assert brought.tzinfo is UTC


async def test_an_instant_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="needs a zone"):
        await there_and_back(database, at=datetime(2026, 11, 21))  # noqa: DTZ001 - the mistake


async def test_instants_compare_in_sql(database: Database) -> None:
    start = datetime(2026, 11, 21, tzinfo=UTC)
    async with database.transaction(PLATFORM) as connection:
        await connection.execute(
            insert(values), [{"at": start + timedelta(microseconds=step)} for step in range(3)]
        )
        found = await connection.execute(select(values.c.at).where(values.c.at > start))

        assert len(found.all()) == 2


@pytest.mark.parametrize(
    "given", ["0.53", "3.08", "0.000001", "100", "-1.5", "0", "999999999999.999999", "1E+2"]
)
async def test_a_price_with_its_digits(database: Database, given: str) -> None:
    brought = await there_and_back(database, price=Decimal(given))

    assert brought == Decimal(given)
    assert "E" not in str(brought)
    assert str(brought) == f"{Decimal(given).normalize():f}"


@pytest.mark.parametrize("given", ["0.0000001", "1000000000000", "NaN", "Infinity"])
async def test_a_price_that_one_database_would_change_is_refused_by_both(
    database: Database, given: str
) -> None:
    with pytest.raises(StatementError, match="price"):
        await there_and_back(database, price=Decimal(given))


@pytest.mark.parametrize(
    "given", [{"a": [1, 2.5, None, True, "ção\x00"]}, [], "text", 0, False, {"deep": {"er": {}}}]
)
async def test_json(database: Database, given: object) -> None:
    assert await there_and_back(database, json=given) == given


@pytest.mark.parametrize("name", ["id", "at", "price", "json"])
async def test_nothing(database: Database, name: str) -> None:
    assert await there_and_back(database, **{name: None}) is None
