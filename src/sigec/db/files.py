"""Large files of tenants, kept in the database in chunks: every node has them, and so has a backup.

A file is written and read a chunk at a time, each in a transaction of its own, so that neither
memory nor anybody's wait grows with its size (ADR 0030). Small ones are `sigec.db.blobs`.
"""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.database import Database
from sigec.db.metadata import metadata
from sigec.db.types import Id, UtcDateTime
from sigec.kit.actor import PLATFORM, Scope
from sigec.kit.errors import SigecError
from sigec.kit.ids import FileId, TenantId, new_id

CHUNK_BYTES = 512 * 1024
REMOVED_AT_ONCE = 32

files = Table(
    "files",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("sha256", String(64)),
    Column("md5", String(32)),
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_files_tenant_id", "tenant_id"),
)
"""A file without ``sha256`` is still being written, or its writer died."""
file_chunks = Table(
    "file_chunks",
    metadata,
    Column("file_id", Id, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("content", LargeBinary, nullable=False),
)


class FileTooLarge(SigecError):
    """The file exceeds its limit; nothing of it was kept."""

    code = "body_too_large"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file that is whole. ``md5`` is what OCPP calls the checksum of a published firmware."""

    id: FileId
    tenant_id: TenantId
    size_bytes: int
    sha256: str
    md5: str


async def store(
    database: Database,
    tenant_id: TenantId,
    parts: AsyncIterator[bytes],
    *,
    limit_bytes: int,
    at: datetime,
) -> StoredFile:
    """Store what arrives; whatever ends it early leaves nothing behind.

    :raises FileTooLarge: when more arrives than ``limit_bytes``.
    """
    scope, file_id = Scope(tenant_id=tenant_id), FileId(new_id())
    async with database.transaction(scope) as connection:
        row = {"id": file_id, "tenant_id": tenant_id, "size_bytes": 0, "created_at": at}
        await connection.execute(insert(files).values(row))
    try:
        return await _fill(database, scope, file_id, tenant_id, parts, limit_bytes)
    except BaseException:
        await remove(database, tenant_id, file_id)
        raise


async def read(
    database: Database, file: StoredFile, *, start: int = 0, end: int | None = None
) -> AsyncIterator[bytes]:
    """Yield the bytes from ``start`` up to ``end``, exclusive; a reader that leaves costs nothing.

    It stops early when the file is removed meanwhile.
    """
    scope, last = Scope(tenant_id=file.tenant_id), file.size_bytes if end is None else end
    while start < last:
        position, offset = divmod(start, CHUNK_BYTES)
        async with database.read(scope) as connection:
            statement = select(file_chunks.c.content).where(
                file_chunks.c.file_id == file.id, file_chunks.c.position == position
            )
            chunk = (await connection.execute(statement)).scalar()
        if chunk is None:
            return
        part = chunk[offset : offset + last - start]
        start += len(part)
        yield part


async def find(connection: AsyncConnection, file_id: FileId) -> StoredFile | None:
    """Return a whole file of the tenant whose transaction this is."""
    statement = select(
        files.c.id, files.c.tenant_id, files.c.size_bytes, files.c.sha256, files.c.md5
    ).where(files.c.id == file_id, files.c.sha256.is_not(None))
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else StoredFile(**row)


async def remove(database: Database, tenant_id: TenantId, file_id: FileId) -> None:
    """Forget a file, some chunks at a time; harmless when there is none."""
    scope, is_more = Scope(tenant_id=tenant_id), True
    while is_more:
        some = (
            select(file_chunks.c.position)
            .where(file_chunks.c.file_id == file_id)
            .limit(REMOVED_AT_ONCE)
        )
        async with database.transaction(scope) as connection:
            gone = await connection.execute(
                delete(file_chunks).where(
                    file_chunks.c.file_id == file_id, file_chunks.c.position.in_(some)
                )
            )
            is_more = gone.rowcount == REMOVED_AT_ONCE
            if not is_more:
                await connection.execute(delete(files).where(files.c.id == file_id))


async def forget_unfinished(database: Database, *, before: datetime) -> None:
    """Remove what was begun before an instant and is not whole: its writer died."""
    statement = select(files.c.id, files.c.tenant_id).where(
        files.c.sha256.is_(None), files.c.created_at < before
    )
    async with database.read(PLATFORM) as connection:
        left = (await connection.execute(statement)).all()
    for file_id, tenant_id in left:
        await remove(database, tenant_id, file_id)


async def _fill(
    database: Database,
    scope: Scope,
    file_id: FileId,
    tenant_id: TenantId,
    parts: AsyncIterator[bytes],
    limit_bytes: int,
) -> StoredFile:
    size_bytes, position = 0, 0
    sha256, md5 = hashlib.sha256(), hashlib.md5(usedforsecurity=False)
    waiting = bytearray()

    async def flush(size: int) -> None:
        nonlocal position
        chunk = bytes(waiting[:size])
        del waiting[:size]
        row = {
            "file_id": file_id,
            "position": position,
            "tenant_id": tenant_id,
            "content": chunk,
        }
        async with database.transaction(scope) as connection:
            await connection.execute(insert(file_chunks).values(row))
        position += 1

    async for part in parts:
        size_bytes += len(part)
        if size_bytes > limit_bytes:
            raise FileTooLarge(limit_bytes=limit_bytes)
        sha256.update(part)
        md5.update(part)
        waiting += part
        while len(waiting) >= CHUNK_BYTES:
            await flush(CHUNK_BYTES)
    if waiting:
        await flush(len(waiting))
    stored = StoredFile(
        id=file_id,
        tenant_id=tenant_id,
        size_bytes=size_bytes,
        sha256=sha256.hexdigest(),
        md5=md5.hexdigest(),
    )
    async with database.transaction(scope) as connection:
        values = {"size_bytes": size_bytes, "sha256": stored.sha256, "md5": stored.md5}
        await connection.execute(update(files).where(files.c.id == file_id).values(values))
    return stored
