"""Sums of sessions by day for each station and each person alone."""

import sqlalchemy as sa
from alembic import op

from sigec.db.tenancy import protect
from sigec.db.types import Id, UtcDateTime

revision = "0038_subject_rollups"
down_revision = "0037_next_credentials"
branch_labels = None
depends_on = None

_DAY = {
    "postgresql": "date_trunc('day', started_at, 'UTC')",
    "sqlite": "started_at - started_at % 86400000000",
}
_SUM = """
INSERT INTO session_subject_rollups
SELECT tenant_id, subject_id, {day}, coalesce(currency, ''), count(*),
    coalesce(sum(energy_wh), 0), coalesce(sum(amount_minor), 0)
FROM (
    SELECT s.tenant_id, s.{subject} AS subject_id, s.started_at, s.energy_wh, c.currency,
        c.amount_minor
    FROM sessions s LEFT JOIN charges c ON c.session_id = s.id
    WHERE s.rating = 'final' AND s.{subject} IS NOT NULL
) AS told
GROUP BY 1, 2, 3, 4
"""


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "session_subject_rollups",
        sa.Column("tenant_id", Id, primary_key=True),
        sa.Column("subject_id", Id, primary_key=True),
        sa.Column("day_at", UtcDateTime, primary_key=True),
        sa.Column("currency", sa.String(3), primary_key=True),
        sa.Column("sessions", sa.BigInteger, nullable=False),
        sa.Column("energy_wh", sa.BigInteger, nullable=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
    )
    connection = op.get_bind()
    protect(connection, "session_subject_rollups")
    for subject in ("station_id", "person_id"):
        op.execute(_SUM.format(day=_DAY[connection.dialect.name], subject=subject))


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
