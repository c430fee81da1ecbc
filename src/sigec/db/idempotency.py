"""Answers to writes that carried an idempotency key, so that a repeat is answered the same.

All functions take the caller's ``connection`` and open no transaction. ``user_id`` is a user's or
an API key's id: whose writes these are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.metadata import metadata
from sigec.db.types import Id, Json, UtcDateTime
from sigec.db.upserts import insert_into
from sigec.kit.ids import UserId

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("user_id", Id, primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("status", Integer),
    Column("headers", Json),
    Column("body", LargeBinary),
    Index("ix_idempotency_keys_at", "at"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """What a request was answered; ``status`` is ``None`` while it is being served."""

    fingerprint: str
    status: int | None
    headers: Mapping[str, str] | None
    body: bytes | None


async def claim(
    connection: AsyncConnection, user_id: UserId, key: str, *, fingerprint: str, at: datetime
) -> KeptAnswer | None:
    """Take the key for a request; when it was taken before, return what is known of that one."""
    statement = (
        insert_into(idempotency_keys, connection.dialect.name)
        .values(user_id=user_id, key=key, fingerprint=fingerprint, at=at)
        .on_conflict_do_nothing()
    )
    if (await connection.execute(statement)).rowcount == 1:
        return None
    kept = select(
        idempotency_keys.c.fingerprint,
        idempotency_keys.c.status,
        idempotency_keys.c.headers,
        idempotency_keys.c.body,
    ).where(idempotency_keys.c.user_id == user_id, idempotency_keys.c.key == key)
    return KeptAnswer(**(await connection.execute(kept)).mappings().one())


async def keep(
    connection: AsyncConnection,
    user_id: UserId,
    key: str,
    *,
    status: int,
    headers: Mapping[str, str],
    body: bytes,
) -> None:
    """Store the answer for repeats."""
    await connection.execute(
        update(idempotency_keys)
        .where(idempotency_keys.c.user_id == user_id, idempotency_keys.c.key == key)
        .values(status=status, headers=dict(headers), body=body)
    )


async def release(connection: AsyncConnection, user_id: UserId, key: str) -> None:
    """Give the key back: the request was refused and changed nothing."""
    await connection.execute(
        delete(idempotency_keys).where(
            idempotency_keys.c.user_id == user_id, idempotency_keys.c.key == key
        )
    )


async def remove_older(connection: AsyncConnection, *, at: datetime) -> int:
    """Forget the keys taken before ``at``, and return how many there were."""
    statement = delete(idempotency_keys).where(idempotency_keys.c.at < at)
    return (await connection.execute(statement)).rowcount
