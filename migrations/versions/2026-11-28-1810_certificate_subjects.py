"""The name that a station's certificate has, where it is not the station's own."""

import sqlalchemy as sa
from alembic import op

revision = "0024_certificate_subjects"
down_revision = "0023_session_rollups"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("stations", sa.Column("certificate_subject", sa.String(100)))


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
