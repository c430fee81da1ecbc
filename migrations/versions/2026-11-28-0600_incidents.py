"""What is wrong and wants somebody."""

import sqlalchemy as sa
from alembic import op

from sigec.db.tenancy import protect
from sigec.db.types import Id, UtcDateTime

revision = "0008_incidents"
down_revision = "0007_station_places"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "incidents",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False, index=True),
        sa.Column("open_key", sa.String(200), unique=True),
        sa.Column("kind", sa.String(50), nullable=False),
        sa.Column("severity", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("station_id", Id, sa.ForeignKey("stations.id"), index=True),
        sa.Column("evse", sa.Integer),
        sa.Column("connector", sa.Integer),
        sa.Column("session_id", Id, index=True),
        sa.Column("source_id", Id),
        sa.Column("error_code", sa.Text),
        sa.Column("detail", sa.Text),
        sa.Column("began_at", UtcDateTime, nullable=False),
        sa.Column("opened_at", UtcDateTime, nullable=False),
        sa.Column("escalated_at", UtcDateTime),
        sa.Column("closed_at", UtcDateTime),
        sa.Column("acknowledged_at", UtcDateTime),
        sa.Column("acknowledged_by", Id),
        sa.Column("acknowledged_note", sa.String(500)),
    )
    protect(op.get_bind(), "incidents")


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
