"""The table of jobs."""

from datetime import datetime

from sqlalchemy import Column, ColumnElement, Index, Integer, String, Table

from sigec.db import leases, metadata
from sigec.db.types import Id, Json, UtcDateTime

jobs = Table(
    "jobs",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id),
    Column("kind", String(100), nullable=False),
    Column("key", String(200), nullable=False, unique=True),
    Column("run_at", UtcDateTime, nullable=False),
    Column("payload", Json, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("locked_until", UtcDateTime),
    Column("error", String(500)),
    Index("ix_jobs_run_at", "run_at"),
)


def is_free(at: datetime) -> ColumnElement[bool]:
    """Return the condition that nobody holds a job."""
    return leases.is_free(jobs.c.locked_until, at)
