"""Where stations are and what people call them, for the slices above."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.kit.ids import SessionId, SiteId, StationId, TenantId
from sigec.stations._store import connectors as connector_store
from sigec.stations._store import incidents as store
from sigec.stations._store import variables
from sigec.stations._store.tables import connectors, stations
from sigec.stations._store.tables import variables as told_variables
from sigec.stations.model import (
    Connector,
    ConnectorStatus,
    Incident,
    IncidentKind,
    Registration,
    Variable,
    VariableName,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StationPlace:
    """A station's name and site; ``is_removed`` when it stands there no more.

    ``protocol`` is what it last spoke.
    """

    tenant_id: TenantId
    name: str
    site_id: SiteId | None
    is_removed: bool
    protocol: str | None


async def find_places(
    connection: AsyncConnection, station_ids: Collection[StationId]
) -> Mapping[StationId, StationPlace]:
    """Return where stations are, of all tenants, inside the caller's transaction."""
    columns = (
        stations.c.id,
        stations.c.tenant_id,
        stations.c.name,
        stations.c.site_id,
        stations.c.removed_at,
        stations.c.protocol,
    )
    statement = select(*columns).where(stations.c.id.in_(station_ids))
    return {
        row.id: StationPlace(
            tenant_id=row.tenant_id,
            name=row.name,
            site_id=row.site_id,
            is_removed=row.removed_at is not None,
            protocol=row.protocol,
        )
        for row in await connection.execute(statement)
    }


async def find_connector_types(
    connection: AsyncConnection, station_id: StationId
) -> Mapping[int, Sequence[str]]:
    """Return the types of a station's connectors by EVSE, of those that are told."""
    statement = (
        select(connectors.c.evse, connectors.c.type)
        .where(connectors.c.station_id == station_id, connectors.c.type.is_not(None))
        .order_by(connectors.c.evse, connectors.c.number)
    )
    types: dict[int, list[str]] = {}
    for evse, type_ in await connection.execute(statement):
        types.setdefault(evse, []).append(type_)
    return types


async def find_reached(connection: AsyncConnection, tenant_id: TenantId) -> Mapping[StationId, str]:
    """Return the protocols of a tenant's stations that speak, or spoke, for themselves."""
    statement = select(stations.c.id, stations.c.protocol).where(
        stations.c.tenant_id == tenant_id,
        stations.c.removed_at.is_(None),
        stations.c.source_id.is_(None),
        stations.c.protocol.is_not(None),
    )
    return {row.id: row.protocol for row in await connection.execute(statement)}


async def find_maximum(
    connection: AsyncConnection, station_id: StationId, name: VariableName
) -> int | None:
    """Return the highest value that a station says a variable can have."""
    statement = select(told_variables.c.characteristics).where(
        told_variables.c.station_id == station_id, told_variables.c.key == name.key
    )
    told = (await connection.execute(statement)).scalar()
    highest = told and told.get("limit_max")
    return int(highest) if highest else None


async def keep_told(
    connection: AsyncConnection,
    station_id: StationId,
    tenant_id: TenantId,
    told: Collection[Variable],
    *,
    at: datetime,
) -> None:
    """Store what a station answered about its variables."""
    await variables.save(connection, station_id, tenant_id, told, at=at)


async def has_free_connector(connection: AsyncConnection, station_id: StationId) -> bool:
    """Say whether somebody could plug in now, inside the caller's transaction."""
    statement = (
        select(connectors.c.id)
        .join(stations, stations.c.id == connectors.c.station_id)
        .where(
            stations.c.id == station_id,
            stations.c.is_connected,
            connectors.c.status == ConnectorStatus.AVAILABLE.value,
        )
        .limit(1)
    )
    return (await connection.execute(statement)).first() is not None


async def find_faults(
    connection: AsyncConnection, session_ids: Collection[SessionId]
) -> Sequence[Incident]:
    """Return the faults, open and closed, that these sessions met, in the caller's transaction."""
    return await store.find_of_sessions(connection, IncidentKind.CONNECTOR_FAULT, session_ids)


async def count_open(connection: AsyncConnection, tenant_id: TenantId) -> int:
    """Return how much is wrong at a tenant now, inside the caller's transaction."""
    return await store.count_open(connection, tenant_id)


async def find_values(
    connection: AsyncConnection, station_id: StationId, names: Sequence[VariableName]
) -> Mapping[VariableName, str | None]:
    """Return what a station said of some variables, in the caller's transaction."""
    told = await variables.find_values(connection, station_id, [name.key for name in names])
    return {name: told[name.key] for name in names if name.key in told}


async def find_connectors_at(
    connection: AsyncConnection, station_ids: Collection[StationId]
) -> Mapping[StationId, Sequence[Connector]]:
    """Return the connectors that stations are known to have; for the slices above."""
    found: dict[StationId, list[Connector]] = {}
    for each in await connector_store.load_at(connection, station_ids):
        found.setdefault(each.station_id, []).append(each)
    return found


async def find_stations_of(
    connection: AsyncConnection, site_ids: Collection[SiteId]
) -> Mapping[StationId, StationPlace]:
    """Return the stations that stand at these sites by their names; for the slices above."""
    statement = (
        select(stations.c.id)
        .where(
            stations.c.site_id.in_(site_ids),
            stations.c.removed_at.is_(None),
            stations.c.registration == Registration.ACCEPTED.value,
            stations.c.source_id.is_(None),
        )
        .order_by(stations.c.name, stations.c.id)
    )
    ids = [StationId(row.id) for row in await connection.execute(statement)]
    places = await find_places(connection, ids)
    return {station_id: places[station_id] for station_id in ids}


async def count_profiles(connection: AsyncConnection) -> Mapping[int, int]:
    """Count the stations of all tenants by their security profile, in the caller's transaction."""
    statement = (
        select(stations.c.security_profile, func.count().label("amount"))
        .where(stations.c.removed_at.is_(None), stations.c.source_id.is_(None))
        .group_by(stations.c.security_profile)
    )
    return {row.security_profile: row.amount for row in await connection.execute(statement)}
