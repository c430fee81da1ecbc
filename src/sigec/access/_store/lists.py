"""The SQL of what stations keep: what is wanted of each, and the list that it has."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Column, Integer, RowMapping, String, Table, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.access._store.decisions import decisions
from sigec.access.model.lists import Limits, ListEntry, StationList
from sigec.db import metadata
from sigec.db.types import Id, Json, UtcDateTime
from sigec.db.upserts import insert_into
from sigec.drivers.model import AuthorizationStatus
from sigec.kit.ids import IdTokenId, StationId, TenantId

lists = Table(
    "local_lists",
    metadata,
    Column("station_id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("version", Integer),
    Column("entries", Json, nullable=False),
    Column("sent_version", Integer),
    Column("sent", Json, nullable=False),
    Column("entries_max", Integer),
    Column("items_max", Integer),
    Column("left_out", Json, nullable=False),
    Column("left_out_count", Integer, nullable=False),
    Column("unfit_count", Integer, nullable=False),
    Column("synced_at", UtcDateTime),
)
wishes = Table(
    "access_wishes",
    metadata,
    Column("station_id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("protocol", String(20), nullable=False),
    Column("wanted", Json, nullable=False),
)
"""What was last wanted of a station by its policy, so that it can be wanted no longer."""

_VALUES = [column.name for column in lists.c if column.name not in ("station_id", "tenant_id")]


async def find_list(connection: AsyncConnection, station_id: StationId) -> StationList | None:
    """Return what we know of a station's list."""
    statement = select(lists).where(lists.c.station_id == station_id)
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else _read(row)


async def save_list(connection: AsyncConnection, known: StationList) -> None:
    """Store what we know of a station's list."""
    values: dict[str, Any] = {
        "station_id": known.station_id,
        "tenant_id": known.tenant_id,
        "version": known.version,
        "entries": known.entries,
        "sent_version": known.sent_version,
        "sent": known.sent,
        "entries_max": known.limits.entries_max,
        "items_max": known.limits.items_max,
        "left_out": known.left_out,
        "left_out_count": known.left_out_count,
        "unfit_count": known.unfit_count,
        "synced_at": known.synced_at,
    }
    statement = insert_into(lists, connection.dialect.name)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["station_id"], set_={name: values[name] for name in _VALUES}
        ),
        values,
    )


async def load_wishes(
    connection: AsyncConnection, tenant_id: TenantId
) -> Mapping[StationId, Mapping[str, str]]:
    """Return what was last wanted of a tenant's stations, by kind and key."""
    statement = select(wishes.c.station_id, wishes.c.wanted).where(wishes.c.tenant_id == tenant_id)
    return {row.station_id: row.wanted for row in await connection.execute(statement)}


async def save_wishes(
    connection: AsyncConnection,
    station_id: StationId,
    tenant_id: TenantId,
    protocol: str,
    wanted: Mapping[str, str],
) -> None:
    """Store what is wanted of a station now; nothing leaves no row."""
    if not wanted:
        await connection.execute(delete(wishes).where(wishes.c.station_id == station_id))
        return
    statement = insert_into(wishes, connection.dialect.name)
    values = {"protocol": protocol, "wanted": dict(wanted)}
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["station_id"], set_=values),
        {"station_id": station_id, "tenant_id": tenant_id, **values},
    )


async def load_tenants(connection: AsyncConnection) -> Sequence[TenantId]:
    """Return the tenants whose stations are kept to a policy."""
    statement = select(wishes.c.tenant_id).distinct()
    return [TenantId(row.tenant_id) for row in await connection.execute(statement)]


async def load_last_uses(
    connection: AsyncConnection, station_id: StationId
) -> Mapping[IdTokenId, datetime]:
    """Return when each token was last let in at a station."""
    columns = decisions.c
    statement = (
        select(columns.id_token_id, func.max(columns.decided_at).label("last"))
        .where(
            columns.station_id == station_id,
            columns.id_token_id.is_not(None),
            columns.status == AuthorizationStatus.ACCEPTED.value,
        )
        .group_by(columns.id_token_id)
    )
    return {row.id_token_id: row.last for row in await connection.execute(statement)}


async def find_stations_of(
    connection: AsyncConnection, id_token_ids: Sequence[IdTokenId]
) -> Mapping[IdTokenId, Sequence[StationId]]:
    """Return the stations that let these tokens in, which may remember them."""
    columns = decisions.c
    statement = (
        select(columns.id_token_id, columns.station_id)
        .where(
            columns.id_token_id.in_(id_token_ids),
            columns.status == AuthorizationStatus.ACCEPTED.value,
        )
        .distinct()
    )
    found: dict[IdTokenId, list[StationId]] = {}
    for row in await connection.execute(statement):
        found.setdefault(row.id_token_id, []).append(row.station_id)
    return found


def _read(row: RowMapping) -> StationList:
    values = dict(row)
    limits = Limits(entries_max=values.pop("entries_max"), items_max=values.pop("items_max"))
    for name in ("entries", "sent"):
        values[name] = msgspec.convert(values[name], tuple[ListEntry, ...])
    values["left_out"] = tuple(IdTokenId(UUID(each)) for each in values["left_out"])
    return StationList(**values, limits=limits)
