"""Whose socket is whose: taken, left, and taken over by a newer one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import outbox
from sigec.db import Database
from sigec.events.stations import StationChanged, StationConnected, StationDisconnected
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import StationId, StreamId, TenantId
from sigec.stations._store import connections
from sigec.stations._store.stations import count_accepted
from sigec.stations.model import Admission, IncidentKind, KnownStation, SocketOwner, key_of, offline
from sigec.stations.service.credentials import settle
from sigec.stations.service.errors import StationGone
from sigec.stations.service.troubles import begin_troubles, end_troubles
from sigec.tenants.service import within_limit_of_stations


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A socket that was opened."""

    admission: Admission
    protocol: str
    address: str
    node: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """A socket that is gone."""

    station_id: StationId
    tenant_id: TenantId
    generation: int
    at: datetime


class Sockets:
    """Knows which node has which station's socket."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find_owner(self, station_id: StationId) -> SocketOwner | None:
        """Return the node that has a station's socket, ``None`` if none has."""
        async with self._database.read(PLATFORM) as connection:
            return await connections.find_owner(connection, station_id)


async def store_arrivals(
    connection: AsyncConnection, _stream: StreamId, arrivals: Sequence[Arrival]
) -> Sequence[int]:
    """Give each socket its generation, making the rows of stations let in unregistered."""
    for arrival in arrivals:  # before any socket is taken: all lock in this order
        if arrival.admission.is_new:
            await _register(connection, arrival)
    generations = []
    for arrival in arrivals:
        generation = await connections.take_socket(
            connection,
            arrival.admission.station_id,
            protocol=arrival.protocol,
            address=arrival.address,
            node=arrival.node,
            at=arrival.at,
        )
        if generation is None:
            raise StationGone(station_id=arrival.admission.station_id)
        generations.append(generation)
    await settle(
        connection,
        [arrival.admission for arrival in arrivals],
        at=max(arrival.at for arrival in arrivals),
    )
    await outbox.append(connection, [_connected(arrival) for arrival in arrivals])
    back = {
        key_of(IncidentKind.STATION_OFFLINE, arrival.admission.station_id) for arrival in arrivals
    }
    await end_troubles(connection, back, at=max(arrival.at for arrival in arrivals))
    return generations


async def store_departures(
    connection: AsyncConnection, _stream: StreamId, departures: Sequence[Departure]
) -> Sequence[bool]:
    """Note which sockets are gone; ``False`` for one that a newer one had replaced."""
    left = [
        await connections.leave_socket(
            connection, departure.station_id, generation=departure.generation
        )
        for departure in departures
    ]
    gone = [
        StationDisconnected(
            tenant_id=departure.tenant_id, at=departure.at, station_id=departure.station_id
        )
        for departure, was_last in zip(departures, left, strict=True)
        if was_last
    ]
    await _tell_gone(connection, gone, at=max(departure.at for departure in departures))
    return left


async def leave_behind(
    connection: AsyncConnection, *, node: str, before: datetime, at: datetime
) -> None:
    """Note that the sockets of this node's earlier process are gone: it could not do so itself."""
    left = await connections.leave_all_sockets(connection, node=node, before=before)
    gone = [
        StationDisconnected(tenant_id=tenant_id, at=at, station_id=station_id)
        for station_id, tenant_id in left
    ]
    await _tell_gone(connection, gone, at=at)


def stranger(admission: Admission) -> KnownStation:
    """Return what is known of a station that nobody registered: its identity."""
    return KnownStation(
        station_id=admission.station_id,
        tenant_id=admission.tenant_id,
        site_id=None,
        name=admission.identity,
        identity=admission.identity,
        registration=admission.registration,
        security_profile=admission.security_profile,
    )


async def _register(connection: AsyncConnection, arrival: Arrival) -> None:
    known = stranger(arrival.admission)
    try:
        async with within_limit_of_stations(connection, known.tenant_id, count_accepted):
            await connections.insert_stranger(connection, known, at=arrival.at)
    except IntegrityError as error:  # registered since its handshake; it will knock again
        raise StationGone(station_id=known.station_id) from error
    changed = StationChanged(
        tenant_id=arrival.admission.tenant_id,
        at=arrival.at,
        station_id=arrival.admission.station_id,
    )
    await outbox.append(connection, [changed])


async def _tell_gone(
    connection: AsyncConnection, gone: Sequence[StationDisconnected], *, at: datetime
) -> None:
    """Tell of stations that have no socket, and wait for each whether it comes back."""
    await outbox.append(connection, gone)
    troubles = [
        offline(event.tenant_id, event.station_id, event.at)
        for event in gone
        if event.tenant_id is not None
    ]
    await begin_troubles(connection, troubles, at=at)


def _connected(arrival: Arrival) -> StationConnected:
    return StationConnected(
        tenant_id=arrival.admission.tenant_id,
        at=arrival.at,
        station_id=arrival.admission.station_id,
        protocol=arrival.protocol,
        certificate_fingerprint=arrival.admission.certificate_fingerprint,
    )
