"""The cards of sessions as they are compared, with an index to find them by.

An index on an expression would not do: within a tenant PostgreSQL first asks row-level security
about every row that a function, which might leak, is to see.
"""

import sqlalchemy as sa
from alembic import op

revision = "0040_card_search"
down_revision = "0039_station_monitors"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("sessions", sa.Column("id_token_folded", sa.Text))
    op.execute(
        "UPDATE sessions SET id_token_folded = lower(trim(id_token)) WHERE id_token IS NOT NULL"
    )
    op.create_index("ix_sessions_id_token_folded", "sessions", ["id_token_folded", "started_at"])


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
