"""The tables of sources, and the one way to select from them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Float,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    true,
)

from sigec.db import metadata
from sigec.db.types import Id, Json, UtcDateTime
from sigec.kit.actor import Scope

sources = Table(
    "sources",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("site_id", Id),
    Column("name", String(200), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("base_url", String(300), nullable=False),
    Column("account", LargeBinary, nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("poll_interval_s", Integer, nullable=False),
    Column("headers", Json, nullable=False),
    Column("unverified_commands", Boolean, nullable=False),
    Column("live_updates", Boolean, nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("state", String(20), nullable=False),
    Column("trouble", Json),
    Column("failing_since_at", UtcDateTime),
    Column("failures", Integer, nullable=False),
    Column("last_attempt_at", UtcDateTime),
    Column("last_success_at", UtcDateTime),
    Column("known_to_at", UtcDateTime),
    Column("swept_at", UtcDateTime),
    Column("sync_from_at", UtcDateTime),
    Column("not_before_at", UtcDateTime),
    Column("interval_s", Float, nullable=False),
    Column("calls", BigInteger, nullable=False),
    Column("unreadable", BigInteger, nullable=False),
    Column("unreadable_note", String(500)),
    Column("created_at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    Column("removed_at", UtcDateTime),
)
chargers = Table(
    "source_chargers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("source_id", Id, nullable=False),
    Column("external_id", String(200), nullable=False),
    Column("external_uuid", String(100)),
    Column("description", Text),
    Column("vendor", Text),
    Column("model", Text),
    Column("serial_number", Text),
    Column("firmware_version", Text),
    Column("heartbeat_at", UtcDateTime),
    Column("connectors", Json, nullable=False),
    Column("station_id", Id),
    Column("listed_at", UtcDateTime, nullable=False),
)
tags = Table(
    "source_tags",
    metadata,
    Column("source_id", Id, primary_key=True),
    Column("external_key", String(100), primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("id_token", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("origin", String(20), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)


def visible(table: Table, scope: Scope) -> ColumnElement[bool]:
    """Restrict a query to the rows of the scope; every query of a tenant's data has it."""
    return true() if scope.tenant_id is None else table.c.tenant_id == scope.tenant_id
