"""Webhooks that do not wait behind others, and where each attempt went."""

import sqlalchemy as sa
from alembic import op

revision = "0019_urgent_webhooks"
down_revision = "0018_notices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "webhook_deliveries",
        sa.Column("is_urgent", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.add_column("webhook_attempts", sa.Column("url", sa.Text))
    waiting = sa.text("status = 'waiting'")
    op.drop_index("ix_webhook_deliveries_due", "webhook_deliveries")
    op.create_index(
        "ix_webhook_deliveries_due",
        "webhook_deliveries",
        ["webhook_id", "is_urgent", "next_at"],
        postgresql_where=waiting,
        sqlite_where=waiting,
    )
    untold = sa.text("relayed_at IS NULL")
    op.create_index(
        "ix_outbox_waiting_name",
        "outbox",
        ["name", "id"],
        postgresql_where=untold,
        sqlite_where=untold,
    )


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
