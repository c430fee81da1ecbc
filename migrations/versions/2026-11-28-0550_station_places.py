"""Where a station stands: on the plan of its site, and in which bay."""

import sqlalchemy as sa
from alembic import op

revision = "0007_station_places"
down_revision = "0006_station_variables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("stations", sa.Column("bay", sa.String(50)))
    op.add_column("stations", sa.Column("plan_x", sa.Float))
    op.add_column("stations", sa.Column("plan_y", sa.Float))


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
