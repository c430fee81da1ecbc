"""One history of migrations for both databases, which ends where the code's own tables are."""

import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    BigInteger,
    Boolean,
    Connection,
    Integer,
    Table,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

import sigec
from sigec.db import Database, metadata
from sigec.db.migrate import _config, current_revision, has_pending_migrations, migrate
from sigec.db.types import Id, Json, UtcDateTime
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import new_id

MIGRATE = """
import asyncio, sys
from sigec.db import Database
from sigec.db.migrate import migrate

async def main():
    database = Database(sys.argv[1])
    await migrate(database)
    await database.close()

asyncio.run(main())
"""
KEYS_ONLY = {"remove_index", "remove_constraint", "remove_fk"}
PARTITION = re.compile(r".*_(default|\d{4}_\d{2})$")


async def tables(database: Database) -> set[str]:
    async with database.read(PLATFORM) as connection:
        return set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))


async def test_an_empty_database_gets_the_schema_and_a_second_time_nothing_happens(
    database: Database,
) -> None:
    assert await has_pending_migrations(database)
    assert await current_revision(database) is None

    await migrate(database)
    revision = await current_revision(database)
    assert not await has_pending_migrations(database)

    await migrate(database)
    assert await current_revision(database) == revision


async def test_a_migration_that_fails_leaves_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade = command.upgrade

    def fail_at_the_end(*arguments: Any) -> None:
        upgrade(*arguments)
        raise RuntimeError("power cut")

    monkeypatch.setattr(command, "upgrade", fail_at_the_end)
    with pytest.raises(RuntimeError):
        await migrate(database)

    assert await tables(database) == set()


def test_two_processes_migrate_at_once(empty_database_url: str) -> None:
    both = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", MIGRATE, empty_database_url],
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]

    errors = [process.communicate(timeout=60)[1] for process in both]
    assert [(process.returncode, error) for process, error in zip(both, errors, strict=True)] == [
        (0, ""),
        (0, ""),
    ]


async def test_the_migrated_schema_is_the_one_that_the_slices_declare(database: Database) -> None:
    _import_every_table()
    await migrate(database)

    async with database.read(PLATFORM) as connection:
        assert await connection.run_sync(_differences) == []


async def test_a_column_that_no_slice_declares_is_noticed(database: Database) -> None:
    _import_every_table()
    await migrate(database)

    async with database.transaction(PLATFORM) as connection:
        await connection.execute(text("ALTER TABLE jobs ADD COLUMN forgotten INTEGER"))
        [(found, _schema, table, column)] = await connection.run_sync(_differences)
    assert (found, table, column.name) == ("remove_column", "jobs", "forgotten")


async def test_nobody_is_signed_out_when_an_email_may_belong_to_several_tenants(
    database: Database,
) -> None:
    await migrate(database, revision="0011_plans")
    user_id, at = new_id(), datetime(2026, 11, 28, tzinfo=UTC)
    users, tokens = _declared("users"), _declared("refresh_tokens")
    user = {"id": user_id, "email": "a@example.com", "name": "A", "role": "viewer"}
    times = {"created_at": at, "updated_at": at}
    secrets = {"password_hash": "h", "is_active": True, "version": 1}
    login = {"token_hash": "t", "login_id": new_id(), "user_id": user_id}
    async with database.transaction(PLATFORM) as connection:
        await connection.execute(insert(users).values(**user, **times, **secrets))
        await connection.execute(insert(tokens).values(**login, issued_at=at, expires_at=at))

    await migrate(database)

    async with database.transaction(PLATFORM) as connection:
        assert (await connection.execute(select(tokens.c.user_id))).scalars().all() == [user_id]
        again = {**user, "id": new_id()}
        with pytest.raises(IntegrityError):  # the platform's own are unique still
            await connection.execute(insert(users).values(**again, **times, **secrets))


def test_the_history_is_one_line_in_the_order_of_its_dates() -> None:
    script = ScriptDirectory.from_config(_config())
    history = [Path(revision.path).name for revision in script.walk_revisions()]

    assert history == sorted(history, reverse=True)
    assert all(re.match(r"\d{4}-\d\d-\d\d-\d{4}_[a-z_0-9]+\.py$", name) for name in history)


