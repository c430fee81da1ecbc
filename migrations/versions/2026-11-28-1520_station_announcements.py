"""What stations last told of each thing."""

import sqlalchemy as sa
from alembic import op

from sigec.db.tenancy import protect
from sigec.db.types import Id, UtcDateTime

revision = "0020_station_announcements"
down_revision = "0019_urgent_webhooks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "station_announcements",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("station_id", Id, sa.ForeignKey("stations.id"), nullable=False),
        sa.Column("topic", sa.String(30), nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("status", sa.Text),
        sa.Column("evse", sa.Integer),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("received_at", UtcDateTime, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.UniqueConstraint(
            "station_id", "topic", "key", name="uq_station_announcements_station_id_topic_key"
        ),
    )
    protect(op.get_bind(), "station_announcements")


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
