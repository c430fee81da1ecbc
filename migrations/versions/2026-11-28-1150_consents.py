"""What people agreed to and withdrew, row by row; a row is never changed."""

import sqlalchemy as sa
from alembic import op

from sigec.db.tenancy import protect
from sigec.db.types import Id, UtcDateTime

revision = "0016_consents"
down_revision = "0015_profile_links"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "consents",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, nullable=False),
        sa.Column("person_id", Id, sa.ForeignKey("people.id"), nullable=False, index=True),
        sa.Column("purpose", sa.String(30), nullable=False),
        sa.Column("wording", sa.String(50), nullable=False),
        sa.Column("is_given", sa.Boolean, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("user_id", Id),
        sa.Column("address", sa.String(100)),
    )
    protect(op.get_bind(), "consents")


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
