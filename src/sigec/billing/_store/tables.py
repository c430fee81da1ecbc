"""The tables of months, statements and what they bill."""

from sqlalchemy import BigInteger, Column, Date, Integer, String, Table, Text

from sigec.db import metadata
from sigec.db.types import Id, UtcDateTime

months = Table(
    "statement_months",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("site_id", Id, nullable=False),
    Column("month", String(7), nullable=False),
    Column("from_at", UtcDateTime, nullable=False),
    Column("to_at", UtcDateTime, nullable=False),
    Column("due_date", Date, nullable=False),
    Column("closed_at", UtcDateTime, nullable=False),
    Column("closed_by", Id),
)
statements = Table(
    "statements",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("month_id", Id, nullable=False),
    Column("unit_id", Id),
    Column("unit_label", String(101)),
    Column("currency", String(3), nullable=False),
    Column("sessions", Integer, nullable=False),
    Column("energy_wh", BigInteger, nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("paid_date", Date),
    Column("paid_method", String(20)),
    Column("paid_note", Text),
    Column("marked_by", Id),
    Column("marked_at", UtcDateTime),
)
lines = Table(
    "statement_lines",
    metadata,
    Column("statement_id", Id, primary_key=True),
    Column("session_id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("person_id", Id),
    Column("started_at", UtcDateTime, nullable=False),
    Column("energy_wh", BigInteger, nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
)
