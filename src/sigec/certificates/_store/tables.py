"""The tables of certificates."""

from sqlalchemy import Column, Integer, LargeBinary, String, Table, Text

from sigec.db import metadata
from sigec.db.types import Id, UtcDateTime

authorities = Table(
    "certificate_authorities",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("name", String(100), nullable=False),
    Column("organization", String(200), nullable=False),
    Column("certificate_pem", Text, nullable=False),
    Column("fingerprint", String(64), nullable=False, unique=True),
    Column("sealed_key", LargeBinary, nullable=False),
    Column("state", String(20), nullable=False),
    Column("list_number", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("not_after", UtcDateTime, nullable=False),
)
certificates = Table(
    "station_certificates",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("station_id", Id, nullable=False),
    Column("authority_id", Id),
    Column("use", String(40), nullable=False),
    Column("state", String(20), nullable=False),
    Column("request_pem", Text, nullable=False),
    Column("key_digest", String(64), nullable=False),
    Column("request_id", Integer),
    Column("subject", String(200), nullable=False),
    Column("chain_pem", Text),
    Column("fingerprint", String(64)),
    Column("serial_number", String(40)),
    Column("not_before", UtcDateTime),
    Column("not_after", UtcDateTime),
    Column("tries", Integer, nullable=False),
    Column("reason", String(50)),
    Column("requested_at", UtcDateTime, nullable=False),
    Column("signed_at", UtcDateTime),
    Column("delivered_at", UtcDateTime),
    Column("used_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
)
