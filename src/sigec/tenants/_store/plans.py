"""The table of plans: the platform's own, the same for every tenant."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Column, Integer, RowMapping, String, Table, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import metadata
from sigec.db.types import Json
from sigec.kit.ids import TenantId
from sigec.tenants._store.tenants import tenants
from sigec.tenants.model import Feature, Plan

plans = Table(
    "plans",
    metadata,
    Column("code", String(40), primary_key=True),
    Column("name", String(100), nullable=False),
    Column("residents_max", Integer),
    Column("stations_max", Integer),
    Column("features", Json, nullable=False),
    Column("version", Integer, nullable=False),
)
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")


async def fetch_plans(connection: AsyncConnection) -> Sequence[Plan]:
    """Return all plans, the smallest first; there are a handful."""
    rows = (await connection.execute(select(plans))).mappings()
    return sorted((_plan(row) for row in rows), key=_size)


async def find_plan(connection: AsyncConnection, code: str) -> Plan | None:
    """Return the plan with this code."""
    row = (await connection.execute(select(plans).where(plans.c.code == code))).mappings().first()
    return None if row is None else _plan(row)


async def find_plan_of(connection: AsyncConnection, tenant_id: TenantId) -> Plan | None:
    """Return the plan that a tenant has."""
    statement = select(plans).join(tenants, tenants.c.plan == plans.c.code)
    statement = statement.where(tenants.c.id == tenant_id)
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else _plan(row)


async def add_plan(connection: AsyncConnection, plan: Plan) -> None:
    """Store a new plan."""
    await connection.execute(insert(plans).values(**_values(plan)))


async def save_plan(connection: AsyncConnection, plan: Plan, *, replacing: int) -> bool:
    """Store an edited plan; ``False`` when ``replacing`` is not its stored version any more."""
    statement = (
        update(plans)
        .where(plans.c.code == plan.code, plans.c.version == replacing)
        .values(**_values(plan))
    )
    return (await connection.execute(statement)).rowcount == 1


async def wait_for_turn(connection: AsyncConnection, tenant_id: TenantId) -> None:
    """Let one transaction at a time add to a tenant, until it ends; SQLite has one anyway."""
    if connection.dialect.name == "postgresql":
        await connection.execute(_LOCK, {"key": f"plan:{tenant_id}"})


def _plan(row: RowMapping) -> Plan:
    values = dict(row)
    values["features"] = tuple(Feature(name) for name in values["features"])
    return Plan(**values)


def _values(plan: Plan) -> dict[str, Any]:
    return asdict(plan) | {"features": list(plan.features)}


def _size(plan: Plan) -> tuple[float, float, str]:
    sizes = (plan.residents_max, plan.stations_max)
    residents, stations = (float("inf") if size is None else size for size in sizes)
    return residents, stations, plan.code
