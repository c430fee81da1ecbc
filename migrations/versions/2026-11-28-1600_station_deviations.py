"""How often stations left the schemas, and how."""

import sqlalchemy as sa
from alembic import op

from sigec.db.tenancy import protect
from sigec.db.types import Id, UtcDateTime

revision = "0022_station_deviations"
down_revision = "0021_api_keys"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "station_deviations",
        sa.Column("station_id", Id, sa.ForeignKey("stations.id"), primary_key=True),
        sa.Column("kind", sa.String(30), primary_key=True),
        sa.Column("action", sa.String(50), primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("times", sa.BigInteger, nullable=False),
        sa.Column("first_at", UtcDateTime, nullable=False),
        sa.Column("last_at", UtcDateTime, nullable=False),
    )
    protect(op.get_bind(), "station_deviations")


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
