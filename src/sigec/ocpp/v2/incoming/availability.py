"""Availability: what connectors can do now (OCPP 2.0.1 block G)."""

from sigec.ocpp.messages import v201
from sigec.ocpp.router import Call
from sigec.ocpp.router.reports import place, status_instant
from sigec.stations.model import ConnectorStatus, StatusReport


async def status_notification(call: Call, request: v201.StatusNotificationRequest) -> bytes:
    """Store the status of a connector, or of the station for EVSE 0 or connector 0."""
    evse = place(request.evse_id, "evseId")
    connector = place(request.connector_id, "connectorId")
    is_connector = evse is not None and connector is not None
    status = StatusReport(
        station_id=call.station.station_id,
        status=ConnectorStatus(request.connector_status.value),
        received_at=call.received_at,
        evse=evse if is_connector else None,
        connector=connector if is_connector else None,
        at=status_instant(call, request.timestamp),
    )
    entry = call.entry(at=status.happened_at, evse=evse, connector=connector)
    return await call.services.stations.record_status(status, entry, lambda: b"{}")
