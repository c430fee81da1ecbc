"""The tables of sessions, and the one way to select from them."""

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Float,
    Integer,
    String,
    Table,
    Text,
    true,
)

from sigec.db import metadata
from sigec.db.types import Id, Json, UtcDateTime
from sigec.kit.actor import Scope

sessions = Table(
    "sessions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("site_id", Id),
    Column("station_id", Id, nullable=False),
    Column("connector_id", Id),
    Column("evse", Integer),
    Column("connector", Integer),
    Column("source", String(20), nullable=False),
    Column("external_id", Text, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("start_key", String(64), unique=True),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("heard_at", UtcDateTime, nullable=False),
    Column("status", String(20), nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("stop_reason", Text),
    Column("id_token", Text),
    Column("id_token_kind", String(20)),
    Column("identity", String(20), nullable=False),
    Column("id_token_id", Id),
    Column("person_id", Id),
    Column("energy_wh", BigInteger),
    Column("energy_method", String(20), nullable=False),
    Column("energy_quality", String(20), nullable=False),
    Column("power_w", BigInteger),
    Column("soc_percent", Float),
    Column("idle_since", UtcDateTime),
    Column("flags", Json, nullable=False),
    Column("rating", String(20), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("state", Text, nullable=False),
)
readings = Table(
    "readings",
    metadata,
    Column("tenant_id", Id, nullable=False),
    Column("session_id", Id, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("context", Text, nullable=False),
    Column("location", Text, nullable=False),
    Column("energy_wh", BigInteger),
    Column("interval_wh", BigInteger),
    Column("power_w", BigInteger),
    Column("offered_w", BigInteger),
    Column("current_a", Float),
    Column("voltage_v", Float),
    Column("soc_percent", Float),
    Column("other", Json),
)
charges = Table(
    "charges",
    metadata,
    Column("session_id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("tariff_version_id", Id, nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("lines", Json, nullable=False),
    Column("included_taxes", Json),
    Column("rated_at", UtcDateTime, nullable=False),
)
corrections = Table(
    "corrections",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("session_id", Id, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("user_id", Id),
    Column("reason", Text, nullable=False),
    Column("before", Json, nullable=False),
    Column("after", Json, nullable=False),
)
quarantine = Table(
    "quarantine",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("station_id", Id, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("evse", Integer),
    Column("external_id", Text),
    Column("fingerprint", String(32), nullable=False),
    Column("report", Text, nullable=False),
    Column("session_id", Id),
)
remote_starts = Table(
    "remote_starts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("tenant_id", Id, nullable=False),
    Column("station_id", Id, nullable=False),
    Column("id_token", Text, nullable=False),
    Column("person_id", Id),
    Column("actor_kind", String(20), nullable=False),
    Column("user_id", Id),
    Column("requested_at", UtcDateTime, nullable=False),
)
transaction_numbers = Table(
    "transaction_numbers",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("next", BigInteger, nullable=False),
)


def visible(table: Table, scope: Scope) -> ColumnElement[bool]:
    """Restrict a query to what the scope may see; every query of a tenant's data has it."""
    return true() if scope.tenant_id is None else table.c.tenant_id == scope.tenant_id
