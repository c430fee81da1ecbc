"""The outbox's table."""

from sqlalchemy import Column, Index, String, Table, Text

from sigec.db import metadata
from sigec.db.types import Id, UtcDateTime

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id),
    Column("name", String(100), nullable=False),
    Column("payload", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("claimed_until", UtcDateTime),
    Column("relayed_at", UtcDateTime),
)
Index(
    "ix_outbox_waiting_name",  # finds the urgent behind ten thousand others
    outbox.c.name,
    outbox.c.id,
    postgresql_where=outbox.c.relayed_at.is_(None),
    sqlite_where=outbox.c.relayed_at.is_(None),
)
Index(
    "ix_outbox_waiting",
    outbox.c.id,
    postgresql_where=outbox.c.relayed_at.is_(None),
    sqlite_where=outbox.c.relayed_at.is_(None),
)
