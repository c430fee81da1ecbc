"""What stations say they are set to."""

import sqlalchemy as sa
from alembic import op

from sigec.db.tenancy import protect
from sigec.db.types import Id, UtcDateTime

revision = "0006_station_variables"
down_revision = "0005_command_reasons"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "station_variables",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("station_id", Id, sa.ForeignKey("stations.id"), nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("component", sa.Text),
        sa.Column("component_instance", sa.Text),
        sa.Column("evse", sa.Integer),
        sa.Column("connector", sa.Integer),
        sa.Column("variable", sa.Text, nullable=False),
        sa.Column("instance", sa.Text),
        sa.Column("attribute", sa.String(20), nullable=False),
        sa.Column("value", sa.Text),
        sa.Column("mutability", sa.String(20)),
        sa.Column("reported_at", UtcDateTime, nullable=False),
        sa.UniqueConstraint("station_id", "key", name="uq_station_variables_station_id_key"),
    )
    protect(op.get_bind(), "station_variables")


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
