"""The SQL of connectors: learnt from what stations report, many at a time."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.many import among
from sigec.db.upserts import insert_into
from sigec.kit.ids import StationId, TenantId, new_id
from sigec.stations._store.tables import connectors, evses, stations
from sigec.stations.model import Connector, ConnectorPlace, ConnectorStatus, StatusReport

_IDLE = (ConnectorStatus.AVAILABLE, ConnectorStatus.UNAVAILABLE, ConnectorStatus.FAULTED)

CONNECTORS_MAX = 100
"""A station with more is broken or hostile; what it reports of others is only journaled."""

COLUMNS = (
    connectors.c.id,
    connectors.c.tenant_id,
    connectors.c.station_id,
    connectors.c.evse,
    connectors.c.number,
    connectors.c.status,
    connectors.c.error_code,
    connectors.c.vendor_error_code,
    connectors.c.detail,
    connectors.c.status_at,
    connectors.c.type,
    connectors.c.power_max_w,
)


async def load_or_create(
    connection: AsyncConnection, places: Iterable[ConnectorPlace]
) -> dict[ConnectorPlace, Connector]:
    """Return the connectors at these places, creating those never heard of."""
    wanted = set(places)
    station_ids = sorted({place.station_id for place in wanted})
    found = await _load(connection, station_ids)
    missing = [place for place in wanted if place not in found]
    if missing:
        await _create(connection, missing, found)
        found = await _load(connection, station_ids)
    return {place: found[place] for place in wanted if place in found}


async def load_of_evse(
    connection: AsyncConnection, station_id: StationId, evse: int
) -> Sequence[Connector]:
    """Return the connectors that an EVSE is known to have."""
    statement = select(*COLUMNS).where(
        connectors.c.station_id == station_id, connectors.c.evse == evse
    )
    return [to_connector(row) for row in (await connection.execute(statement)).mappings()]


async def is_in_use(connection: AsyncConnection, station_id: StationId) -> bool:
    """Say whether a connector of a station is anything but free or out of service."""
    statement = select(connectors.c.id).where(
        connectors.c.station_id == station_id, connectors.c.status.not_in(_IDLE)
    )
    return (await connection.execute(statement.limit(1))).first() is not None


async def load_at(
    connection: AsyncConnection, station_ids: Collection[StationId]
) -> Sequence[Connector]:
    """Return the connectors that stations are known to have."""
    return list((await _load(connection, sorted(station_ids))).values())


async def save_statuses(
    connection: AsyncConnection, changed: Mapping[ConnectorPlace, StatusReport]
) -> None:
    """Store the new status of each connector."""
    if not changed:
        return
    statement = (
        update(connectors)
        .where(
            connectors.c.station_id == bindparam("b_station_id"),
            connectors.c.evse == bindparam("b_evse"),
            connectors.c.number == bindparam("b_number"),
        )
        .values(**_status_parameters())
    )
    await connection.execute(
        statement,
        [
            {"b_evse": place.evse, "b_number": place.connector, **_status_values(report)}
            for place, report in changed.items()
        ],
    )


async def save_station_statuses(
    connection: AsyncConnection, reports: Mapping[StationId, StatusReport]
) -> None:
    """Store what stations say of themselves as a whole."""
    if not reports:
        return
    statement = (
        update(stations)
        .where(stations.c.id == bindparam("b_station_id"))
        .values(
            status=bindparam("b_status"),
            error_code=bindparam("b_error_code"),
            status_at=bindparam("b_status_at"),
        )
    )
    rows = [_status_values(report) for report in reports.values()]
    kept = ("b_station_id", "b_status", "b_error_code", "b_status_at")
    await connection.execute(statement, [{name: row[name] for name in kept} for row in rows])


async def find_station_status_times(
    connection: AsyncConnection, station_ids: Iterable[StationId]
) -> Mapping[StationId, datetime | None]:
    """Return since when stations as a whole are as they last said."""
    wanted = sorted(station_ids)
    if not wanted:
        return {}
    here = among(stations.c.id, wanted, connection.dialect.name)
    statement = select(stations.c.id, stations.c.status_at).where(here)
    return {StationId(row.id): row.status_at for row in await connection.execute(statement)}


def to_connector(row: Mapping[Any, Any]) -> Connector:
    """Read a row of `COLUMNS`."""
    status = row["status"]
    return Connector(**{**row, "status": status and ConnectorStatus(status)})


async def _load(
    connection: AsyncConnection, station_ids: Sequence[StationId]
) -> dict[ConnectorPlace, Connector]:
    here = among(connectors.c.station_id, station_ids, connection.dialect.name)
    statement = select(*COLUMNS).where(here)
    rows = [to_connector(row) for row in (await connection.execute(statement)).mappings()]
    return {
        ConnectorPlace(station_id=row.station_id, evse=row.evse, connector=row.number): row
        for row in rows
    }


async def _create(
    connection: AsyncConnection,
    missing: Iterable[ConnectorPlace],
    present: Iterable[ConnectorPlace],
) -> None:
    tenants = await _tenants(connection, {place.station_id for place in missing})
    counts: dict[StationId, int] = {}
    for place in present:
        counts[place.station_id] = counts.get(place.station_id, 0) + 1
    for place in sorted(missing, key=lambda place: (place.station_id, place.evse, place.connector)):
        counts[place.station_id] = counts.get(place.station_id, 0) + 1
        if counts[place.station_id] <= CONNECTORS_MAX and place.station_id in tenants:
            await _create_one(connection, place, tenants[place.station_id])


async def _create_one(
    connection: AsyncConnection, place: ConnectorPlace, tenant_id: TenantId
) -> None:
    dialect = connection.dialect.name
    owner = {"tenant_id": tenant_id, "station_id": place.station_id}
    await connection.execute(
        insert_into(evses, dialect)
        .values(id=new_id(), number=place.evse, **owner)
        .on_conflict_do_nothing()
    )
    evse_id = (
        await connection.execute(
            select(evses.c.id).where(
                evses.c.station_id == place.station_id, evses.c.number == place.evse
            )
        )
    ).scalar_one()
    await connection.execute(
        insert_into(connectors, dialect)
        .values(id=new_id(), evse_id=evse_id, evse=place.evse, number=place.connector, **owner)
        .on_conflict_do_nothing()
    )


async def _tenants(
    connection: AsyncConnection, station_ids: Iterable[StationId]
) -> dict[StationId, TenantId]:
    statement = select(stations.c.id, stations.c.tenant_id).where(stations.c.id.in_(station_ids))
    return {
        StationId(row.id): TenantId(row.tenant_id) for row in await connection.execute(statement)
    }


def _status_parameters() -> dict[str, Any]:
    names = ("status", "error_code", "vendor_error_code", "detail", "status_at")
    return {name: bindparam(f"b_{name}") for name in names}


def _status_values(report: StatusReport) -> dict[str, Any]:
    return {
        "b_station_id": report.station_id,
        "b_status": report.status.value,
        "b_error_code": report.error_code,
        "b_vendor_error_code": report.vendor_error_code,
        "b_detail": report.detail,
        "b_status_at": report.happened_at,
    }
