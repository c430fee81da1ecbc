"""Monthly partitions of the tables that only grow; PostgreSQL only."""

from datetime import datetime

from sqlalchemy import Connection, text

MONTHS_AHEAD = 2
PARTITIONED = ("journal", "readings")


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


def _month(at: datetime, ahead: int) -> datetime:
    years, month_index = divmod(at.month - 1 + ahead, 12)
    return at.replace(
        year=at.year + years, month=month_index + 1, day=1, hour=0, minute=0, second=0
    )
