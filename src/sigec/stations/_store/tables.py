"""The tables of stations, and the one way to select from them."""

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

stations = Table(
    "stations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("site_id", Id),
    Column("price_group", String(100)),
    Column("bay", String(50)),
    Column("plan_x", Float),
    Column("plan_y", Float),
    Column("name", String(200), nullable=False),
    Column("ocpp_identity", String(100), nullable=False),
    Column("registration", String(20), nullable=False),
    Column("security_profile", Integer, nullable=False),
    Column("password_digest", LargeBinary),
    Column("vendor", Text),
    Column("model", Text),
    Column("serial_number", Text),
    Column("firmware_version", Text),
    Column("boot_reason", Text),
    Column("last_boot_at", UtcDateTime),
    Column("last_seen_at", UtcDateTime),
    Column("status", String(20)),
    Column("error_code", Text),
    Column("status_at", UtcDateTime),
    Column("is_connected", Boolean, nullable=False),
    Column("protocol", String(20)),
    Column("generation", BigInteger, nullable=False),
    Column("node", String(100)),
    Column("address", String(100)),
    Column("connected_at", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    Column("removed_at", UtcDateTime),
)
evses = Table(
    "evses",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("station_id", Id, nullable=False),
    Column("number", Integer, nullable=False),
)
connectors = Table(
    "connectors",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("station_id", Id, nullable=False),
    Column("evse_id", Id, nullable=False),
    Column("evse", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("status", String(20)),
    Column("error_code", Text),
    Column("vendor_error_code", Text),
    Column("detail", Text),
    Column("status_at", UtcDateTime),
    Column("type", String(50)),
    Column("power_max_w", Integer),
)
commands = Table(
    "commands",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("station_id", Id, nullable=False),
    Column("kind", String(50), nullable=False),
    Column("payload", Json, nullable=False),
    Column("status", String(20), nullable=False),
    Column("answer", Json),
    Column("reason", String(500)),
    Column("actor_kind", String(20), nullable=False),
    Column("user_id", Id),
    Column("idempotency_key", String(255)),
    Column("requested_at", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime),
)
variables = Table(
    "station_variables",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("station_id", Id, nullable=False),
    Column("key", Text, nullable=False),
    Column("component", Text),
    Column("component_instance", Text),
    Column("evse", Integer),
    Column("connector", Integer),
    Column("variable", Text, nullable=False),
    Column("instance", Text),
    Column("attribute", String(20), nullable=False),
    Column("value", Text),
    Column("mutability", String(20)),
    Column("reported_at", UtcDateTime, nullable=False),
)
handshakes = Table(
    "handshakes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id),
    Column("identity", String(200), nullable=False),
    Column("address", String(100), nullable=False),
    Column("reason", String(50), nullable=False),
    Column("count", Integer, nullable=False),
    Column("first_at", UtcDateTime, nullable=False),
    Column("last_at", UtcDateTime, nullable=False),
)


def visible(table: Table, scope: Scope) -> ColumnElement[bool]:
    """Restrict a query to the rows of the scope; every query of a tenant's data has it."""
    return true() if scope.tenant_id is None else table.c.tenant_id == scope.tenant_id
