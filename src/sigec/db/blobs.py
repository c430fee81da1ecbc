"""Files of tenants, kept in the database: a container that is replaced loses none.

All functions take the caller's ``connection`` and open no transaction.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.metadata import metadata
from sigec.db.types import Id, UtcDateTime
from sigec.kit.ids import TenantId, new_id

blobs = Table(
    "blobs",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_blobs_tenant_id", "tenant_id"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """A file as it was stored."""

    media_type: str
    sha256: str
    content: bytes


async def add(
    connection: AsyncConnection,
    tenant_id: TenantId,
    content: bytes,
    *,
    media_type: str,
    at: datetime,
) -> UUID:
    """Store a file of a tenant and return its id; whoever calls has checked what it is."""
    blob_id = new_id()
    row = {
        "id": blob_id,
        "tenant_id": tenant_id,
        "media_type": media_type,
        "size_bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "content": content,
        "created_at": at,
    }
    await connection.execute(insert(blobs).values(row))
    return blob_id


async def find(connection: AsyncConnection, tenant_id: TenantId, blob_id: UUID) -> Blob | None:
    """Return a tenant's file."""
    names = ("media_type", "sha256", "content")
    statement = select(*(blobs.c[name] for name in names)).where(
        blobs.c.id == blob_id, blobs.c.tenant_id == tenant_id
    )
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else Blob(**row)


async def find_sha256(
    connection: AsyncConnection, tenant_id: TenantId, blob_id: UUID
) -> str | None:
    """Return the hash of a tenant's file, without the file."""
    statement = select(blobs.c.sha256).where(blobs.c.id == blob_id, blobs.c.tenant_id == tenant_id)
    return (await connection.execute(statement)).scalar()


async def remove(connection: AsyncConnection, tenant_id: TenantId, blob_id: UUID) -> None:
    """Forget a tenant's file; harmless when there is none."""
    await connection.execute(
        delete(blobs).where(blobs.c.id == blob_id, blobs.c.tenant_id == tenant_id)
    )
