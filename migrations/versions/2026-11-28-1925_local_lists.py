"""The lists of who may charge that stations keep, and what is wanted of stations by policy."""

import sqlalchemy as sa
from alembic import op

from sigec.db.tenancy import protect
from sigec.db.types import Id, Json, UtcDateTime

revision = "0035_local_lists"
down_revision = "0034_reservations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "local_lists",
        sa.Column("station_id", Id, sa.ForeignKey("stations.id"), primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("version", sa.Integer),
        sa.Column("entries", Json, nullable=False),
        sa.Column("sent_version", sa.Integer),
        sa.Column("sent", Json, nullable=False),
        sa.Column("entries_max", sa.Integer),
        sa.Column("items_max", sa.Integer),
        sa.Column("left_out", Json, nullable=False),
        sa.Column("left_out_count", sa.Integer, nullable=False),
        sa.Column("unfit_count", sa.Integer, nullable=False),
        sa.Column("synced_at", UtcDateTime),
    )
    op.create_table(
        "access_wishes",
        sa.Column("station_id", Id, sa.ForeignKey("stations.id"), primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("protocol", sa.String(20), nullable=False),
        sa.Column("wanted", Json, nullable=False),
    )
    for table in ("local_lists", "access_wishes"):
        op.create_index(f"ix_{table}_tenant_id", table, ["tenant_id"])
        protect(op.get_bind(), table)


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
