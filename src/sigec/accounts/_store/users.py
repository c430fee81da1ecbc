"""The table of users."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Select,
    String,
    Table,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.accounts.model import User
from sigec.db import metadata
from sigec.db.types import Id, UtcDateTime
from sigec.kit.actor import Actor, Role
from sigec.kit.ids import PersonId, TenantId, UserId

users = Table(
    "users",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, ForeignKey("tenants.id")),
    Column("email", String(254), nullable=False),
    Column("name", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("person_id", Id),
    Column("password_hash", String(200), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("last_login_at", UtcDateTime),
    Column("version", Integer, nullable=False),
    Index("ix_users_tenant_id", "tenant_id"),
    Index("ix_users_email", "email"),
    Index("uq_users_tenant_email", "tenant_id", "email", unique=True),
    Index(
        "uq_users_platform_email",
        "email",
        unique=True,
        postgresql_where=text("tenant_id IS NULL"),
        sqlite_where=text("tenant_id IS NULL"),
    ),
)

_COLUMNS = [users.c[field.name] for field in fields(User)]


def select_users(actor: Actor) -> Select[Any]:
    """Begin every query of users here.

    A tenant's people see their tenant's users. A platform admin sees all or, having chosen a
    tenant, its users and the platform's own.
    """
    statement = select(*_COLUMNS)
    if not actor.is_platform:
        return statement.where(users.c.tenant_id == actor.require_tenant())
    if actor.tenant_id is None:
        return statement
    return statement.where(or_(users.c.tenant_id == actor.tenant_id, users.c.tenant_id.is_(None)))


async def fetch_one(connection: AsyncConnection, statement: Select[Any]) -> User | None:
    """Return the row as a user."""
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else user_of(row)


async def fetch_all(connection: AsyncConnection, statement: Select[Any]) -> Sequence[User]:
    """Return the rows as users."""
    return [user_of(row) for row in (await connection.execute(statement)).mappings()]


async def fetch_staff(
    connection: AsyncConnection, tenant_ids: Collection[TenantId], roles: Collection[Role]
) -> Sequence[User]:
    """Return the active users of tenants who have one of these roles."""
    statement = select(*_COLUMNS).where(
        users.c.tenant_id.in_(tenant_ids),
        users.c.role.in_([role.value for role in roles]),
        users.c.is_active,
    )
    return await fetch_all(connection, statement.order_by(users.c.id))


async def fetch_active(connection: AsyncConnection, user_ids: Collection[UserId]) -> Sequence[User]:
    """Return the active ones of these users."""
    statement = select(*_COLUMNS).where(users.c.id.in_(user_ids), users.c.is_active)
    return await fetch_all(connection, statement)


async def count(connection: AsyncConnection) -> int:
    """Return how many users there are."""
    return (await connection.execute(select(func.count()).select_from(users))).scalar_one()


async def find_by_email(
    connection: AsyncConnection, email: str, *, limit: int
) -> Sequence[tuple[User, str]]:
    """Return the users of a canonical address, one of a tenant, with their passwords' hashes."""
    statement = (
        select(*_COLUMNS, users.c.password_hash)
        .where(users.c.email == email)
        .order_by(users.c.id)
        .limit(limit)
    )
    rows = (await connection.execute(statement)).mappings()
    return [(user_of(row), row["password_hash"]) for row in rows]


async def fetch_credentials(connection: AsyncConnection, user_id: UserId) -> tuple[str, str] | None:
    """Return a user's e-mail and the hash of their password."""
    statement = select(users.c.email, users.c.password_hash).where(users.c.id == user_id)
    row = (await connection.execute(statement)).first()
    return None if row is None else (row.email, row.password_hash)


async def add(connection: AsyncConnection, user: User, password_hash: str) -> None:
    """Store a new user."""
    await connection.execute(insert(users).values(**asdict(user), password_hash=password_hash))


async def save(connection: AsyncConnection, user: User, *, replacing: int) -> bool:
    """Store an edited user; ``False`` when ``replacing`` is not the stored version any more."""
    statement = (
        update(users)
        .where(users.c.id == user.id, users.c.version == replacing)
        .values(**asdict(user))
    )
    return (await connection.execute(statement)).rowcount == 1


async def set_password_hash(
    connection: AsyncConnection, user_id: UserId, password_hash: str
) -> None:
    """Replace the hash of a user's password."""
    await connection.execute(
        update(users).where(users.c.id == user_id).values(password_hash=password_hash)
    )


async def set_last_login_at(connection: AsyncConnection, user_id: UserId, at: datetime) -> None:
    """Remember when the user last signed in."""
    await connection.execute(update(users).where(users.c.id == user_id).values(last_login_at=at))


async def remove(connection: AsyncConnection, user_id: UserId) -> None:
    """Delete a user, logins included."""
    await connection.execute(delete(users).where(users.c.id == user_id))


def user_of(row: Any) -> User:
    """Read a user out of a row that holds the user's columns."""
    values = {field.name: row[field.name] for field in fields(User)}
    values["role"] = Role(values["role"])
    return User(**values)


async def fetch_users_of(connection: AsyncConnection, person_id: PersonId) -> Sequence[UserId]:
    """Return the users who stand for a person."""
    statement = select(users.c.id).where(users.c.person_id == person_id).order_by(users.c.id)
    return [UserId(found) for found in (await connection.execute(statement)).scalars()]
