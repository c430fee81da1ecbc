"""The SQL of policies: at most one per tenant, site and station."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Column, Integer, RowMapping, String, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.access.model import NAMES, AccessPolicy, PlaceKind, PlacePolicy
from sigec.db import metadata
from sigec.db.tenancy import visible
from sigec.db.types import Id, Json, UtcDateTime
from sigec.db.upserts import insert_into
from sigec.kit.actor import Scope
from sigec.kit.ids import TenantId

policies = Table(
    "access_policies",
    metadata,
    Column("place_id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("policy", Json, nullable=False),
    Column("version", Integer, nullable=False),
    Column("edited_at", UtcDateTime, nullable=False),
)


async def load_of_tenant(connection: AsyncConnection, tenant_id: TenantId) -> Sequence[PlacePolicy]:
    """Return all policies of a tenant."""
    statement = select(policies).where(visible(policies, Scope(tenant_id=tenant_id)))
    return [_read(row) for row in (await connection.execute(statement)).mappings()]


async def find(connection: AsyncConnection, scope: Scope, place_id: UUID) -> PlacePolicy | None:
    """Return the policy of a place, locked until the transaction ends."""
    statement = (
        select(policies)
        .where(visible(policies, scope), policies.c.place_id == place_id)
        .with_for_update()
    )
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else _read(row)


async def save(connection: AsyncConnection, one: PlacePolicy) -> bool:
    """Store a policy in place of the version before; ``False`` when that is not stored any more."""
    said = {name: value for name in NAMES if (value := getattr(one.policy, name)) is not None}
    values: dict[str, Any] = {
        "place_id": one.place_id,
        "tenant_id": one.tenant_id,
        "kind": one.kind.value,
        "policy": said,
        "version": one.version,
        "edited_at": one.edited_at,
    }
    statement = insert_into(policies, connection.dialect.name)
    changed = {name: values[name] for name in ("policy", "version", "edited_at")}
    result = await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["place_id"],
            set_=changed,
            where=policies.c.version == one.version - 1,
        ),
        values,
    )
    return result.rowcount == 1


def _read(row: RowMapping) -> PlacePolicy:
    return PlacePolicy(
        tenant_id=row["tenant_id"],
        kind=PlaceKind(row["kind"]),
        place_id=row["place_id"],
        policy=msgspec.convert(row["policy"], AccessPolicy),
        version=row["version"],
        edited_at=row["edited_at"],
    )
