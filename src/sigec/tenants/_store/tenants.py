"""The table of tenants."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Column, Integer, Select, String, Table, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import metadata
from sigec.db.types import Id, UtcDateTime
from sigec.kit.actor import Scope
from sigec.kit.ids import TenantId
from sigec.tenants.model import Language, Tenant, TenantKind, TenantStatus

tenants = Table(
    "tenants",
    metadata,
    Column("id", Id, primary_key=True),
    Column("slug", String(63), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("status", String(20), nullable=False),
    Column("cnpj", String(14), unique=True),
    Column("timezone", String(64), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("language", String(5), nullable=False),
    Column("closing_day", Integer, nullable=False),
    Column("due_day", Integer, nullable=False),
    Column("plan", String(40), nullable=False),
    Column("brand_name", String(80)),
    Column("brand_color", String(7)),
    Column("logo_id", Id),
    Column("deletes_at", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
)

_COLUMNS = [tenants.c[field.name] for field in fields(Tenant)]


def select_tenants(scope: Scope) -> Select[Any]:
    """Begin every query of tenants here: a tenant sees itself, the platform all."""
    statement = select(*_COLUMNS)
    return (
        statement if scope.tenant_id is None else statement.where(tenants.c.id == scope.tenant_id)
    )


async def fetch_one(connection: AsyncConnection, statement: Select[Any]) -> Tenant | None:
    """Return the row as a tenant."""
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else _tenant(row)


async def fetch_all(connection: AsyncConnection, statement: Select[Any]) -> Sequence[Tenant]:
    """Return the rows as tenants."""
    return [_tenant(row) for row in (await connection.execute(statement)).mappings()]


async def count(connection: AsyncConnection) -> int:
    """Return how many tenants there are."""
    return (await connection.execute(select(func.count()).select_from(tenants))).scalar_one()


async def add(connection: AsyncConnection, tenant: Tenant) -> None:
    """Store a new tenant."""
    await connection.execute(insert(tenants).values(**asdict(tenant)))


async def save(connection: AsyncConnection, tenant: Tenant, *, replacing: int) -> bool:
    """Store an edited tenant; ``False`` when ``replacing`` is not its stored version any more."""
    statement = (
        update(tenants)
        .where(tenants.c.id == tenant.id, tenants.c.version == replacing)
        .values(**asdict(tenant))
    )
    return (await connection.execute(statement)).rowcount == 1


async def remove(connection: AsyncConnection, tenant_id: TenantId) -> None:
    """Delete a tenant."""
    await connection.execute(delete(tenants).where(tenants.c.id == tenant_id))


def _tenant(row: Any) -> Tenant:
    values = dict(row)
    values["kind"] = TenantKind(values["kind"])
    values["status"] = TenantStatus(values["status"])
    values["language"] = Language(values["language"])
    return Tenant(**values)
