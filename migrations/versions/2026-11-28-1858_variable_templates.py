"""Values that are wanted of all stations of a make, a firmware or a site."""

import sqlalchemy as sa
from alembic import op

from sigec.db.tenancy import protect
from sigec.db.types import Id, Json, UtcDateTime

revision = "0032_variable_templates"
down_revision = "0031_nodes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "variable_templates",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("vendor", sa.String(100)),
        sa.Column("model", sa.String(100)),
        sa.Column("firmware", sa.String(100)),
        sa.Column("protocol", sa.String(20)),
        sa.Column("site_id", Id),
        sa.Column("is_automatic", sa.Boolean, nullable=False),
        sa.Column("may_reboot", sa.Boolean, nullable=False),
        sa.Column("wanted", Json, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("ix_variable_templates_tenant", "variable_templates", ["tenant_id"])
    op.add_column("station_desires", sa.Column("template_id", Id))
    op.create_index("ix_station_desires_template", "station_desires", ["template_id"])
    protect(op.get_bind(), "variable_templates")


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
