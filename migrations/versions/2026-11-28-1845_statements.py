"""Statements per unit, the months they are of, and the day by which they are to be paid."""

import sqlalchemy as sa
from alembic import op

from sigec.db.tenancy import protect
from sigec.db.types import Id, UtcDateTime

revision = "0030_statements"
down_revision = "0029_variable_characteristics"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "tenants", sa.Column("due_day", sa.Integer, nullable=False, server_default=sa.text("10"))
    )
    op.create_table(
        "statement_months",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("site_id", Id, sa.ForeignKey("sites.id"), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("from_at", UtcDateTime, nullable=False),
        sa.Column("to_at", UtcDateTime, nullable=False),
        sa.Column("due_date", sa.Date, nullable=False),
        sa.Column("closed_at", UtcDateTime, nullable=False),
        sa.Column("closed_by", Id),
        sa.UniqueConstraint("site_id", "month", name="uq_statement_months_site_id_month"),
    )
    op.create_table(
        "statements",
        sa.Column("id", Id, primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("month_id", Id, sa.ForeignKey("statement_months.id"), nullable=False),
        sa.Column("unit_id", Id, sa.ForeignKey("units.id")),
        sa.Column("unit_label", sa.String(101)),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("sessions", sa.Integer, nullable=False),
        sa.Column("energy_wh", sa.BigInteger, nullable=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("paid_date", sa.Date),
        sa.Column("paid_method", sa.String(20)),
        sa.Column("paid_note", sa.Text),
        sa.Column("marked_by", Id),
        sa.Column("marked_at", UtcDateTime),
    )
    op.create_index("ix_statements_month_id", "statements", ["month_id"])
    op.create_index("ix_statements_unit_id", "statements", ["unit_id"])
    # Few are unpaid: who has not paid is asked often.
    unpaid = sa.text("paid_date IS NULL")
    op.create_index(
        "ix_statements_unpaid",
        "statements",
        ["tenant_id"],
        postgresql_where=unpaid,
        sqlite_where=unpaid,
    )
    op.create_table(
        "statement_lines",
        sa.Column("statement_id", Id, sa.ForeignKey("statements.id"), primary_key=True),
        sa.Column("session_id", Id, sa.ForeignKey("sessions.id"), primary_key=True),
        sa.Column("tenant_id", Id, sa.ForeignKey("tenants.id"), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("person_id", Id),
        sa.Column("started_at", UtcDateTime, nullable=False),
        sa.Column("energy_wh", sa.BigInteger, nullable=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_statement_lines_session_id", "statement_lines", ["session_id"])
    for table in ("statement_months", "statements", "statement_lines"):
        protect(op.get_bind(), table)
    # What was priced since the last close: late sessions, and corrected ones.
    op.create_index("ix_charges_rated_at", "charges", ["tenant_id", "rated_at"])


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
