"""Provisioning: boot, heartbeat, reports of variables (OCPP 2.0.1 blocks B and G)."""

from dataclasses import replace

import msgspec

from sigec.journal import MASK, holds_secret
from sigec.ocpp.messages import v201
from sigec.ocpp.router import Call
from sigec.ocpp.router.reports import seconds
from sigec.ocpp.v2.variables import reported
from sigec.stations.model import BootOutcome, BootReport


async def boot_notification(call: Call, request: v201.BootNotificationRequest) -> bytes:
    """Store what the station says of itself; a boot closes no transaction."""
    station = request.charging_station
    boot = BootReport(
        station_id=call.station.station_id,
        received_at=call.received_at,
        vendor=station.vendor_name,
        model=station.model,
        serial_number=station.serial_number or None,
        firmware_version=station.firmware_version or None,
        reason=str(request.reason),
    )
    return await call.services.stations.record_boot(boot, call.entry(), _render)


async def heartbeat(call: Call, request: v201.HeartbeatRequest) -> v201.HeartbeatResponse:
    """Tell the time; nothing is stored."""
    return v201.HeartbeatResponse(current_time=seconds(call.services.clock.now()))


async def notify_report(call: Call, request: v201.NotifyReportRequest) -> bytes:
    """Store the variables of a report; a report comes in parts, each is stored at once."""
    told = [
        replace(each, value=MASK) if holds_secret(each.name.variable) else each
        for each in reported(request.report_data or ())
    ]
    return await call.services.stations.record_variables(told, call.entry(), lambda: b"{}")


def _render(outcome: BootOutcome) -> bytes:
    return msgspec.json.encode(
        v201.BootNotificationResponse(
            status=v201.RegistrationStatusEnumType(outcome.registration.value.capitalize()),
            current_time=seconds(outcome.at),
            interval=outcome.interval_s,
        )
    )
