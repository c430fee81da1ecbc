"""The journal's tables."""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text
from sqlalchemy.dialects import sqlite

from sigec.db import metadata
from sigec.db.types import Id, UtcDateTime

_AutoId = BigInteger().with_variant(sqlite.INTEGER(), "sqlite")

streams = Table(
    "journal_streams",
    metadata,
    Column("id", _AutoId, primary_key=True, autoincrement=True),
    Column("node", String(100), nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("position", BigInteger, nullable=False, server_default="0"),
    Column("closed_at", UtcDateTime),
)

cursors = Table(
    "journal_cursors",
    metadata,
    Column("reader", String(50), primary_key=True),
    Column("stream", BigInteger, primary_key=True),
    Column("position", BigInteger, nullable=False),
)

journal = Table(
    "journal",
    metadata,
    Column("stream", BigInteger, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("tenant_id", Id, nullable=False),
    Column("station_id", Id, nullable=False),
    Column("session_id", Id),
    Column("evse", Integer),
    Column("connector", Integer),
    Column("protocol", String(20), nullable=False),
    Column("direction", String(3), nullable=False),
    Column("action", String(50), nullable=False),
    Column("message_id", Text, nullable=False),
    Column("external_id", Text),
    Column("at", UtcDateTime, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("energy_wh", BigInteger),
    Column("power_w", BigInteger),
    Column("request", Text, nullable=False),
    Column("answer", Text),
    Index("ix_journal_place", "stream", "position"),
    Index("ix_journal_station", "station_id", "received_at"),
)
