"""What stations are wanted to be, and whose turn it is to be asked for it."""

import sqlalchemy as sa
from alembic import op

from sigec.db.tenancy import protect
from sigec.db.types import Id, Json, UtcDateTime

revision = "0026_station_desires"
down_revision = "0025_access"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("stations", sa.Column("boot_accepted_at", UtcDateTime))
    stations = sa.table(
        "stations",
        sa.column("registration"),
        sa.column("last_boot_at"),
        sa.column("boot_accepted_at"),
    )
    op.execute(
        sa.update(stations)
        .where(stations.c.registration == "accepted")
        .values(boot_accepted_at=stations.c.last_boot_at)
    )
    op.create_table(
        "station_desires",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("station_id", Id, sa.ForeignKey("stations.id"), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("wanted", Json, nullable=False),
        sa.Column("may_reboot", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("needs_reboot", sa.Boolean, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("drifts", sa.Integer, nullable=False),
        sa.Column("next_at", UtcDateTime),
        sa.Column("reason", sa.String(500)),
        sa.Column("attempted_at", UtcDateTime),
        sa.Column("applied_at", UtcDateTime),
        sa.Column("changed_at", UtcDateTime, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.UniqueConstraint("station_id", "kind", "key"),
    )
    op.create_table(
        "station_visits",
        sa.Column("station_id", Id, sa.ForeignKey("stations.id"), primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("due_at", UtcDateTime),
        sa.Column("locked_until", UtcDateTime),
        sa.Column("claims", sa.Integer, nullable=False),
    )
    op.create_index("ix_station_visits_due", "station_visits", ["due_at"])
    protect(op.get_bind(), "station_desires")
    protect(op.get_bind(), "station_visits")


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
