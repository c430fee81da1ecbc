"""The SQL of what is missing: stations that say nothing, connectors that cannot be used."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, not_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.kit.ids import StationId, TenantId
from sigec.stations._store.tables import commands, connectors, incidents, stations
from sigec.stations.model import (
    AvailabilityOrder,
    CommandKind,
    CommandStatus,
    ConnectorStatus,
    IncidentKind,
    Registration,
    Trouble,
    offline,
)

BATCH = 1_000
ORDERS_MAX = 50
_TAKEN = (CommandStatus.ACCEPTED.value, CommandStatus.SCHEDULED.value)


async def find_silent(connection: AsyncConnection, *, heard_since: datetime) -> Sequence[Trouble]:
    """Return the stations with a socket that was not heard since, and of which nothing is open.

    Those that are read through a source have none: the source tells when one is gone.
    """
    statement = (
        select(stations.c.id, stations.c.tenant_id, stations.c.last_seen_at)
        .where(
            stations.c.is_connected,
            stations.c.node.is_not(None),
            stations.c.removed_at.is_(None),
            stations.c.registration == Registration.ACCEPTED.value,
            stations.c.last_seen_at < heard_since,
            stations.c.id.not_in(_open_offline()),
        )
        .limit(BATCH)
    )
    return [
        offline(row.tenant_id, row.id, row.last_seen_at)
        for row in await connection.execute(statement)
    ]


async def find_back(connection: AsyncConnection, *, heard_since: datetime) -> Sequence[StationId]:
    """Return the stations that are open as offline and were heard since."""
    statement = (
        select(stations.c.id)
        .where(stations.c.id.in_(_open_offline()), _is_heard(heard_since))
        .limit(BATCH)
    )
    return list((await connection.execute(statement)).scalars())


async def is_silent(
    connection: AsyncConnection, station_id: StationId, *, heard_since: datetime
) -> bool:
    """Say whether an accepted station cannot be reached; it cannot come back until we committed."""
    statement = (
        select(stations.c.id)
        .where(
            stations.c.id == station_id,
            stations.c.removed_at.is_(None),
            stations.c.registration == Registration.ACCEPTED.value,
            not_(func.coalesce(_is_heard(heard_since), False)),
        )
        .with_for_update()
    )
    return (await connection.execute(statement)).first() is not None


async def is_unavailable(connection: AsyncConnection, trouble: Trouble) -> bool:
    """Say whether a connector says that it cannot be used; it says nothing until we committed."""
    statement = (
        select(connectors.c.id)
        .where(
            connectors.c.station_id == trouble.station_id,
            connectors.c.evse == trouble.evse,
            connectors.c.number == trouble.connector,
            connectors.c.status == ConnectorStatus.UNAVAILABLE.value,
        )
        .with_for_update()
    )
    return (await connection.execute(statement)).first() is not None


async def find_tenant(connection: AsyncConnection, station_id: StationId) -> TenantId | None:
    """Return whose station it is, ``None`` when it was removed."""
    statement = select(stations.c.tenant_id).where(
        stations.c.id == station_id, stations.c.removed_at.is_(None)
    )
    return (await connection.execute(statement)).scalar()


async def load_orders(
    connection: AsyncConnection, station_id: StationId
) -> Sequence[AvailabilityOrder]:
    """Return what operators had the station do about its availability, the latest first."""
    statement = (
        select(commands.c.payload)
        .where(
            commands.c.station_id == station_id,
            commands.c.kind == CommandKind.AVAILABILITY.value,
            commands.c.status.in_(_TAKEN),
        )
        .order_by(commands.c.id.desc())
        .limit(ORDERS_MAX)
    )
    found = (await connection.execute(statement)).scalars()
    return [
        AvailabilityOrder(
            operative=payload["operative"],
            evse=payload.get("evse"),
            connector=payload.get("connector"),
        )
        for payload in found
    ]


async def load_places(
    connection: AsyncConnection, station_id: StationId
) -> Sequence[tuple[int, int]]:
    """Return the numbers of the connectors that the station is known to have."""
    statement = select(connectors.c.evse, connectors.c.number).where(
        connectors.c.station_id == station_id
    )
    return [(row.evse, row.number) for row in await connection.execute(statement)]


def _is_heard(since: datetime) -> ColumnElement[bool]:
    return and_(stations.c.is_connected, stations.c.last_seen_at >= since)


def _open_offline() -> ColumnElement[StationId]:
    return (
        select(incidents.c.station_id)
        .where(
            incidents.c.kind == IncidentKind.STATION_OFFLINE.value,
            incidents.c.open_key.is_not(None),
        )
        .scalar_subquery()
    )
