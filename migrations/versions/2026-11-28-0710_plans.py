"""Plans: how many residents and stations a tenant may have, and which features.

Tenants that are there already lose nothing: they get the plan without limits.
"""

import sqlalchemy as sa
from alembic import op

from sigec.db.tenancy import share
from sigec.db.types import Json

revision = "0011_plans"
down_revision = "0010_sources"
branch_labels = None
depends_on = None

_PLANS = (
    ("basic", "Básico", 50, 5, []),
    ("premium", "Premium", 200, 20, ["whatsapp", "reports"]),
    ("enterprise", "Empresarial", None, None, ["whatsapp", "reports", "api"]),
)


def upgrade() -> None:
    """Apply."""
    plans = op.create_table(
        "plans",
        sa.Column("code", sa.String(40), primary_key=True),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("residents_max", sa.Integer),
        sa.Column("stations_max", sa.Integer),
        sa.Column("features", Json, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    share(op.get_bind(), "plans")
    columns = ("code", "name", "residents_max", "stations_max", "features")
    op.bulk_insert(
        plans, [dict(zip(columns, plan, strict=True)) | {"version": 1} for plan in _PLANS]
    )
    op.add_column(
        "tenants",
        sa.Column("plan", sa.String(40), nullable=False, server_default="enterprise"),
    )


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
