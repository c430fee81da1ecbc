"""Stations as equipment, for the slices above, inside their transaction."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.kit.actor import Scope
from sigec.kit.ids import StationId
from sigec.stations._store import fleet
from sigec.stations.model import FleetFilter, FleetStation
from sigec.stations.service.errors import StationNotFound


async def require_equipment(
    connection: AsyncConnection, scope: Scope, station_id: StationId
) -> FleetStation:
    """Return a station.

    :raises StationNotFound: when the scope has none.
    """
    found = await fleet.load(connection, scope, [station_id])
    if not found:
        raise StationNotFound
    return found[0]


async def find_equipment(
    connection: AsyncConnection, scope: Scope, station_ids: Collection[StationId]
) -> Mapping[StationId, FleetStation]:
    """Return stations by their ids; what was removed is not there."""
    return {each.id: each for each in await fleet.load(connection, scope, station_ids)}


async def search_equipment(
    connection: AsyncConnection, scope: Scope, wanted: FleetFilter, *, limit: int
) -> Sequence[FleetStation]:
    """Return the accepted stations that are wanted, by name; those of clouds are not ours to."""
    return await fleet.search(connection, scope, wanted, limit=limit)
