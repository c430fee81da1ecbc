"""Charging profiles of stations: as they were set, and as stations report them."""

import sqlalchemy as sa
from alembic import op

from sigec.db.tenancy import protect
from sigec.db.types import Id, UtcDateTime

revision = "0036_charging_profiles"
down_revision = "0035_local_lists"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "station_charging_profiles",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("station_id", Id, sa.ForeignKey("stations.id"), nullable=False),
        sa.Column("profile_id", sa.BigInteger, nullable=False),
        sa.Column("evse", sa.Integer, nullable=False),
        sa.Column("wanted", sa.Text),
        sa.Column("wanted_at", UtcDateTime),
        sa.Column("reported", sa.Text),
        sa.Column("reported_at", UtcDateTime),
        sa.Column("request_id", sa.BigInteger),
        sa.Column("read_at", UtcDateTime),
        sa.Column("source", sa.String(20)),
        sa.UniqueConstraint(
            "station_id", "profile_id", name="uq_station_charging_profiles_station_id_profile_id"
        ),
    )
    protect(op.get_bind(), "station_charging_profiles")


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
