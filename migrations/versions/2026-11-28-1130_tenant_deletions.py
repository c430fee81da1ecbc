"""When a tenant is to be removed with all it has."""

import sqlalchemy as sa
from alembic import op

from sigec.db.types import UtcDateTime

revision = "0014_tenant_deletions"
down_revision = "0013_brands"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("tenants", sa.Column("deletes_at", UtcDateTime))


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
