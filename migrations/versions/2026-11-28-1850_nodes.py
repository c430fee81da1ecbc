"""Which processes are at work, so that one that is gone for good is noticed."""

import sqlalchemy as sa
from alembic import op

revision = "0031_nodes"
down_revision = "0030_statements"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "nodes",
        sa.Column("name", sa.String(255), primary_key=True),
        sa.Column("host", sa.String(255), nullable=False),
        sa.Column("roles", sa.String(100), nullable=False),
        sa.Column("beat", sa.BigInteger, nullable=False),
        sa.Column("trouble", sa.String(200)),
    )


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
