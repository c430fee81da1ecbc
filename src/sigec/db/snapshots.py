"""All rows of a database as one file, the same for PostgreSQL and SQLite.

The file is a ZIP: for each table JSON lines with a row each, and a manifest that says of which
schema they are, how many, and what they add up to. What one database wrote the other one takes.
"""

import asyncio
import os
import zipfile
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from types import GenericAlias
from typing import IO, Any
from uuid import UUID

import msgspec
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    delete,
    func,
    insert,
    inspect,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine

from sigec.db.bulk import execute_rows
from sigec.db.database import Database
from sigec.db.metadata import metadata
from sigec.db.migrate import current_revision, has_pending_migrations, migrate, revision_of, upgrade
from sigec.db.partitions import PARTITIONED, ensure_partitions
from sigec.db.types import Id, UnitPrice, UtcDateTime
from sigec.kit.actor import PLATFORM

FORMAT = 1
MANIFEST = "manifest.json"
PAGE = 1_000
PAGES = {"file_chunks": 16}
"""Of tables whose rows are large."""
PARTITIONED_BY = "received_at"

_ENCODER = msgspec.json.Encoder()
_TYPES: dict[str, tuple[type[TypeEngine[Any]], Any]] = {
    "id": (Id, UUID),
    "instant": (UtcDateTime, datetime),
    "date": (Date, date),
    "price": (UnitPrice, Decimal),
    "bytes": (LargeBinary, bytes),
    "boolean": (Boolean, bool),
    "integer": (BigInteger, int),
    "number": (Float, float),
    "text": (Text, str),
}
"""What a column may hold: how the database is asked for it, and what it is in between."""

Tell = Callable[[str, int], None]
"""Is told of each table that is done, with the number of its rows."""


class BadSnapshot(Exception):
    """The file, or the database it is to go into, will not do; the text says why."""


class ColumnOf(msgspec.Struct, frozen=True):
    """A column's name and what it holds, a key of `_TYPES`."""

    name: str
    kind: str


class Sum(msgspec.Struct, frozen=True):
    """How many rows, and the sum of their hashes, whatever their order."""

    rows: int = 0
    checksum: int = 0

    def add(self, lines: Sequence[bytes]) -> "Sum":
        """Add the JSON of some rows."""
        hashes = (int.from_bytes(blake2b(line, digest_size=8).digest()) for line in lines)
        return Sum(self.rows + len(lines), (self.checksum + sum(hashes)) % 2**64)


class TableOf(msgspec.Struct, frozen=True):
    """A table's columns in the order of its lines, and what its rows add up to."""

    name: str
    columns: tuple[ColumnOf, ...]
    total: Sum


class Manifest(msgspec.Struct, frozen=True):
    """What a file holds: the schema's revision, by which version of the platform, when."""

    format: int
    revision: str
    version: str
    made_at: datetime
    tables: tuple[TableOf, ...]

    @property
    def rows(self) -> int:
        """The rows of all tables."""
        return sum(table.total.rows for table in self.tables)


async def write_snapshot(
    database: Database, path: Path, *, version: str, at: datetime, tell: Tell
) -> Manifest:
    """Write all rows, as they are at one instant, while others read and write.

    The file is there when it is whole, and only its owner may read it: it holds hashes, sealed
    secrets and people's data.

    :raises BadSnapshot: when the file exists or cannot be written, or the schema is not that of
            this code.
    """
    if path.exists():  # noqa: ASYNC240 - nobody waits for this process
        raise BadSnapshot(f"{path} exists; choose another name")
    if await has_pending_migrations(database):
        raise BadSnapshot("the database's schema is not of this version: run sigec migrate first")
    partial = path.with_name(f"{path.name}.partial")
    with _owner_only(partial) as file:
        async with database.snapshot(PLATFORM) as connection:
            manifest = await _write(connection, file, version=version, at=at, tell=tell)
        file.flush()
        os.fsync(file.fileno())
    partial.rename(path)
    return manifest


async def load_snapshot(database: Database, path: Path, *, tell: Tell) -> Manifest:
    """Fill an empty database with a file's rows, check them, and bring it to this code's schema.

    All rows or none: it is one transaction, after which the missing migrations follow.

    :raises BadSnapshot: when the file is none of ours, is damaged or of a later version, or when
        the database is not empty.
    """
    if await current_revision(database) is not None:
        raise BadSnapshot("the database is not empty: restore into a new one")
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = msgspec.json.decode(archive.read(MANIFEST), type=Manifest)
            if manifest.format != FORMAT:
                raise BadSnapshot(f"{path} is of version {manifest.version}, later than this one")
            async with database.transaction(PLATFORM) as connection:
                await connection.run_sync(upgrade, manifest.revision)
                await _fill(connection, archive, manifest, tell)
    except (OSError, KeyError, zipfile.BadZipFile, msgspec.DecodeError) as error:
        raise BadSnapshot(f"{path} cannot be read as a backup: {error}") from error
    await migrate(database)
    return manifest


