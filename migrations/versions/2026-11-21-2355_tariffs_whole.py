"""What a tariff may charge for, whom its prices are meant for, and the holidays of a tenant."""

import sqlalchemy as sa
from alembic import op

from sigec.db.tenancy import protect
from sigec.db.types import Id, Json, UnitPrice

revision = "0004_tariffs_whole"
down_revision = "0003_sessions_and_tariffs"
branch_labels = None
depends_on = None

_NOTHING = sa.text("'0'")


def upgrade() -> None:
    """Apply."""
    _extend_versions()
    _add_groups()
    op.add_column("charges", sa.Column("included_taxes", Json))
    _create_holidays(op.get_bind())


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError


def _extend_versions() -> None:
    """Let versions charge for more; those that are there charge for what they did."""
    for column in (
        sa.Column("price_per_reservation", UnitPrice, nullable=False, server_default=_NOTHING),
        sa.Column("price_per_idle_minute", UnitPrice, nullable=False, server_default=_NOTHING),
        sa.Column("idle_grace_minutes", sa.Integer, nullable=False, server_default="15"),
        sa.Column("amount_min", UnitPrice),
        sa.Column("amount_max", UnitPrice),
        sa.Column("taxes", Json, nullable=False, server_default="[]"),
    ):
        op.add_column("tariff_versions", column)


def _add_groups() -> None:
    """Name groups of stations and of people, for which there may be other prices."""
    op.add_column("stations", sa.Column("price_group", sa.String(100)))
    op.add_column("people", sa.Column("price_group", sa.String(100)))
    op.add_column("tariffs", sa.Column("station_group", sa.String(100)))
    op.add_column("tariffs", sa.Column("person_group", sa.String(100)))


def _create_holidays(connection: sa.Connection) -> None:
    """Hold what a tenant says of a day, where that differs from the national calendar."""
    op.create_table(
        "holidays",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("name", sa.String(100)),
        sa.Column("is_observed", sa.Boolean, nullable=False),
        sa.UniqueConstraint("tenant_id", "date", name="uq_holidays_tenant_id_date"),
    )
    protect(connection, "holidays")
