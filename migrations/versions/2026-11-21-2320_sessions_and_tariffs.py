"""Tariffs and their versions; sessions, their readings, charges, corrections and quarantine."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from sigec.db.partitions import ensure_partitions
from sigec.db.tenancy import protect
from sigec.db.types import Id, Json, UnitPrice, UtcDateTime

revision = "0003_sessions_and_tariffs"
down_revision = "0002_people_and_things"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    connection = op.get_bind()
    _create_tariffs()
    _create_sessions()
    _create_readings(connection)
    _create_charges()
    _create_corrections()
    _create_quarantine()
    _create_remote_starts()
    _create_transaction_numbers()
    for table in (
        "tariffs",
        "tariff_versions",
        "sessions",
        "readings",
        "charges",
        "corrections",
        "quarantine",
        "remote_starts",
    ):
        protect(connection, table)


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError


def _create_tariffs() -> None:
    op.create_table(
        "tariffs",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False, index=True),
        # Unset: the default of all the tenant's sites.
        sa.Column("site_id", Id, sa.ForeignKey("sites.id")),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("removed_at", UtcDateTime),
    )
    op.create_table(
        "tariff_versions",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, nullable=False),
        sa.Column("tariff_id", Id, sa.ForeignKey("tariffs.id"), nullable=False, index=True),
        sa.Column("valid_from", UtcDateTime, nullable=False),
        sa.Column("valid_to", UtcDateTime),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("price_per_kwh", UnitPrice, nullable=False),
        sa.Column("price_per_minute", UnitPrice, nullable=False),
        sa.Column("price_per_session", UnitPrice, nullable=False),
        sa.Column("windows", Json, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
    )


def _create_sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("site_id", Id),
        sa.Column("station_id", Id, sa.ForeignKey("stations.id"), nullable=False),
        sa.Column("connector_id", Id),
        sa.Column("evse", sa.Integer),
        sa.Column("connector", sa.Integer),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("external_id", sa.Text, nullable=False),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("start_key", sa.String(64), unique=True),
        sa.Column("recorded_at", UtcDateTime, nullable=False),
        sa.Column("heard_at", UtcDateTime, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("started_at", UtcDateTime, nullable=False),
        sa.Column("ended_at", UtcDateTime),
        sa.Column("stop_reason", sa.Text),
        sa.Column("id_token", sa.Text),
        sa.Column("id_token_kind", sa.String(20)),
        sa.Column("identity", sa.String(20), nullable=False),
        sa.Column("id_token_id", Id),
        sa.Column("person_id", Id),
        sa.Column("energy_wh", sa.BigInteger),
        sa.Column("energy_method", sa.String(20), nullable=False),
        sa.Column("energy_quality", sa.String(20), nullable=False),
        sa.Column("power_w", sa.BigInteger),
        sa.Column("soc_percent", sa.Float),
        sa.Column("idle_since", UtcDateTime),
        sa.Column("flags", Json, nullable=False),
        sa.Column("rating", sa.String(20), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        # What the columns above are computed from, and what else the next report needs.
        sa.Column("state", sa.Text, nullable=False),
        sa.UniqueConstraint(
            "station_id",
            "external_id",
            "generation",
            name="uq_sessions_station_id_external_id_generation",
        ),
    )
    for columns in (
        ["external_id"],
        ["started_at"],
        ["tenant_id", "started_at"],
        ["person_id", "started_at"],
        ["connector_id", "started_at"],
        ["station_id", "evse", "started_at"],
        ["station_id", "ended_at"],
    ):
        op.create_index(f"ix_sessions_{'_'.join(columns)}", "sessions", columns)
    for name, columns, condition in (
        ("ix_sessions_open", ["station_id"], "ended_at IS NULL"),
        ("ix_sessions_unrated", ["id"], "ended_at IS NOT NULL AND rating = 'pending'"),
    ):
        op.create_index(
            name,
            "sessions",
            columns,
            postgresql_where=sa.text(condition),
            sqlite_where=sa.text(condition),
        )


def _create_readings(connection: sa.Connection) -> None:
    op.create_table(
        "readings",
        sa.Column("tenant_id", Id, nullable=False),
        sa.Column("session_id", Id, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("received_at", UtcDateTime, nullable=False),
        sa.Column("context", sa.Text, nullable=False),
        sa.Column("location", sa.Text, nullable=False),
        sa.Column("energy_wh", sa.BigInteger),
        sa.Column("interval_wh", sa.BigInteger),
        sa.Column("power_w", sa.BigInteger),
        sa.Column("offered_w", sa.BigInteger),
        sa.Column("current_a", sa.Float),
        sa.Column("voltage_v", sa.Float),
        sa.Column("soc_percent", sa.Float),
        sa.Column("other", Json),
        postgresql_partition_by="RANGE (received_at)",
    )
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("CREATE TABLE readings_default PARTITION OF readings DEFAULT"))
        ensure_partitions(connection, "readings", datetime.now(UTC))
    op.create_index("ix_readings_session_id_at", "readings", ["session_id", "at"])


def _create_charges() -> None:
    op.create_table(
        "charges",
        sa.Column("session_id", Id, sa.ForeignKey("sessions.id"), primary_key=True),
        sa.Column("tenant_id", Id, nullable=False),
        sa.Column("tariff_version_id", Id, nullable=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("lines", Json, nullable=False),
        sa.Column("rated_at", UtcDateTime, nullable=False),
    )


def _create_corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, nullable=False),
        sa.Column("session_id", Id, sa.ForeignKey("sessions.id"), nullable=False, index=True),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("user_id", Id),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("before", Json, nullable=False),
        sa.Column("after", Json, nullable=False),
    )


def _create_quarantine() -> None:
    op.create_table(
        "quarantine",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, nullable=False),
        sa.Column("station_id", Id, sa.ForeignKey("stations.id"), nullable=False),
        sa.Column("received_at", UtcDateTime, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("evse", sa.Integer),
        sa.Column("external_id", sa.Text),
        sa.Column("fingerprint", sa.String(32), nullable=False),
        sa.Column("report", sa.Text, nullable=False),
        sa.Column("session_id", Id),
    )
    op.create_index("ix_quarantine_station_id_at", "quarantine", ["station_id", "at"])
    op.create_index("ix_quarantine_session_id", "quarantine", ["session_id"])


def _create_remote_starts() -> None:
    """Create the memory of who asked for a start: the token that comes back was let in by them."""
    op.create_table(
        "remote_starts",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("tenant_id", Id, nullable=False),
        sa.Column("station_id", Id, sa.ForeignKey("stations.id"), nullable=False),
        sa.Column("id_token", sa.Text, nullable=False),
        sa.Column("person_id", Id),
        sa.Column("actor_kind", sa.String(20), nullable=False),
        sa.Column("user_id", Id),
        sa.Column("requested_at", UtcDateTime, nullable=False),
    )
    op.create_index(
        "ix_remote_starts_station_id_id_token", "remote_starts", ["station_id", "id_token"]
    )


def _create_transaction_numbers() -> None:
    """Create the source of OCPP 1.6's transaction ids: positive, never used twice."""
    numbers = op.create_table(
        "transaction_numbers",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("next", sa.BigInteger, nullable=False),
    )
    op.bulk_insert(numbers, [{"id": 1, "next": 1}])
