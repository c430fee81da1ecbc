"""What people are told: settings, templates, wishes, accounts, notices, deliveries."""

import sqlalchemy as sa
from alembic import op

from sigec.db.tenancy import protect
from sigec.db.types import Id, Json, UtcDateTime

revision = "0018_notices"
down_revision = "0017_broker_events"
branch_labels = None
depends_on = None

TABLES = (
    "notice_settings",
    "notice_templates",
    "notice_preferences",
    "push_subscriptions",
    "station_wishes",
    "channel_accounts",
    "notice_watches",
    "notices",
    "notice_deliveries",
    "notice_attempts",
)


def upgrade() -> None:
    """Apply."""
    _create_choices()
    _create_channels()
    _create_notices()
    for table in TABLES:
        protect(op.get_bind(), table)


def _tenant(**more: bool) -> sa.Column[object]:
    return sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False, **more)


def _create_choices() -> None:
    op.create_table(
        "notice_settings",
        _tenant(primary_key=True),
        sa.Column("kind", sa.String(30), primary_key=True),
        sa.Column("is_on", sa.Boolean, nullable=False),
        sa.Column("delay_min", sa.Integer),
        sa.Column("threshold_w", sa.Integer),
        sa.Column("hour", sa.Integer),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_table(
        "notice_templates",
        _tenant(primary_key=True),
        sa.Column("kind", sa.String(30), primary_key=True),
        sa.Column("language", sa.String(10), primary_key=True),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_table(
        "notice_preferences",
        sa.Column("recipient_id", Id, primary_key=True),
        _tenant(),
        sa.Column("channels", Json, nullable=False),
        sa.Column("muted", Json, nullable=False),
        sa.Column("quiet_from", sa.String(5)),
        sa.Column("quiet_to", sa.String(5)),
        sa.Column("language", sa.String(10)),
        sa.Column("phone", sa.String(20)),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_table(
        "station_wishes",
        sa.Column("id", Id, primary_key=True),
        _tenant(),
        sa.Column("person_id", Id, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("station_id", Id, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.UniqueConstraint("person_id", "station_id", name="uq_station_wishes_whose"),
    )
    op.create_index("ix_station_wishes_station_id", "station_wishes", ["station_id"])


def _create_channels() -> None:
    op.create_table(
        "channel_accounts",
        sa.Column("id", Id, primary_key=True),
        _tenant(),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("provider", sa.String(20), nullable=False),
        sa.Column("settings", Json, nullable=False),
        sa.Column("sealed_secrets", sa.LargeBinary, nullable=False),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sa.Column("closed_at", UtcDateTime),
        sa.Column("closed_reason", sa.Text),
        sa.Column("checked_at", UtcDateTime),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("tenant_id", "channel", name="uq_channel_accounts_channel"),
    )
    op.create_table(
        "push_subscriptions",
        sa.Column("id", Id, primary_key=True),
        _tenant(),
        sa.Column("recipient_id", Id, nullable=False, index=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("device", sa.String(200), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.UniqueConstraint("tenant_id", "digest", name="uq_push_subscriptions_digest"),
    )


def _create_notices() -> None:
    op.create_table(
        "notice_watches",
        sa.Column("session_id", Id, primary_key=True),
        _tenant(),
        sa.Column("state", sa.Text, nullable=False),
    )
    op.create_table(
        "notices",
        sa.Column("id", Id, primary_key=True),
        _tenant(),
        sa.Column("key", sa.String(120), nullable=False, unique=True),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("recipient_kind", sa.String(10), nullable=False),
        sa.Column("recipient_id", Id, nullable=False),
        sa.Column("session_id", Id),
        sa.Column("station_id", Id),
        sa.Column("incident_id", Id),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("route", Json, nullable=False),
        sa.Column("is_shown", sa.Boolean, nullable=False),
        sa.Column("read_at", UtcDateTime),
    )
    op.create_index("ix_notices_recipient", "notices", ["recipient_id", "id"])
    op.create_index("ix_notices_session_id", "notices", ["session_id"])
    op.create_index("ix_notices_created_at", "notices", ["created_at"])
    op.create_table(
        "notice_deliveries",
        sa.Column("id", Id, primary_key=True),
        _tenant(),
        sa.Column("notice_id", Id, sa.ForeignKey("notices.id"), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("recipient_id", Id, nullable=False),
        sa.Column("session_id", Id),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("is_urgent", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("next_at", UtcDateTime, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.Column("locked_until", UtcDateTime),
        sa.Column("provider", sa.String(20)),
        sa.Column("provider_id", sa.Text),
        sa.Column("to_hint", sa.String(200)),
        sa.Column("error", sa.Text),
        sa.Column("cost_minor", sa.BigInteger),
        sa.Column("cost_currency", sa.String(3)),
        sa.Column("sent_at", UtcDateTime),
        sa.Column("delivered_at", UtcDateTime),
        sa.Column("read_at", UtcDateTime),
        sa.UniqueConstraint("notice_id", "channel", name="uq_notice_deliveries_channel"),
    )
    waiting = sa.text("state = 'waiting'")
    op.create_index(
        "ix_notice_deliveries_due",
        "notice_deliveries",
        ["is_urgent", "tenant_id", "channel", "next_at"],
        postgresql_where=waiting,
        sqlite_where=waiting,
    )
    op.create_index("ix_notice_deliveries_tenant", "notice_deliveries", ["tenant_id", "id"])
    op.create_index("ix_notice_deliveries_provider_id", "notice_deliveries", ["provider_id"])
    op.create_table(
        "notice_attempts",
        sa.Column("id", Id, primary_key=True),
        _tenant(),
        sa.Column("delivery_id", Id, sa.ForeignKey("notice_deliveries.id"), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("took_ms", sa.Integer, nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("error", sa.Text),
    )
    op.create_index("ix_notice_attempts_delivery_id", "notice_attempts", ["delivery_id"])


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