def _declared(name: str) -> Table:
    _import_every_table()
    return metadata.tables[name]


def _import_every_table() -> None:
    for module in walk_packages(sigec.__path__, "sigec."):
        if "._store" in module.name or module.name.startswith("sigec.db."):
            import_module(module.name)


def _differences(connection: Connection) -> list[Any]:
    """Compare tables and columns; keys and indexes that only a migration names need no repeat."""
    context = MigrationContext.configure(
        connection,
        opts={
            "include_object": lambda _object, name, kind, _reflected, _other: (
                not (kind == "table" and PARTITION.match(name))
            ),
        },
    )
    found = compare_metadata(context, metadata)
    return [each for each in found if isinstance(each, list) or each[0] not in KEYS_ONLY]


async def test_charges_of_before_are_in_the_sums_of_days(database: Database) -> None:
    _import_every_table()
    await migrate(database, revision="0022_station_deviations")
    tenant_id, station_id, person_id = new_id(), new_id(), new_id()
    at = datetime(2026, 11, 24, 23, 59, tzinfo=UTC)
    times = {"created_at": at, "updated_at": at, "version": 1}
    tenant = {"id": tenant_id, "slug": "ipes", "name": "Ipês", "timezone": "UTC", **times}
    station = {"id": station_id, "tenant_id": tenant_id, "ocpp_identity": "CP-1", **times}
    charged = [
        ("final", 1_500, 80),
        ("final", None, None),
        ("final", 2_500, 133),
        ("pending", 7, 1),
    ]
    async with database.transaction(PLATFORM) as connection:
        await _put(connection, "tenants", tenant)
        await _put(connection, "stations", station)
        for number, (rating, energy_wh, minor) in enumerate(charged):
            session = {
                "id": new_id(),
                "tenant_id": tenant_id,
                "station_id": station_id,
                "person_id": person_id if number else None,
            }
            told = {"external_id": str(number), "started_at": at, "rating": rating}
            await _put(connection, "sessions", {**session, **told, "energy_wh": energy_wh})
            if minor is not None:
                charge = {"session_id": session["id"], "tenant_id": tenant_id, "currency": "BRL"}
                await _put(connection, "charges", {**charge, "amount_minor": minor})

    await migrate(database)

    rollups = _declared("session_rollups")
    async with database.read(PLATFORM) as connection:
        rows = (await connection.execute(select(rollups).order_by(rollups.c.currency))).all()
    assert {row.day_at for row in rows} == {datetime(2026, 11, 24, tzinfo=UTC)}
    assert [(row.currency, row.sessions, row.energy_wh, row.amount_minor) for row in rows] == [
        ("", 1, 0, 0),
        ("BRL", 2, 4_000, 213),
    ]
    subjects = _declared("session_subject_rollups")
    async with database.read(PLATFORM) as connection:
        found = await connection.execute(select(subjects).order_by(subjects.c.currency))
    assert {
        (row.subject_id, row.currency, row.sessions, row.energy_wh, row.amount_minor)
        for row in found
    } == {
        (station_id, "", 1, 0, 0),
        (station_id, "BRL", 2, 4_000, 213),
        (person_id, "", 1, 0, 0),
        (person_id, "BRL", 1, 2_500, 133),
    }


async def _put(connection: AsyncConnection, name: str, values: Mapping[str, object]) -> None:
    """Insert a row; columns that need a value and are not named get one of no meaning."""
    table = _declared(name)
    there = await connection.run_sync(lambda sync: inspect(sync).get_columns(name))
    needed = {each["name"] for each in there if not each["nullable"] and each["default"] is None}
    given = {name: _FILLERS.get(type(table.c[name].type), "x") for name in needed}
    known = {name: value for name, value in values.items() if name in table.c}
    await connection.execute(insert(table).values(**{**given, **known}))


_FILLERS: Mapping[type, object] = {
    Boolean: False,
    BigInteger: 0,
    Integer: 0,
    Json: [],
    Id: new_id(),
    UtcDateTime: datetime(2026, 11, 24, tzinfo=UTC),
}
