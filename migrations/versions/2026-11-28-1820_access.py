"""Who may charge where, and what was decided about whom."""

import sqlalchemy as sa
from alembic import op

from sigec.db.tenancy import protect
from sigec.db.types import Id, Json, UtcDateTime

revision = "0025_access"
down_revision = "0024_certificate_subjects"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("id_tokens", sa.Column("concurrent_use", sa.String(20)))
    op.create_table(
        "access_policies",
        sa.Column("place_id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("policy", Json, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("edited_at", UtcDateTime, nullable=False),
    )
    op.create_index("ix_access_policies_tenant_id", "access_policies", ["tenant_id"])
    op.create_table(
        "decisions",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("station_id", Id, nullable=False),
        sa.Column("site_id", Id),
        sa.Column("evse", sa.Integer),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("value", sa.String(255), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("id_token_id", Id),
        sa.Column("person_id", Id),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(30), nullable=False),
        sa.Column("details", Json, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("decided_at", UtcDateTime, nullable=False),
        sa.Column("session_id", Id),
        sa.Column("message_id", sa.String(255)),
        sa.Column("is_offline", sa.Boolean, nullable=False),
    )
    for column in ("tenant_id", "station_id", "id_token_id", "session_id"):
        op.create_index(f"ix_decisions_{column}_id", "decisions", [column, "id"])
    op.create_index(
        "ix_sessions_id_token_id_started_at",
        "sessions",
        ["id_token_id", "started_at"],
        postgresql_where=sa.text("id_token_id IS NOT NULL"),
        sqlite_where=sa.text("id_token_id IS NOT NULL"),
    )
    for table in ("access_policies", "decisions"):
        protect(op.get_bind(), table)


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
