"""Rows written in bulk are what SQLAlchemy would have written one by one."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select
from sqlalchemy.exc import IntegrityError

from sigec.db import Database
from sigec.db.bulk import execute_rows
from sigec.db.types import Id, Json, UnitPrice, UtcDateTime
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import new_id

rows = Table(
    "rows",
    MetaData(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", Id),
    Column("at", UtcDateTime),
    Column("price", UnitPrice),
    Column("json", Json),
)
INSERT = insert(rows)


@pytest.fixture
async def database(database: Database) -> Database:
    async with database.transaction(PLATFORM) as connection:
        await connection.run_sync(rows.metadata.create_all)
    return database


def _row(number: int) -> dict[str, Any]:
    return {
        "json": {"text": f"ação {number}"},  # the order of names is not the table's
        "number": number,
        "at": datetime(2026, 11, 21, 12, 0, number, 123456, tzinfo=UTC),
        "id": new_id(),
        "price": Decimal("0.53"),
    }


async def test_every_type_comes_back(database: Database) -> None:
    written = [_row(number) for number in range(3)]
    written.append({**dict.fromkeys(_row(0)), "number": 3})
    async with database.transaction(PLATFORM) as connection:
        await execute_rows(connection, INSERT, written)
        found = (await connection.execute(select(rows).order_by(rows.c.number))).mappings()

        assert [dict(row) for row in found] == written


async def test_nothing_to_write_is_nothing(database: Database) -> None:
    async with database.transaction(PLATFORM) as connection:
        await execute_rows(connection, INSERT, [])
        assert (await connection.execute(select(rows))).all() == []


async def test_one_bad_row_spoils_all_by_the_usual_error(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.transaction(PLATFORM) as connection:
            await execute_rows(connection, INSERT, [_row(1), _row(2), _row(1)])
    async with database.read(PLATFORM) as connection:
        assert (await connection.execute(select(rows))).all() == []


async def test_an_instant_without_a_zone_is_refused(database: Database) -> None:
    bad = {**_row(1), "at": datetime(2026, 11, 21, 12)}  # noqa: DTZ001 - that is the point
    async with database.transaction(PLATFORM) as connection:
        with pytest.raises(ValueError, match="needs a zone"):
            await execute_rows(connection, INSERT, [bad])
