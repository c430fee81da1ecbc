"""Inserts that may meet a row of the same key, on PostgreSQL and SQLite alike."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_into(table: Table, dialect: str) -> postgresql.Insert | sqlite.Insert:
    """Begin an insert that has ``on_conflict_do_nothing``, ``on_conflict_do_update``, ``excluded``.

    ``dialect`` is the name of the connection's.
    """
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
