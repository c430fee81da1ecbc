"""Core profile: boot, heartbeat, status, authorise, transactions, meter values."""

import msgspec

from sigec.drivers.model import AuthorizationStatus, TokenInfo
from sigec.ocpp.messages import v16
from sigec.ocpp.router import Call
from sigec.ocpp.router.reports import place, record, seconds, status_instant
from sigec.ocpp.v16.translate import meter_report, start_report, stop_report, token
from sigec.sessions.model import ReportOutcome
from sigec.stations.model import BootOutcome, BootReport, ConnectorStatus, StatusReport

ID_TAG_LENGTH_MAX = 20


async def boot_notification(call: Call, request: v16.BootNotificationRequest) -> bytes:
    """Store what the station says of itself; a boot closes no transaction."""
    boot = BootReport(
        station_id=call.station.station_id,
        received_at=call.received_at,
        vendor=request.charge_point_vendor,
        model=request.charge_point_model,
        serial_number=request.charge_point_serial_number or request.charge_box_serial_number,
        firmware_version=request.firmware_version,
    )
    return await call.services.stations.record_boot(boot, call.entry(), _render_boot)


async def heartbeat(call: Call, request: v16.HeartbeatRequest) -> v16.HeartbeatResponse:
    """Tell the time; nothing is stored."""
    return v16.HeartbeatResponse(current_time=seconds(call.services.clock.now()))


async def status_notification(call: Call, request: v16.StatusNotificationRequest) -> bytes:
    """Store the status of a connector, or of the station for connector 0."""
    connector = place(request.connector_id, "connectorId")
    status = StatusReport(
        station_id=call.station.station_id,
        status=ConnectorStatus(request.status.value),
        received_at=call.received_at,
        evse=connector,
        connector=connector,
        at=status_instant(call, request.timestamp),
        error_code=request.error_code and str(request.error_code),
        vendor_error_code=request.vendor_error_code or None,
        detail=request.info or None,
    )
    entry = call.entry(at=status.happened_at, evse=connector, connector=connector)
    return await call.services.stations.record_status(status, entry, lambda: b"{}")


async def authorize(call: Call, request: v16.AuthorizeRequest) -> bytes:
    """Decide about a token; the answer does not wait until it is journaled."""
    return await call.services.sessions.authorize(
        call.station.station_id, token(request.id_tag), call.entry(), _render_authorize
    )


async def start_transaction(call: Call, request: v16.StartTransactionRequest) -> bytes:
    """Record a start; the answer always has a number of ours and what to do with the token."""
    return await record(call, request, start_report, _render_start)


async def stop_transaction(call: Call, request: v16.StopTransactionRequest) -> bytes:
    """Record an end; whatever it belongs to, it is acknowledged."""
    return await record(call, request, stop_report, _render_stop)


async def meter_values(call: Call, request: v16.MeterValuesRequest) -> bytes:
    """Record meter values of a transaction, or of a connector."""
    return await record(call, request, meter_report, lambda _: b"{}")


def id_tag_info(decision: TokenInfo | None) -> v16.IdTagInfo:
    """Say what was decided in the words of 1.6, which knows fewer; nothing to decide is fine."""
    if decision is None:
        return v16.IdTagInfo(status=v16.AuthorizationStatus.ACCEPTED)
    group = decision.group.value if decision.group else None
    return v16.IdTagInfo(
        status=_STATUSES.get(decision.status, v16.AuthorizationStatus.INVALID),
        expiry_date=seconds(decision.expires_at) if decision.expires_at else None,
        parent_id_tag=group if group and len(group) <= ID_TAG_LENGTH_MAX else None,
    )


def _render_authorize(decision: TokenInfo) -> bytes:
    return msgspec.json.encode(v16.AuthorizeResponse(id_tag_info=id_tag_info(decision)))


def _render_boot(outcome: BootOutcome) -> bytes:
    return msgspec.json.encode(
        v16.BootNotificationResponse(
            status=v16.RegistrationStatus(outcome.registration.value.capitalize()),
            current_time=seconds(outcome.at),
            interval=outcome.interval_s,
        )
    )


def _render_start(outcome: ReportOutcome) -> bytes:
    assert outcome.external_id is not None  # every 1.6 start gets a number
    return msgspec.json.encode(
        v16.StartTransactionResponse(
            transaction_id=int(outcome.external_id),
            id_tag_info=id_tag_info(outcome.decision),
        )
    )


def _render_stop(outcome: ReportOutcome) -> bytes:
    decided = outcome.decision is not None
    info = id_tag_info(outcome.decision) if decided else None
    return msgspec.json.encode(v16.StopTransactionResponse(id_tag_info=info))


_STATUSES = {
    AuthorizationStatus.ACCEPTED: v16.AuthorizationStatus.ACCEPTED,
    AuthorizationStatus.BLOCKED: v16.AuthorizationStatus.BLOCKED,
    AuthorizationStatus.EXPIRED: v16.AuthorizationStatus.EXPIRED,
    AuthorizationStatus.CONCURRENT_TX: v16.AuthorizationStatus.CONCURRENT_TX,
}
