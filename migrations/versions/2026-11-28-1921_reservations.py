"""Reservations, how each came to where it is, and what sites allow their residents."""

import sqlalchemy as sa
from alembic import op

from sigec.db.tenancy import protect
from sigec.db.types import Id, UtcDateTime

revision = "0034_reservations"
down_revision = "0033_maintenance"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "reservations",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("site_id", Id),
        sa.Column("station_id", Id, sa.ForeignKey("stations.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("evse", sa.Integer),
        sa.Column("connector", sa.Integer),
        sa.Column("connector_type", sa.String(20)),
        sa.Column("token_value", sa.String(255), nullable=False),
        sa.Column("token_kind", sa.String(20), nullable=False),
        sa.Column("token_group", sa.String(255)),
        sa.Column("person_id", Id),
        sa.Column("starts_at", UtcDateTime, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(30), nullable=False),
        sa.Column("note", sa.String(500)),
        sa.Column("session_id", Id),
        sa.Column("asked", sa.Integer, nullable=False),
        sa.Column("asked_at", UtcDateTime),
        sa.Column("losses", sa.Integer, nullable=False),
        sa.Column("is_owed", sa.Boolean, nullable=False),
        sa.Column("is_reminded", sa.Boolean, nullable=False),
        sa.Column("actor_kind", sa.String(20), nullable=False),
        sa.Column("user_id", Id),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("changed_at", UtcDateTime, nullable=False),
        sa.UniqueConstraint("station_id", "number", name="uq_reservations_station_id_number"),
    )
    op.create_index("ix_reservations_tenant_id_id", "reservations", ["tenant_id", "id"])
    op.create_index("ix_reservations_person_id", "reservations", ["person_id"])
    op.create_index("ix_reservations_status_station_id", "reservations", ["status", "station_id"])
    op.create_table(
        "reservation_steps",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("reservation_id", Id, sa.ForeignKey("reservations.id"), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(30), nullable=False),
        sa.Column("actor_kind", sa.String(20), nullable=False),
        sa.Column("user_id", Id),
        sa.Column("note", sa.Text),
    )
    op.create_index("ix_reservation_steps_reservation_id", "reservation_steps", ["reservation_id"])
    op.create_table(
        "reservation_numbers",
        sa.Column("station_id", Id, sa.ForeignKey("stations.id"), primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
    )
    op.create_table(
        "reservation_policies",
        sa.Column("site_id", Id, sa.ForeignKey("sites.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("is_allowed", sa.Boolean, nullable=False),
        sa.Column("length_max_min", sa.Integer, nullable=False),
        sa.Column("ahead_max_min", sa.Integer, nullable=False),
        sa.Column("open_max", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    for table in (
        "reservations",
        "reservation_steps",
        "reservation_numbers",
        "reservation_policies",
    ):
        protect(op.get_bind(), table)


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
