"""The SQL of sockets and boots: who is connected, and what stations say of themselves."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.kit.ids import StationId, TenantId
from sigec.stations._store.tables import stations
from sigec.stations.model import BootReport, KnownStation, Registration, SocketOwner

_KNOWN_COLUMNS = (
    stations.c.id,
    stations.c.tenant_id,
    stations.c.site_id,
    stations.c.source_id,
    stations.c.price_group,
    stations.c.name,
    stations.c.ocpp_identity,
    stations.c.registration,
    stations.c.security_profile,
    stations.c.password_digest,
    stations.c.next_password_digest,
    stations.c.wanted_profile,
    stations.c.certificate_subject,
    stations.c.serial_number,
)


async def load_known(
    connection: AsyncConnection, *, station_id: StationId | None = None
) -> Sequence[KnownStation]:
    """Return what admission needs of every station, or of one; platform scope only."""
    statement = select(*_KNOWN_COLUMNS).where(stations.c.removed_at.is_(None))
    if station_id is not None:
        statement = statement.where(stations.c.id == station_id)
    return [_known(row) for row in (await connection.execute(statement)).mappings()]


async def load_by_identity(
    connection: AsyncConnection, identities: Collection[str]
) -> Sequence[KnownStation]:
    """Return what admission needs of the stations that have these identities; platform scope."""
    statement = select(*_KNOWN_COLUMNS).where(
        stations.c.removed_at.is_(None), stations.c.ocpp_identity.in_(identities)
    )
    return [_known(row) for row in (await connection.execute(statement)).mappings()]


async def take_socket(
    connection: AsyncConnection,
    station_id: StationId,
    *,
    protocol: str,
    address: str,
    node: str,
    at: datetime,
) -> int | None:
    """Make a new socket the station's; return its generation, ``None`` if the station is gone."""
    statement = (
        update(stations)
        .where(stations.c.id == station_id, stations.c.removed_at.is_(None))
        .values(
            generation=stations.c.generation + 1,
            is_connected=True,
            protocol=protocol,
            address=address,
            node=node,
            connected_at=at,
            last_seen_at=at,
        )
        .returning(stations.c.generation)
    )
    generation: int | None = (await connection.execute(statement)).scalar()
    return generation


async def find_owner(connection: AsyncConnection, station_id: StationId) -> SocketOwner | None:
    """Return which node has a station's socket, ``None`` if none has; platform scope only."""
    statement = select(stations.c.node, stations.c.protocol).where(
        stations.c.id == station_id, stations.c.is_connected, stations.c.removed_at.is_(None)
    )
    row = (await connection.execute(statement)).first()
    return row and SocketOwner(node=row.node, protocol=row.protocol)


async def leave_socket(
    connection: AsyncConnection, station_id: StationId, *, generation: int
) -> bool:
    """Note that a socket is gone; ``False`` when a newer one took its place."""
    statement = (
        update(stations)
        .where(
            stations.c.id == station_id,
            stations.c.generation == generation,
            stations.c.is_connected,
        )
        .values(is_connected=False)
    )
    return (await connection.execute(statement)).rowcount == 1


async def leave_all_sockets(
    connection: AsyncConnection, *, node: str, before: datetime
) -> Sequence[tuple[StationId, TenantId]]:
    """Forget the sockets of a process that died; return the stations that had one."""
    statement = (
        update(stations)
        .where(stations.c.node == node, stations.c.is_connected, stations.c.connected_at < before)
        .values(is_connected=False)
        .returning(stations.c.id, stations.c.tenant_id)
    )
    return [(row.id, row.tenant_id) for row in await connection.execute(statement)]


async def save_seen(connection: AsyncConnection, seen: Mapping[StationId, datetime]) -> None:
    """Store when stations were last heard; never earlier than what is stored."""
    statement = (
        update(stations)
        .where(stations.c.id == bindparam("b_id"))
        .where(
            or_(stations.c.last_seen_at.is_(None), stations.c.last_seen_at < bindparam("b_seen_at"))
        )
        .values(last_seen_at=bindparam("b_seen_at"))
    )
    rows = [{"b_id": station_id, "b_seen_at": at} for station_id, at in seen.items()]
    await connection.execute(statement, rows)


async def save_boots(
    connection: AsyncConnection, boots: Sequence[BootReport], accepted: Collection[StationId]
) -> None:
    """Store what booting stations say of themselves; the last one counts.

    Only those ``accepted`` may be told anything from now on.
    """
    statement = (
        update(stations)
        .where(stations.c.id == bindparam("b_id"))
        .values(
            vendor=bindparam("b_vendor"),
            model=bindparam("b_model"),
            serial_number=bindparam("b_serial_number"),
            firmware_version=bindparam("b_firmware_version"),
            boot_reason=bindparam("b_boot_reason"),
            last_boot_at=bindparam("b_booted_at"),
            boot_accepted_at=bindparam("b_accepted_at"),
            last_seen_at=bindparam("b_booted_at"),
        )
    )
    latest = {boot.station_id: boot for boot in boots}
    rows = [
        _boot_values(boot) | {"b_accepted_at": boot.received_at if station_id in accepted else None}
        for station_id, boot in latest.items()
    ]
    await connection.execute(statement, rows)


async def insert_stranger(
    connection: AsyncConnection, station: KnownStation, *, at: datetime
) -> None:
    """Create the row of a station that was let in without being registered."""
    await connection.execute(
        insert(stations).values(
            id=station.station_id,
            tenant_id=station.tenant_id,
            name=station.name,
            ocpp_identity=station.identity,
            registration=station.registration.value,
            security_profile=station.security_profile,
            is_connected=False,
            generation=0,
            created_at=at,
            version=1,
        )
    )


def _boot_values(boot: BootReport) -> dict[str, Any]:
    return {
        "b_id": boot.station_id,
        "b_vendor": boot.vendor,
        "b_model": boot.model,
        "b_serial_number": boot.serial_number,
        "b_firmware_version": boot.firmware_version,
        "b_boot_reason": boot.reason,
        "b_booted_at": boot.received_at,
    }


def _known(row: Mapping[Any, Any]) -> KnownStation:
    return KnownStation(
        station_id=row["id"],
        tenant_id=row["tenant_id"],
        site_id=row["site_id"],
        source_id=row["source_id"],
        price_group=row["price_group"],
        name=row["name"],
        identity=row["ocpp_identity"],
        registration=Registration(row["registration"]),
        security_profile=row["security_profile"],
        password_digest=row["password_digest"],
        next_password_digest=row["next_password_digest"],
        wanted_profile=row["wanted_profile"],
        certificate_subject=row["certificate_subject"],
        serial_number=row["serial_number"],
    )