async def _write(
    connection: AsyncConnection, file: IO[bytes], *, version: str, at: datetime, tell: Tell
) -> Manifest:
    tables: list[TableOf] = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in metadata.sorted_tables:
            columns = tuple(ColumnOf(str(column.name), _kind_of(column)) for column in table.c)
            total = Sum()
            with archive.open(_entry(table.name), "w", force_zip64=True) as entry:
                async for lines in _read(connection, _table(table.name, columns)):
                    total = total.add(lines)
                    await asyncio.to_thread(entry.write, b"".join(b"%b\n" % one for one in lines))
            tables.append(TableOf(str(table.name), columns, total))
            tell(table.name, total.rows)
        revision = await connection.run_sync(revision_of)
        assert revision is not None
        manifest = Manifest(
            format=FORMAT,
            revision=revision,
            version=version,
            made_at=at,
            tables=tuple(tables),
        )
        archive.writestr(MANIFEST, _ENCODER.encode(manifest))
    return manifest


async def _fill(
    connection: AsyncConnection, archive: zipfile.ZipFile, manifest: Manifest, tell: Tell
) -> None:
    tables = await _in_order(connection, manifest)
    for told in reversed(tables):  # what migrations put there is in the file too
        await connection.execute(delete(_table(told.name, told.columns)))
    for told in tables:
        table = _table(told.name, told.columns)
        statement = insert(table)
        with archive.open(_entry(told.name)) as entry:
            for rows in _rows(entry, told):
                await _make_room(connection, told.name, rows)
                await execute_rows(connection, statement, rows)
        total = Sum()
        async for lines in _read(connection, table):
            total = total.add(lines)
        if total != told.total:
            raise BadSnapshot(f"{told.name} is not what was backed up: the file is damaged")
        await _count_on(connection, told)
        tell(told.name, total.rows)


async def _in_order(connection: AsyncConnection, manifest: Manifest) -> Sequence[TableOf]:
    """Return the tables; what others refer to comes first."""
    named = {table.name: table for table in manifest.tables}
    in_order = await connection.run_sync(
        lambda sync: [name for name, _keys in inspect(sync).get_sorted_table_and_fkc_names()]
    )
    return [named[name] for name in in_order if name in named]


async def _make_room(
    connection: AsyncConnection, table: str, rows: Sequence[dict[str, Any]]
) -> None:
    """Make the partitions of the months that rows are of."""
    if table in PARTITIONED:
        months = {(row[PARTITIONED_BY].year, row[PARTITIONED_BY].month) for row in rows}
        for year, month in sorted(months):
            first = datetime(year, month, 1, tzinfo=UTC)
            await connection.run_sync(ensure_partitions, table, first)


async def _count_on(connection: AsyncConnection, told: TableOf) -> None:
    """Let PostgreSQL number the next rows after those that came with their numbers."""
    if connection.dialect.name != "postgresql":
        return
    table = metadata.tables.get(told.name)
    counted = None if table is None else table.autoincrement_column
    if counted is not None and isinstance(counted.type, Integer):
        last = select(func.max(counted)).scalar_subquery()
        sequence = func.pg_get_serial_sequence(told.name, counted.name)
        await connection.execute(select(func.setval(sequence, func.coalesce(last, 1))))


async def _read(connection: AsyncConnection, table: Table) -> AsyncIterator[Sequence[bytes]]:
    """Yield a table's rows as lines of JSON, a page at a time."""
    statement = select(table).execution_options(yield_per=PAGES.get(table.name, PAGE))
    async with connection.stream(statement) as result:  # whose cursor would hold the table
        async for rows in result.partitions():
            yield [_ENCODER.encode(tuple(row)) for row in rows]


def _rows(entry: IO[bytes], told: TableOf) -> Iterator[Sequence[dict[str, Any]]]:
    """Yield the rows of a table's lines, a page at a time."""
    names = [column.name for column in told.columns]
    values = [_TYPES[column.kind][1] | None for column in told.columns]
    page = PAGES.get(told.name, PAGE)
    decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(GenericAlias(tuple, tuple(values)))
    while lines := list(islice(entry, page)):
        yield [dict(zip(names, decoder.decode(line), strict=True)) for line in lines]


def _table(name: str, columns: Sequence[ColumnOf]) -> Table:
    """Describe a table by what a file says of it: of an older schema there is nothing else."""
    return Table(name, MetaData(), *(Column(each.name, _TYPES[each.kind][0]) for each in columns))


def _kind_of(column: Column[Any]) -> str:
    """Return what a column holds; JSON is kept as the text that it is stored as."""
    for kind, (stored, _value) in _TYPES.items():
        if isinstance(column.type, stored):
            return kind
    impl = getattr(column.type, "impl", column.type)
    return "integer" if isinstance(impl, Integer) else "text"


def _entry(table: str) -> str:
    return f"{table}.jsonl"


def _owner_only(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
