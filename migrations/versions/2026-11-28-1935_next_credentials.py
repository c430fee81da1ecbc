"""What a station is to prove itself by next, beside what it does now."""

import sqlalchemy as sa
from alembic import op

revision = "0037_next_credentials"
down_revision = "0036_charging_profiles"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("stations", sa.Column("next_password_digest", sa.LargeBinary))
    op.add_column("stations", sa.Column("next_password", sa.LargeBinary))
    op.add_column("stations", sa.Column("wanted_profile", sa.Integer))


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
