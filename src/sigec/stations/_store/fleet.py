"""The SQL of stations as equipment: what they are, where, and whether they are there."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.listing import equal
from sigec.db.tenancy import visible
from sigec.kit.actor import Scope
from sigec.kit.ids import StationId
from sigec.stations._store.tables import stations
from sigec.stations.model import FleetFilter, FleetStation, Registration

_NAMES = (
    "id",
    "tenant_id",
    "site_id",
    "name",
    "vendor",
    "model",
    "firmware_version",
    "protocol",
    "is_connected",
)


async def search(
    connection: AsyncConnection, scope: Scope, wanted: FleetFilter, *, limit: int
) -> Sequence[FleetStation]:
    """Return the accepted stations with a line of their own that are wanted, by name."""
    equals = {
        stations.c.site_id: wanted.site_id,
        stations.c.vendor: wanted.vendor,
        stations.c.model: wanted.model,
        stations.c.firmware_version: wanted.firmware_version,
    }
    statement = (
        _select(scope)
        .where(
            *equal(equals),
            stations.c.registration == Registration.ACCEPTED.value,
            stations.c.source_id.is_(None),
        )
        .order_by(stations.c.name, stations.c.id)
        .limit(limit)
    )
    return await _load(connection, statement)


async def load(
    connection: AsyncConnection, scope: Scope, station_ids: Collection[StationId]
) -> Sequence[FleetStation]:
    """Return stations by their ids; what was removed is not there."""
    return await _load(connection, _select(scope).where(stations.c.id.in_(station_ids)))


def _select(scope: Scope) -> Select[Any]:
    is_there: ColumnElement[bool] = stations.c.removed_at.is_(None)
    return select(*(stations.c[name] for name in _NAMES)).where(visible(stations, scope), is_there)


async def _load(connection: AsyncConnection, statement: Select[Any]) -> Sequence[FleetStation]:
    rows = (await connection.execute(statement)).mappings()
    return [FleetStation(**row) for row in rows]
