"""What values a station's variable can have, and whether it outlives a restart."""

import sqlalchemy as sa
from alembic import op

from sigec.db.types import Json

revision = "0029_variable_characteristics"
down_revision = "0028_certificates"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("station_variables", sa.Column("is_persistent", sa.Boolean))
    op.add_column("station_variables", sa.Column("is_constant", sa.Boolean))
    op.add_column("station_variables", sa.Column("characteristics", Json))


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
