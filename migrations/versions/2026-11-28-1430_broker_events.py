"""Events that brokers were not told yet."""

import sqlalchemy as sa
from alembic import op

from sigec.db.tenancy import protect
from sigec.db.types import Id

revision = "0017_broker_events"
down_revision = "0016_consents"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "broker_events",
        sa.Column("broker", sa.String(20), primary_key=True),
        sa.Column("event_id", Id, primary_key=True),
        sa.Column("tenant_id", Id, nullable=False),
    )
    protect(op.get_bind(), "broker_events")


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
