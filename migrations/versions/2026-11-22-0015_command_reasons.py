"""Why somebody gave a command."""

import sqlalchemy as sa
from alembic import op

revision = "0005_command_reasons"
down_revision = "0004_tariffs_whole"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("commands", sa.Column("reason", sa.String(500)))


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
