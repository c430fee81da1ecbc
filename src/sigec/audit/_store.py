"""The audit's table."""

from sqlalchemy import Column, Index, String, Table

from sigec.db import metadata
from sigec.db.types import Id, Json, UtcDateTime

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id),
    Column("at", UtcDateTime, nullable=False),
    Column("actor_kind", String(20), nullable=False),
    Column("actor_id", Id),
    Column("address", String(100)),
    Column("action", String(100), nullable=False),
    Column("subject_kind", String(50), nullable=False),
    Column("subject_id", String(100), nullable=False),
    Column("before", Json),
    Column("after", Json),
    Index("ix_audit_tenant", "tenant_id", "id"),
    Index("ix_audit_subject", "subject_kind", "subject_id"),
)
