"""The tables that only grow: a partition for each month on PostgreSQL, and what is old removed."""

import re
from datetime import UTC, datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    bindparam,
    delete,
    literal_column,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection

MONTHS_AHEAD = 2
PARTITIONED = ("journal", "readings")
LOCK_WAIT_S = 5
"""How long who stores facts may have to wait for a partition to go; else it goes tomorrow."""

_MONTHS = text(
    "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
    " WHERE i.inhparent = to_regclass(:table)"
)
_NAME = re.compile(r"_(\d{4})_(\d{2})$")


def ensure_partitions(connection: Connection, table: str, at: datetime) -> None:
    """Create the partitions of ``table`` for the month of ``at`` and the next two, where missing.

    What falls outside lands in ``{table}_default``, which should stay empty. Harmless on SQLite,
    where the tables are not partitioned, and when repeated.
    """
    if connection.dialect.name != "postgresql":
        return
    for ahead in range(MONTHS_AHEAD + 1):
        start = _month(at, ahead)
        end = _month(at, ahead + 1)
        connection.execute(
            text(
                f"CREATE TABLE IF NOT EXISTS {table}_{start:%Y_%m} PARTITION OF {table}"
                f" FOR VALUES FROM ('{start:%Y-%m-%d} 00:00+00') TO ('{end:%Y-%m-%d} 00:00+00')"
            )
        )


async def drop_partitions(connection: AsyncConnection, table: str, *, before: datetime) -> int:
    """Drop the months of ``table`` that ended before an instant, and return how many.

    Nothing happens on SQLite; there `remove_oldest` is what forgets.

    :raises DBAPIError: when somebody holds the table for longer than `LOCK_WAIT_S`.
    """
    if connection.dialect.name != "postgresql":
        return 0
    names = (await connection.execute(_MONTHS, {"table": table})).scalars()
    over = [name for name in names if _ends(name, before)]
    await connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_WAIT_S}s'"))
    for name in over:
        await connection.execute(text(f"DROP TABLE {name}"))
    return len(over)


async def remove_oldest(
    connection: AsyncConnection, table: Table, *, before: datetime, limit: int
) -> int:
    """Remove up to ``limit`` rows received before an instant, and return how many.

    For SQLite, whose rows stand in the order in which they came; and for what fell outside every
    month on PostgreSQL.
    """
    is_old = table.c.received_at < before
    if connection.dialect.name == "postgresql":
        rest = text(
            f"DELETE FROM {table.name}_default WHERE ctid = ANY (ARRAY("  # noqa: S608 - a table's name
            f"SELECT ctid FROM {table.name}_default WHERE received_at < :before LIMIT :limit))"
        ).bindparams(bindparam("before", type_=table.c.received_at.type))
        return (await connection.execute(rest, {"before": before, "limit": limit})).rowcount
    rowid: ColumnElement[int] = literal_column("rowid")
    oldest = select(rowid).select_from(table).order_by(rowid).limit(limit)
    removed = await connection.execute(delete(table).where(rowid.in_(oldest), is_old))
    return removed.rowcount


def _ends(partition: str, before: datetime) -> bool:
    """Say whether a month's partition ended before an instant; the default one has no end."""
    found = _NAME.search(partition)
    if found is None:
        return False
    year, month = map(int, found.groups())
    return _month(datetime(year, month, 1, tzinfo=UTC), 1) <= before


def _month(at: datetime, ahead: int) -> datetime:
    years, month_index = divmod(at.month - 1 + ahead, 12)
    return at.replace(
        year=at.year + years, month=month_index + 1, day=1, hour=0, minute=0, second=0
    )
