"""Firmware images, updates and campaigns, logs of stations, and the large files behind them."""

import sqlalchemy as sa
from alembic import op

from sigec.db.tenancy import protect
from sigec.db.types import Id, Json, UtcDateTime

revision = "0033_maintenance"
down_revision = "0032_variable_templates"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _files()
    _images()
    _campaigns()
    _updates()
    _logs()
    for table in (
        "files",
        "file_chunks",
        "firmware_images",
        "firmware_updates",
        "firmware_steps",
        "station_file_links",
        "station_logs",
        "firmware_campaigns",
        "firmware_campaign_stations",
    ):
        protect(op.get_bind(), table)


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError


def _tenant() -> sa.Column[object]:
    return sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False)


def _station() -> sa.Column[object]:
    return sa.Column("station_id", Id, sa.ForeignKey("stations.id"), nullable=False)


def _files() -> None:
    op.create_table(
        "files",
        sa.Column("id", Id, primary_key=True),
        _tenant(),
        sa.Column("size_bytes", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.String(64)),
        sa.Column("md5", sa.String(32)),
        sa.Column("created_at", UtcDateTime, nullable=False),
    )
    op.create_index("ix_files_tenant_id", "files", ["tenant_id"])
    op.create_table(
        "file_chunks",
        sa.Column("file_id", Id, sa.ForeignKey("files.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        _tenant(),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )


def _images() -> None:
    op.create_table(
        "firmware_images",
        sa.Column("id", Id, primary_key=True),
        _tenant(),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("version", sa.String(100), nullable=False),
        sa.Column("vendor", sa.String(100)),
        sa.Column("model", sa.String(100)),
        sa.Column("from_versions", Json, nullable=False),
        sa.Column("url", sa.String(400)),
        sa.Column("signature", sa.Text),
        sa.Column("signing_certificate", sa.Text),
        sa.Column("file_id", Id),
        sa.Column("file_name", sa.String(100)),
        sa.Column("size_bytes", sa.BigInteger),
        sa.Column("sha256", sa.String(64)),
        sa.Column("md5", sa.String(32)),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("created_by", Id),
        sa.Column("removed_at", UtcDateTime),
    )
    op.create_index("ix_firmware_images_tenant_id", "firmware_images", ["tenant_id"])


def _campaigns() -> None:
    op.create_table(
        "firmware_campaigns",
        sa.Column("id", Id, primary_key=True),
        _tenant(),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("image_id", Id, sa.ForeignKey("firmware_images.id"), nullable=False),
        sa.Column("target", Json, nullable=False),
        sa.Column("stages", Json, nullable=False),
        sa.Column("advance_after", sa.Integer),
        sa.Column("is_idle_only", sa.Boolean, nullable=False),
        sa.Column("window", Json),
        sa.Column("failures_max", sa.Integer, nullable=False),
        sa.Column("failures_forgiven", sa.Integer, nullable=False),
        sa.Column("at_once_max", sa.Integer, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("pause_reason", sa.String(20)),
        sa.Column("stage", sa.Integer, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("created_by", Id),
        sa.Column("ended_at", UtcDateTime),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("ix_firmware_campaigns_tenant_id", "firmware_campaigns", ["tenant_id"])
    op.create_table(
        "firmware_campaign_stations",
        sa.Column("campaign_id", Id, sa.ForeignKey("firmware_campaigns.id"), primary_key=True),
        sa.Column("station_id", Id, sa.ForeignKey("stations.id"), primary_key=True),
        _tenant(),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("stage", sa.Integer, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("update_id", Id),
        sa.Column("obstacle", sa.String(20)),
    )
    op.create_index(
        "ix_firmware_campaign_stations_station_id", "firmware_campaign_stations", ["station_id"]
    )


def _updates() -> None:
    op.create_table(
        "firmware_updates",
        sa.Column("id", Id, primary_key=True),
        _tenant(),
        _station(),
        sa.Column("image_id", Id, sa.ForeignKey("firmware_images.id"), nullable=False),
        sa.Column("campaign_id", Id, sa.ForeignKey("firmware_campaigns.id")),
        sa.Column("open_key", sa.String(80), unique=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("request_id", sa.Integer, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(30)),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("attempts_max", sa.Integer, nullable=False),
        sa.Column("previous_version", sa.Text),
        sa.Column("target_version", sa.Text, nullable=False),
        sa.Column("install_at", UtcDateTime),
        sa.Column("next_try_at", UtcDateTime),
        sa.Column("locked_until", UtcDateTime),
        sa.Column("heard_at", UtcDateTime, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("created_by", Id),
        sa.Column("ended_at", UtcDateTime),
        sa.Column("is_proven", sa.Boolean, nullable=False),
        sa.Column("sent_bytes", sa.BigInteger, nullable=False),
        sa.Column("locations", Json, nullable=False),
    )
    op.create_index(
        "uq_firmware_updates_request",
        "firmware_updates",
        ["station_id", "request_id"],
        unique=True,
    )
    op.create_index("ix_firmware_updates_tenant_id", "firmware_updates", ["tenant_id"])
    op.create_index("ix_firmware_updates_campaign_id", "firmware_updates", ["campaign_id"])
    for name, column in (("due", "next_try_at"), ("open", "heard_at")):
        condition = sa.text("next_try_at IS NOT NULL" if name == "due" else "ended_at IS NULL")
        op.create_index(
            f"ix_firmware_updates_{name}",
            "firmware_updates",
            [column],
            postgresql_where=condition,
            sqlite_where=condition,
        )
    op.create_table(
        "firmware_steps",
        sa.Column("id", Id, primary_key=True),
        _tenant(),
        sa.Column("update_id", Id, sa.ForeignKey("firmware_updates.id"), nullable=False),
        sa.Column("word", sa.String(50), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("note", sa.String(500)),
    )
    op.create_index("ix_firmware_steps_update_id", "firmware_steps", ["update_id"])
    op.create_table(
        "station_file_links",
        sa.Column("digest", sa.LargeBinary(32), primary_key=True),
        _tenant(),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("subject_id", Id, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
    )
    op.create_index("ix_station_file_links_subject_id", "station_file_links", ["subject_id"])


def _logs() -> None:
    op.create_table(
        "station_logs",
        sa.Column("id", Id, primary_key=True),
        _tenant(),
        _station(),
        sa.Column("open_key", sa.String(80), unique=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("request_id", sa.Integer, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(30)),
        sa.Column("from_at", UtcDateTime),
        sa.Column("to_at", UtcDateTime),
        sa.Column("file_id", Id),
        sa.Column("file_name", sa.String(100)),
        sa.Column("size_bytes", sa.BigInteger),
        sa.Column("sha256", sa.String(64)),
        sa.Column("heard_at", UtcDateTime, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("created_by", Id),
        sa.Column("ended_at", UtcDateTime),
    )
    op.create_index("ix_station_logs_tenant_id", "station_logs", ["tenant_id"])
    op.create_index(
        "uq_station_logs_request", "station_logs", ["station_id", "request_id"], unique=True
    )
