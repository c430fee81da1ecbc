"""The ground: journal, outbox, jobs, and the role that sees one tenant only."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from sigec.db.partitions import ensure_partitions
from sigec.db.tenancy import create_tenant_role, protect
from sigec.db.types import Id, Json, UtcDateTime

revision = "0001_ground"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    connection = op.get_bind()
    create_tenant_role(connection)
    _create_journal(connection)
    _create_outbox(connection)
    _create_jobs(connection)


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError


def _create_journal(connection: sa.Connection) -> None:
    on_postgresql = connection.dialect.name == "postgresql"
    op.create_table(
        "journal_streams",
        sa.Column(
            "id",
            sa.BigInteger() if on_postgresql else sa.Integer(),
            primary_key=True,
            autoincrement=True,
        ),
        sa.Column("node", sa.String(100), nullable=False),
        sa.Column("opened_at", UtcDateTime, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("closed_at", UtcDateTime),
    )
    op.create_table(
        "journal_cursors",
        sa.Column("reader", sa.String(50), primary_key=True),
        sa.Column("stream", sa.BigInteger, primary_key=True),
        sa.Column("position", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "journal",
        sa.Column("stream", sa.BigInteger, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("tenant_id", Id, nullable=False),
        sa.Column("station_id", Id, nullable=False),
        sa.Column("session_id", Id),
        sa.Column("evse", sa.Integer),
        sa.Column("connector", sa.Integer),
        sa.Column("protocol", sa.String(20), nullable=False),
        sa.Column("direction", sa.String(3), nullable=False),
        sa.Column("action", sa.String(50), nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("external_id", sa.Text),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("received_at", UtcDateTime, nullable=False),
        sa.Column("energy_wh", sa.BigInteger),
        sa.Column("power_w", sa.BigInteger),
        sa.Column("request", sa.Text, nullable=False),
        sa.Column("answer", sa.Text),
        postgresql_partition_by="RANGE (received_at)",
    )
    if on_postgresql:
        connection.execute(sa.text("CREATE TABLE journal_default PARTITION OF journal DEFAULT"))
        ensure_partitions(connection, "journal", datetime.now(UTC))
    op.create_index("ix_journal_place", "journal", ["stream", "position"])
    op.create_index("ix_journal_station", "journal", ["station_id", "received_at"])
    protect(connection, "journal", privileges="SELECT")


def _create_outbox(connection: sa.Connection) -> None:
    op.create_table(
        "outbox",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("claimed_until", UtcDateTime),
        sa.Column("relayed_at", UtcDateTime),
    )
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["id"],
        postgresql_where=sa.text("relayed_at IS NULL"),
        sqlite_where=sa.text("relayed_at IS NULL"),
    )
    protect(connection, "outbox", privileges="INSERT")


def _create_jobs(connection: sa.Connection) -> None:
    op.create_table(
        "jobs",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id),
        sa.Column("kind", sa.String(100), nullable=False),
        sa.Column("key", sa.String(200), nullable=False, unique=True),
        sa.Column("run_at", UtcDateTime, nullable=False),
        sa.Column("payload", Json, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("locked_until", UtcDateTime),
        sa.Column("error", sa.String(500)),
    )
    op.create_index("ix_jobs_run_at", "jobs", ["run_at"])
    protect(connection, "jobs")
