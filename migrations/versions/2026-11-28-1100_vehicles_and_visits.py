"""Vehicles of people, and visits: who may charge for a while as somebody's guest."""

import sqlalchemy as sa
from alembic import op

from sigec.db.tenancy import protect
from sigec.db.types import Id, UtcDateTime

revision = "0012_vehicles_and_visits"
down_revision = "0011_plans"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "vehicles",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, nullable=False),
        sa.Column("person_id", Id, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("plate", sa.String(7)),
        sa.Column("model", sa.String(100)),
        sa.Column("battery_wh", sa.Integer),
        sa.Column("connector", sa.String(20)),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.UniqueConstraint("person_id", "plate", name="uq_vehicles_person_id_plate"),
    )
    op.create_table(
        "visits",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, nullable=False, index=True),
        sa.Column("person_id", Id, sa.ForeignKey("people.id"), nullable=False, index=True),
        sa.Column("unit_id", Id, sa.ForeignKey("units.id"), nullable=False, index=True),
        sa.Column("valid_from", UtcDateTime, nullable=False),
        sa.Column("valid_to", UtcDateTime, nullable=False),
    )
    for table in ("vehicles", "visits"):
        protect(op.get_bind(), table)


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
