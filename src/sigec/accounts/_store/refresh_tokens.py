"""The table of refresh tokens."""

from dataclasses import asdict, fields
from datetime import datetime

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    String,
    Table,
    delete,
    exists,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.accounts._store.users import user_of, users
from sigec.accounts.model import RefreshToken, User
from sigec.db import metadata
from sigec.db.types import Id, UtcDateTime
from sigec.kit.ids import LoginId, UserId

refresh_tokens = Table(
    "refresh_tokens",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("login_id", Id, nullable=False),
    Column("user_id", Id, ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("tenant_id", Id),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
    Index("ix_refresh_tokens_login_id", "login_id"),
    Index("ix_refresh_tokens_user_id", "user_id"),
)

_COLUMNS = [refresh_tokens.c[field.name] for field in fields(RefreshToken)]


async def add(connection: AsyncConnection, token: RefreshToken) -> None:
    """Store a new token."""
    await connection.execute(insert(refresh_tokens).values(**asdict(token)))


async def find(connection: AsyncConnection, token_hash: str) -> RefreshToken | None:
    """Return the token with this hash."""
    statement = select(*_COLUMNS).where(refresh_tokens.c.token_hash == token_hash)
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else RefreshToken(**row)


async def find_fresh(
    connection: AsyncConnection, token_hash: str, *, at: datetime
) -> RefreshToken | None:
    """Return the token with this hash while it could be exchanged."""
    statement = select(*_COLUMNS).where(
        refresh_tokens.c.token_hash == token_hash,
        refresh_tokens.c.used_at.is_(None),
        refresh_tokens.c.revoked_at.is_(None),
        refresh_tokens.c.expires_at > at,
    )
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else RefreshToken(**row)


async def use(connection: AsyncConnection, token: RefreshToken, *, at: datetime) -> bool:
    """Mark a token as exchanged; ``False`` when that was done before or it was revoked."""
    statement = (
        update(refresh_tokens)
        .where(
            refresh_tokens.c.token_hash == token.token_hash,
            refresh_tokens.c.used_at.is_(None),
            refresh_tokens.c.revoked_at.is_(None),
        )
        .values(used_at=at)
    )
    return (await connection.execute(statement)).rowcount == 1


async def revoke_login(connection: AsyncConnection, login_id: LoginId, *, at: datetime) -> None:
    """End one login: none of its tokens is good for anything any more."""
    await connection.execute(
        update(refresh_tokens)
        .where(refresh_tokens.c.login_id == login_id, refresh_tokens.c.revoked_at.is_(None))
        .values(revoked_at=at)
    )


async def revoke_user(
    connection: AsyncConnection, user_id: UserId, *, at: datetime, keep: LoginId | None = None
) -> None:
    """End all logins of a user, but for the one to ``keep``."""
    statement = (
        update(refresh_tokens)
        .where(refresh_tokens.c.user_id == user_id, refresh_tokens.c.revoked_at.is_(None))
        .values(revoked_at=at)
    )
    if keep is not None:
        statement = statement.where(refresh_tokens.c.login_id != keep)
    await connection.execute(statement)


async def remove_expired(connection: AsyncConnection, user_id: UserId, *, at: datetime) -> None:
    """Forget the user's tokens whose time is over."""
    await connection.execute(
        delete(refresh_tokens).where(
            refresh_tokens.c.user_id == user_id, refresh_tokens.c.expires_at < at
        )
    )


async def find_signed_in(
    connection: AsyncConnection, user_id: UserId, login_id: LoginId
) -> User | None:
    """Return the user while active and while the login was not ended."""
    is_open = exists().where(
        refresh_tokens.c.login_id == login_id,
        refresh_tokens.c.user_id == users.c.id,
        refresh_tokens.c.revoked_at.is_(None),
    )
    statement = select(users).where(users.c.id == user_id, users.c.is_active, is_open)
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else user_of(row)
