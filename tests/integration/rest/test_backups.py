"""Everything is backed up while it is used, and restored into either database, to the last row."""

import zipfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select, text

from sigec import backups
from sigec.app import Platform
from sigec.db import Database, metadata
from sigec.db.migrate import current_revision, has_pending_migrations
from sigec.db.snapshots import MANIFEST, ColumnOf, Manifest, Sum, TableOf, load_snapshot
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import new_id
from sigec.serving import StartFailure
from sigec.settings import Settings
from tests.integration.rest.conftest import NOON, House, on_both
from tests.integration.rest.test_tenant_exits import make_everything


@pytest.fixture
async def target(empty_database_url: str) -> AsyncIterator[Database]:
    database = Database(empty_database_url)
    yield database
    await database.close()


async def rows(database: Database, name: str) -> Sequence[Any]:
    async with database.read(PLATFORM) as connection:
        found = await connection.execute(select(metadata.tables[name]))
        return sorted(map(tuple, found), key=repr)


def settings_of(database: Database) -> Settings:
    url = database.engine.url
    return Settings(
        database_url=f"{url.get_backend_name()}://"
        + url.render_as_string(hide_password=False).partition("://")[2]
    )


def ignore(_table: str, _rows: int) -> None:
    pass


@on_both
async def test_everything_comes_back_in_either_database(
    house: House, platform: Platform, target: Database, tmp_path: Path
) -> None:
    await make_everything(house, await house.tenant("ours"))
    file = tmp_path / "all.sigec"
    told: list[str] = []

    manifest = await backups.back_up(
        settings_of(platform.database),
        file,
        version="1",
        tell=lambda table, _rows: told.append(table),
    )
    restored = await backups.restore(settings_of(target), file, tell=ignore)

    assert restored == manifest
    assert set(told) == set(metadata.tables)
    assert not await has_pending_migrations(target)
    assert file.stat().st_mode & 0o077 == 0
    for name in metadata.tables:
        assert await rows(target, name) == await rows(platform.database, name), name
    async with target.transaction(PLATFORM) as connection:
        # A stream that is opened now gets a number of its own.
        await connection.execute(
            text("INSERT INTO journal_streams (node, opened_at, position) VALUES ('n', :at, 0)")
            if target.dialect == "sqlite"
            else text("INSERT INTO journal_streams (node, opened_at) VALUES ('n', now())"),
            {"at": 0} if target.dialect == "sqlite" else {},
        )
    with pytest.raises(StartFailure, match="not empty"):
        await backups.restore(settings_of(target), file, tell=ignore)
    with pytest.raises(StartFailure, match="exists"):
        await backups.back_up(settings_of(target), file, version="1", tell=ignore)


@pytest.mark.parametrize("damage", ["a row less", "another row", "no manifest", "no file at all"])
async def test_a_damaged_file_leaves_the_database_empty(
    house: House, platform: Platform, empty_sqlite_url: str, tmp_path: Path, damage: str
) -> None:
    target = Database(empty_sqlite_url)
    await house.tenant("ours")
    whole, damaged = tmp_path / "whole.sigec", tmp_path / "damaged.sigec"
    await backups.back_up(settings_of(platform.database), whole, version="1", tell=ignore)
    if damage != "no file at all":
        with zipfile.ZipFile(whole) as old, zipfile.ZipFile(damaged, "w") as new:
            for name in old.namelist():
                content = old.read(name)
                if name == "tenants.jsonl" and damage == "a row less":
                    content = b"".join(content.splitlines(keepends=True)[1:])
                if name == "tenants.jsonl" and damage == "another row":
                    content = content.replace(b"ours", b"mine")
                if name != MANIFEST or damage != "no manifest":
                    new.writestr(name, content)

    with pytest.raises(StartFailure):
        await backups.restore(settings_of(target), damaged, tell=ignore)

    assert await current_revision(target) is None
    await target.close()


async def test_a_backup_of_an_older_release_is_brought_to_this_one(
    target: Database, tmp_path: Path
) -> None:
    kinds = {
        "id": "id",
        "slug": "text",
        "name": "text",
        "kind": "text",
        "status": "text",
        "timezone": "text",
        "currency": "text",
        "language": "text",
        "closing_day": "integer",
        "created_at": "instant",
        "updated_at": "instant",
        "version": "integer",
    }
    name = "Edifício Antigo"
    texts = ("old", name, "condominium", "active", "America/Sao_Paulo", "BRL", "pt-BR")
    line = msgspec.json.encode((new_id(), *texts, 24, NOON, NOON, 1))
    columns = tuple(ColumnOf(name, kind) for name, kind in kinds.items())
    old = Manifest(
        format=1,
        revision="0002_accounts",
        version="0",
        made_at=NOON,
        tables=(TableOf("tenants", columns, Sum().add([line])),),
    )
    file = tmp_path / "old.sigec"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("tenants.jsonl", line + b"\n")
        archive.writestr(MANIFEST, msgspec.json.encode(old))

    await load_snapshot(target, file, tell=ignore)

    assert not await has_pending_migrations(target)
    [tenant] = await rows(target, "tenants")
    assert name in tenant
