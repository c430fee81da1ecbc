"""Sums of sessions by day, and indexes for what lists of many sessions are searched by."""

from collections import Counter
from uuid import UUID

import sqlalchemy as sa
from alembic import op

from sigec.db.tenancy import protect
from sigec.db.types import Id, UtcDateTime

revision = "0023_session_rollups"
down_revision = "0022_station_deviations"
branch_labels = None
depends_on = None

ROWS_AT_ONCE = 5_000
NOBODY = UUID(int=0)
"""Before all ids, and in place of a site that there is not."""
_KEY = ("tenant_id", "day_at", "site_id", "identity", "source", "currency")
_SUMS = ("sessions", "energy_wh", "amount_minor")


def upgrade() -> None:
    """Apply."""
    table = op.create_table(
        "session_rollups",
        sa.Column("tenant_id", Id, primary_key=True),
        sa.Column("day_at", UtcDateTime, primary_key=True),
        sa.Column("site_id", Id, primary_key=True),
        sa.Column("identity", sa.String(20), primary_key=True),
        sa.Column("source", sa.String(20), primary_key=True),
        sa.Column("currency", sa.String(3), primary_key=True),
        sa.Column("sessions", sa.BigInteger, nullable=False),
        sa.Column("energy_wh", sa.BigInteger, nullable=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
    )
    protect(op.get_bind(), "session_rollups")
    _roll_up(op.get_bind(), table)
    for place in ("site_id", "station_id"):
        op.create_index(f"ix_sessions_{place}_started_at", "sessions", [place, "started_at"])
    # Nearly all sessions are of known people and have their price: few are in these.
    for name, columns, condition in (
        ("identity", ["tenant_id", "identity", "started_at"], "identity <> 'known'"),
        ("pending", ["tenant_id", "started_at"], "rating = 'pending'"),
    ):
        op.create_index(
            f"ix_sessions_{name}_started_at",
            "sessions",
            columns,
            postgresql_where=sa.text(condition),
            sqlite_where=sa.text(condition),
        )


def _roll_up(connection: sa.Connection, table: sa.Table) -> None:
    """Sum the sessions that are there and whose price is final."""
    sessions = sa.table(
        "sessions",
        sa.column("id", Id),
        sa.column("tenant_id", Id),
        sa.column("site_id", Id),
        sa.column("identity", sa.String),
        sa.column("source", sa.String),
        sa.column("started_at", UtcDateTime),
        sa.column("energy_wh", sa.BigInteger),
        sa.column("rating", sa.String),
    )
    charges = sa.table(
        "charges",
        sa.column("session_id", Id),
        sa.column("currency", sa.String),
        sa.column("amount_minor", sa.BigInteger),
    )
    statement = (
        sa.select(sessions, charges.c.currency, charges.c.amount_minor)
        .join(charges, charges.c.session_id == sessions.c.id, isouter=True)
        .where(sessions.c.rating == "final")
        .order_by(sessions.c.id)
        .limit(ROWS_AT_ONCE)
    )
    sums: dict[tuple[object, ...], Counter[str]] = {}
    last_id = NOBODY
    while page := connection.execute(statement.where(sessions.c.id > last_id)).all():
        last_id = page[-1].id
        for row in page:
            key = (
                row.tenant_id,
                row.started_at.replace(hour=0, minute=0, second=0, microsecond=0),
                row.site_id or NOBODY,
                row.identity,
                row.source,
                row.currency or "",
            )
            found = sums.setdefault(key, Counter())
            found["sessions"] += 1
            found["energy_wh"] += row.energy_wh or 0
            found["amount_minor"] += row.amount_minor or 0
    rows = [
        {**dict(zip(_KEY, key, strict=True)), **{name: found[name] for name in _SUMS}}
        for key, found in sums.items()
    ]
    for begin in range(0, len(rows), ROWS_AT_ONCE):
        connection.execute(table.insert(), rows[begin : begin + ROWS_AT_ONCE])


def downgrade() -> None:
    """Refuse: restore the backup made before the upgrade instead."""
    raise NotImplementedError
