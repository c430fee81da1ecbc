"""Sources: accounts in other clouds, their chargers and tags; stations that are read through one.

The identity of a station is unique among those that connect here; a cloud's own do not.
"""

import sqlalchemy as sa
from alembic import op

from sigec.db.tenancy import protect
from sigec.db.types import Id, Json, UtcDateTime

revision = "0010_sources"
down_revision = "0009_webhooks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _create_sources()
    _create_chargers()
    _create_tags()
    _add_to_stations()


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError


def _create_sources() -> None:
    op.create_table(
        "sources",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("site_id", Id, sa.ForeignKey("sites.id")),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("base_url", sa.String(300), nullable=False),
        sa.Column("account", sa.LargeBinary, nullable=False),
        sa.Column("timezone", sa.String(64), nullable=False),
        sa.Column("poll_interval_s", sa.Integer, nullable=False),
        sa.Column("headers", Json, nullable=False),
        sa.Column("unverified_commands", sa.Boolean, nullable=False),
        sa.Column("live_updates", sa.Boolean, nullable=False),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("trouble", Json),
        sa.Column("failing_since_at", UtcDateTime),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last_attempt_at", UtcDateTime),
        sa.Column("last_success_at", UtcDateTime),
        sa.Column("known_to_at", UtcDateTime),
        sa.Column("swept_at", UtcDateTime),
        sa.Column("sync_from_at", UtcDateTime),
        sa.Column("not_before_at", UtcDateTime),
        sa.Column("interval_s", sa.Float, nullable=False),
        sa.Column("calls", sa.BigInteger, nullable=False),
        sa.Column("unreadable", sa.BigInteger, nullable=False),
        sa.Column("unreadable_note", sa.String(500)),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("removed_at", UtcDateTime),
    )
    op.create_index("ix_sources_tenant_id", "sources", ["tenant_id"])
    protect(op.get_bind(), "sources")


def _create_chargers() -> None:
    op.create_table(
        "source_chargers",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("source_id", Id, sa.ForeignKey("sources.id"), nullable=False),
        sa.Column("external_id", sa.String(200), nullable=False),
        sa.Column("external_uuid", sa.String(100)),
        sa.Column("description", sa.Text),
        sa.Column("vendor", sa.Text),
        sa.Column("model", sa.Text),
        sa.Column("serial_number", sa.Text),
        sa.Column("firmware_version", sa.Text),
        sa.Column("heartbeat_at", UtcDateTime),
        sa.Column("connectors", Json, nullable=False),
        sa.Column("station_id", Id, sa.ForeignKey("stations.id")),
        sa.Column("listed_at", UtcDateTime, nullable=False),
        sa.UniqueConstraint(
            "source_id", "external_id", name="uq_source_chargers_source_id_external_id"
        ),
    )
    protect(op.get_bind(), "source_chargers")


def _create_tags() -> None:
    op.create_table(
        "source_tags",
        sa.Column("source_id", Id, sa.ForeignKey("sources.id"), primary_key=True),
        sa.Column("external_key", sa.String(100), primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("id_token", sa.Text, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("origin", sa.String(20), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
    )
    protect(op.get_bind(), "source_tags")


def _add_to_stations() -> None:
    op.add_column("stations", sa.Column("source_id", Id))
    condition = sa.text("removed_at IS NULL AND source_id IS NULL")
    op.drop_index("uq_stations_ocpp_identity", table_name="stations")
    op.create_index(
        "uq_stations_ocpp_identity",
        "stations",
        ["ocpp_identity"],
        unique=True,
        sqlite_where=condition,
        postgresql_where=condition,
    )
