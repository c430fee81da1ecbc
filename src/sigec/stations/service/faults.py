"""What the statuses of connectors and stations say of troubles: begun, and over."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.kit.ids import SessionId, StationId
from sigec.stations._store import silence
from sigec.stations.model import (
    Connector,
    ConnectorStatus,
    IncidentKind,
    StatusReport,
    Trouble,
    is_fault,
    is_taken_out,
    key_of,
)
from sigec.stations.service.troubles import begin_troubles, end_troubles

Change = tuple[StatusReport, Connector, SessionId | None]
"""What a connector reports, as it was before, and the session that is concerned."""


async def judge_connectors(connection: AsyncConnection, changes: Sequence[Change]) -> None:
    """Begin and end the troubles of connectors whose status changed, in the order they came."""
    for report, before, session_id in changes:
        was = _kinds(before.status, before.error_code)
        now = _kinds(report.status, report.error_code)
        over = [
            key_of(kind, report.station_id, before.evse, before.number)
            for kind in was
            if kind not in now
        ]
        await end_troubles(connection, over, at=report.happened_at)
        begun = [
            _trouble(kind, report, before, session_id)
            for kind in now
            # What goes on keeps its time; of a fault the code may be another one now.
            if kind not in was or kind is IncidentKind.CONNECTOR_FAULT
        ]
        await begin_troubles(connection, begun, at=report.received_at)


async def judge_stations(connection: AsyncConnection, reports: Sequence[StatusReport]) -> None:
    """Begin and end the faults of stations as a whole (OCPP 1.6 connectorId 0)."""
    for report in reports:
        if not is_fault(report.status, report.error_code):
            key = key_of(IncidentKind.CONNECTOR_FAULT, report.station_id)
            await end_troubles(connection, [key], at=report.happened_at)
            continue
        tenant_id = await silence.find_tenant(connection, report.station_id)
        if tenant_id is None:
            continue  # removed meanwhile
        trouble = Trouble(
            tenant_id=tenant_id,
            kind=IncidentKind.CONNECTOR_FAULT,
            began_at=report.happened_at,
            station_id=report.station_id,
            error_code=report.error_code,
            detail=report.detail,
        )
        await begin_troubles(connection, [trouble], at=report.received_at)


async def end_what_is_meant(
    connection: AsyncConnection, station_id: StationId, *, at: datetime
) -> None:
    """End the unavailability that an operator's order explains from now on."""
    orders = await silence.load_orders(connection, station_id)
    keys = [
        key_of(IncidentKind.CONNECTOR_UNAVAILABLE, station_id, *place)
        for place in await silence.load_places(connection, station_id)
        if is_taken_out(orders, *place)
    ]
    await end_troubles(connection, keys, at=at)


def _trouble(
    kind: IncidentKind, report: StatusReport, connector: Connector, session_id: SessionId | None
) -> Trouble:
    return Trouble(
        tenant_id=connector.tenant_id,
        kind=kind,
        began_at=report.happened_at,
        station_id=report.station_id,
        evse=connector.evse,
        connector=connector.number,
        session_id=session_id,
        error_code=report.error_code,
        detail=report.detail,
    )


def _kinds(status: ConnectorStatus | None, error_code: str | None) -> Sequence[IncidentKind]:
    found = []
    if is_fault(status, error_code):
        found.append(IncidentKind.CONNECTOR_FAULT)
    if status is ConnectorStatus.UNAVAILABLE:
        found.append(IncidentKind.CONNECTOR_UNAVAILABLE)
    return found
