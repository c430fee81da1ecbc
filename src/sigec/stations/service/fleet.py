"""Stations for who works with them: as remembered, and as equipment inside a transaction."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.kit.actor import Actor, Scope
from sigec.kit.ids import StationId
from sigec.stations._store import fleet
from sigec.stations.model import FleetFilter, FleetStation, KnownStation
from sigec.stations.service.errors import StationNotFound


def require_known(actor: Actor, station: KnownStation | None) -> KnownStation:
    """Return what is remembered of a station.

    :raises StationNotFound: when there is none, or it is another tenant's.
    """
    if station is None or actor.scope.tenant_id not in (None, station.tenant_id):
        raise StationNotFound
    return station


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
