"""Stations that are read through a source: as connected as their own cloud says they are."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import outbox
from sigec.db import Database
from sigec.events.stations import StationConnected, StationDisconnected
from sigec.kit.actor import PLATFORM
from sigec.stations._store import mirrors as store
from sigec.stations.model import IncidentKind, MirrorReport, key_of, offline
from sigec.stations.service.troubles import begin_troubles, end_troubles


class MirrorService:
    """Takes what sources say of stations; nobody's permission is asked, for nobody is there."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, reports: Sequence[MirrorReport]) -> None:
        """Store how stations are, and tell of those that came or went; a repeat is harmless.

        One that went is an incident when its last heartbeat was too long ago. While a source is
        blind it says nothing, and no station goes.
        """
        if not reports:
            return
        events: list[StationConnected | StationDisconnected] = []
        async with self._database.transaction(PLATFORM) as connection:
            for report in sorted(reports, key=lambda report: report.station_id):
                was_connected = await store.save(connection, report)
                if was_connected is not None and was_connected != report.is_connected:
                    events.append(_turned(report))
                    await _judge(connection, report)
            await outbox.append(connection, events)


async def _judge(connection: AsyncConnection, report: MirrorReport) -> None:
    if report.is_connected:
        key = key_of(IncidentKind.STATION_OFFLINE, report.station_id)
        await end_troubles(connection, [key], at=report.at)
        return
    trouble = offline(report.tenant_id, report.station_id, report.seen_at or report.at)
    await begin_troubles(connection, [trouble], at=report.at)


def _turned(report: MirrorReport) -> StationConnected | StationDisconnected:
    if report.is_connected:
        return StationConnected(
            tenant_id=report.tenant_id,
            at=report.at,
            station_id=report.station_id,
            protocol=report.protocol,
        )
    return StationDisconnected(
        tenant_id=report.tenant_id, at=report.at, station_id=report.station_id
    )
