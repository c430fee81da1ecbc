"""All that belongs to one tenant, found by the tables themselves: none can be forgotten.

A table with a column ``tenant_id`` holds tenants' data. One without it is either named in `OWNED`,
with how its rows are somebody's, or in `NOBODYS`; a test walks all tables and allows no third.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    LargeBinary,
    Select,
    Table,
    delete,
    inspect,
    literal_column,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.metadata import metadata
from sigec.kit.ids import TenantId

PAGE = 1_000
NOBODYS = frozenset({"plans", "nodes", "journal_streams", "journal_cursors", "transaction_numbers"})
"""What belongs to the installation."""
OWNED: Mapping[str, tuple[str, Sequence[str]]] = {
    "idempotency_keys": ("user_id", ("users", "api_keys")),
    "tenants": ("id", ()),
}
"""Table → its column that leads to the tenant, and the tables whose ids stand there."""
NOT_EXPORTED = frozenset({"refresh_tokens", "idempotency_keys"})
"""Logins and kept answers: worth something only here, and secret."""
_SECRET_WORDS = ("password", "secret", "token_hash", "digest", "api_key")
_FILES = ("blobs", "content")


def tables_of_tenants() -> Sequence[Table]:
    """Return every table with tenants' data."""
    return [
        table for table in metadata.sorted_tables if "tenant_id" in table.c or table.name in OWNED
    ]


async def removal_order(connection: AsyncConnection) -> Sequence[Table]:
    """Return every table with tenants' data; what refers to a table comes before it.

    The database is asked: its foreign keys are the migrations' business, and bind all the same.
    """
    sorted_names = await connection.run_sync(
        lambda sync: [name for name, _keys in inspect(sync).get_sorted_table_and_fkc_names()]
    )
    places = {name: place for place, name in enumerate(reversed(sorted_names))}
    tables = tables_of_tenants()
    leading = [table for table in tables if OWNED.get(table.name, ("", ()))[1]]
    others = [table for table in tables if table not in leading]
    return [*leading, *sorted(others, key=lambda table: places[table.name])]


def shown_columns(table: Table) -> Sequence[Column[Any]]:
    """Return the columns that may leave the installation: no secret, sealed or hashed."""
    return [column for column in table.c if not _is_secret(table, column)]


async def read_rows(
    connection: AsyncConnection, table: Table, tenant_id: TenantId
) -> AsyncIterator[Sequence[Mapping[str, Any]]]:
    """Yield the tenant's rows of a table, a page at a time, without what is secret."""
    statement = select(*shown_columns(table)).where(_belongs(table, tenant_id))
    result = await connection.stream(statement.execution_options(yield_per=PAGE))
    async for rows in result.mappings().partitions():
        yield [dict(row) for row in rows]


async def remove_rows(
    connection: AsyncConnection, table: Table, tenant_id: TenantId, *, limit: int = PAGE
) -> int:
    """Remove rows of the tenant from a table, and return how many; call it until there are none.

    On SQLite up to ``limit``, for everyone else waits; PostgreSQL's others do not.
    """
    statement = delete(table).where(_belongs(table, tenant_id))
    if connection.dialect.name == "sqlite":
        some: Select[Any] = (
            select(literal_column("rowid")).select_from(table).where(_belongs(table, tenant_id))
        )
        statement = delete(table).where(literal_column("rowid").in_(some.limit(limit)))
    return (await connection.execute(statement)).rowcount


def _belongs(table: Table, tenant_id: TenantId) -> ColumnElement[bool]:
    if "tenant_id" in table.c:
        return table.c.tenant_id == tenant_id
    name, owners = OWNED[table.name]
    if not owners:
        return table.c[name] == tenant_id
    return or_(
        *(
            table.c[name].in_(select(owner.c.id).where(owner.c.tenant_id == tenant_id))
            for owner in (metadata.tables[each] for each in owners)
        )
    )


def _is_secret(table: Table, column: Column[Any]) -> bool:
    # Bytes are hashes and what a vault sealed; files alone are meant to be read.
    is_bytes = isinstance(column.type, LargeBinary) and (table.name, column.name) != _FILES
    return is_bytes or any(word in column.name for word in _SECRET_WORDS)
