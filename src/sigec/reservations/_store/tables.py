"""The tables of reservations."""

from sqlalchemy import Boolean, Column, Integer, String, Table, Text

from sigec.db import metadata
from sigec.db.types import Id, UtcDateTime

reservations = Table(
    "reservations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("site_id", Id),
    Column("station_id", Id, nullable=False),
    Column("number", Integer, nullable=False),
    Column("evse", Integer),
    Column("connector", Integer),
    Column("connector_type", String(20)),
    Column("token_value", String(255), nullable=False),
    Column("token_kind", String(20), nullable=False),
    Column("token_group", String(255)),
    Column("person_id", Id),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("status", String(20), nullable=False),
    Column("reason", String(30), nullable=False),
    Column("note", String(500)),
    Column("session_id", Id),
    Column("asked", Integer, nullable=False),
    Column("asked_at", UtcDateTime),
    Column("losses", Integer, nullable=False),
    Column("is_owed", Boolean, nullable=False),
    Column("is_reminded", Boolean, nullable=False),
    Column("actor_kind", String(20), nullable=False),
    Column("user_id", Id),
    Column("created_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)
steps = Table(
    "reservation_steps",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("reservation_id", Id, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("status", String(20), nullable=False),
    Column("reason", String(30), nullable=False),
    Column("actor_kind", String(20), nullable=False),
    Column("user_id", Id),
    Column("note", Text),
)
numbers = Table(
    "reservation_numbers",
    metadata,
    Column("station_id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("last", Integer, nullable=False),
)
policies = Table(
    "reservation_policies",
    metadata,
    Column("site_id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("is_allowed", Boolean, nullable=False),
    Column("length_max_min", Integer, nullable=False),
    Column("ahead_max_min", Integer, nullable=False),
    Column("open_max", Integer, nullable=False),
    Column("version", Integer, nullable=False),
)
