"""What stations watch of their own variables, and what each monitor last told."""

import sqlalchemy as sa
from alembic import op

from sigec.db.tenancy import protect
from sigec.db.types import Id, UtcDateTime

revision = "0039_station_monitors"
down_revision = "0038_subject_rollups"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "station_monitors",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("station_id", Id, sa.ForeignKey("stations.id"), nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("component", sa.Text),
        sa.Column("component_instance", sa.Text),
        sa.Column("evse", sa.Integer),
        sa.Column("connector", sa.Integer),
        sa.Column("variable", sa.Text, nullable=False),
        sa.Column("instance", sa.Text),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("value", sa.Float, nullable=False),
        sa.Column("severity", sa.Integer, nullable=False),
        sa.Column("only_charging", sa.Boolean, nullable=False),
        sa.Column("reported_at", UtcDateTime, nullable=False),
        sa.Column("alarm_value", sa.Text),
        sa.Column("alarm_at", UtcDateTime),
        sa.Column("alarm_is_over", sa.Boolean),
        sa.UniqueConstraint("station_id", "number"),
    )
    protect(op.get_bind(), "station_monitors")


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
