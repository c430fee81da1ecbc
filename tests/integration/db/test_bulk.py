"""Rows written in bulk are what SQLAlchemy would have written one by one."""

from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from sigec.db import Database
from sigec.db.bulk import append_rows, execute_rows, update_rows
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


class _Regret(Exception):
    pass


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


async def test_a_log_takes_every_type_too(database: Database) -> None:
    written = [_row(number) for number in range(3)]
    written.append({**dict.fromkeys(_row(0)), "number": 3})
    async with database.transaction(PLATFORM) as connection:
        await append_rows(connection, INSERT, [])
        await append_rows(connection, INSERT, written)
        found = (await connection.execute(select(rows).order_by(rows.c.number))).mappings()

        assert [dict(row) for row in found] == written


async def test_what_was_appended_is_undone_with_its_transaction(database: Database) -> None:
    with pytest.raises(DBAPIError):
        async with database.transaction(PLATFORM) as connection:
            await append_rows(connection, INSERT, [_row(1), _row(2), _row(1)])
    with suppress(_Regret):
        async with database.transaction(PLATFORM) as connection:
            await append_rows(connection, INSERT, [_row(1), _row(2)])
            raise _Regret
    async with database.read(PLATFORM) as connection:
        assert (await connection.execute(select(rows))).all() == []


async def test_rows_are_written_anew_where_their_ids_are(database: Database) -> None:
    written = [_row(number) for number in range(3)]
    changed = [{**row, "json": None, "number": row["number"] + 10} for row in written[:2]]
    async with database.transaction(PLATFORM) as connection:
        await execute_rows(connection, INSERT, written)
        await update_rows(connection, rows, [])
        await update_rows(
            connection,
            rows,
            [{name: row[name] for name in ("id", "json", "number")} for row in changed],
        )
        found = (await connection.execute(select(rows).order_by(rows.c.number))).mappings()

        assert [dict(row) for row in found] == [written[2], *changed]
