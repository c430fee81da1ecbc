"""The SQL of stations that are read through a source."""

from collections.abc import Sequence

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.stations._store.connectors import load_or_create
from sigec.stations._store.tables import connectors, stations
from sigec.stations.model import ConnectorPlace, MirrorReport


async def save(connection: AsyncConnection, report: MirrorReport) -> bool | None:
    """Store what a source says; return whether the station was connected, ``None`` if it is gone.

    When it was seen never moves back.
    """
    here = (stations.c.id == report.station_id, stations.c.removed_at.is_(None))
    statement = select(stations.c.is_connected, stations.c.last_seen_at).where(*here)
    before = (await connection.execute(statement.with_for_update())).first()
    if before is None:
        return None
    seen = [at for at in (before.last_seen_at, report.seen_at) if at is not None]
    values = {
        "vendor": report.vendor,
        "model": report.model,
        "serial_number": report.serial_number,
        "firmware_version": report.firmware_version,
        "protocol": report.protocol,
        "is_connected": report.is_connected,
        "last_seen_at": max(seen, default=None),
    }
    if report.is_connected and not before.is_connected:
        values["connected_at"] = report.at
    await connection.execute(update(stations).where(*here).values(**values))
    await _save_connectors(connection, report)
    return bool(before.is_connected)


async def _save_connectors(connection: AsyncConnection, report: MirrorReport) -> None:
    """Create the connectors that are listed; what people know of one is not overwritten."""
    places: Sequence[ConnectorPlace] = [
        ConnectorPlace(station_id=report.station_id, evse=each.number, connector=each.number)
        for each in report.connectors
    ]
    known = await load_or_create(connection, places)
    for place, told in zip(places, report.connectors, strict=True):
        connector = known.get(place)
        if connector is None or (connector.type and connector.power_max_w):
            continue
        await connection.execute(
            update(connectors)
            .where(connectors.c.id == connector.id)
            .values(
                type=func.coalesce(connectors.c.type, told.type),
                power_max_w=func.coalesce(connectors.c.power_max_w, told.power_max_w),
            )
        )
