"""Logs, events, monitors and what is known of customers (OCPP 2.0.1 block N)."""

from collections.abc import Iterator

from sigec.journal import MASK, holds_secret
from sigec.ocpp.messages import v201
from sigec.ocpp.router import Call, announced, detail
from sigec.ocpp.router.reports import place, status_instant
from sigec.ocpp.v2.variables import monitor_of, name_of
from sigec.stations.model import (
    Announcement,
    AnnouncementTopic,
    ConnectorStatus,
    MonitorAlarm,
    MonitorNews,
    StatusReport,
)


def log_status(request: v201.LogStatusNotificationRequest) -> Iterator[Announcement]:
    """Show how the upload of a log goes; the request for it goes on with it."""
    yield Announcement(topic=AnnouncementTopic.LOG, status=request.status, detail=detail(request))


async def notify_monitoring_report(
    call: Call, request: v201.NotifyMonitoringReportRequest
) -> bytes:
    """Keep the monitors of a report, and show them; it comes in parts, each is stored at once."""
    there = [
        monitor_of(each, monitor)
        for each in request.monitor or ()
        for monitor in each.variable_monitoring
    ]
    return await call.services.stations.record_announcements(
        announced(call, _monitors(request)),
        call.entry(at=request.generated_at),
        lambda: b"{}",
        monitors=MonitorNews(there=there),
    )


def _monitors(request: v201.NotifyMonitoringReportRequest) -> Iterator[Announcement]:
    for each in request.monitor or ():
        evse = each.component.evse
        for monitor in each.variable_monitoring:
            yield Announcement(
                topic=AnnouncementTopic.MONITOR,
                key=str(monitor.id),
                status=monitor.type,
                evse=place(evse.id, "evseId") if evse else None,
                detail=detail(each) | {"variableMonitoring": detail(monitor)},
            )


def customer_information(
    request: v201.NotifyCustomerInformationRequest,
) -> Iterator[Announcement]:
    """Show what the station knows of a customer, part by part."""
    yield Announcement(
        topic=AnnouncementTopic.CUSTOMER_INFORMATION,
        key=f"{request.request_id}/{request.seq_no}",
        at=request.generated_at,
        detail=detail(request),
    )


async def notify_event(call: Call, request: v201.NotifyEventRequest) -> bytes:
    """Show the events, the last of each variable; AvailabilityState is a connector's status."""
    return await call.services.stations.record_announcements(
        announced(call, map(_event, request.event_data)),
        call.entry(at=request.generated_at),
        lambda: b"{}",
        statuses=[
            status for each in request.event_data if (status := _status(call, each)) is not None
        ],
        monitors=MonitorNews(alarms=_alarms(request)),
    )


def _alarms(request: v201.NotifyEventRequest) -> list[MonitorAlarm]:
    return [
        MonitorAlarm(
            number=each.variable_monitoring_id,
            value=MASK if holds_secret(each.variable.name) else each.actual_value,
            at=each.timestamp,
            is_over=bool(each.cleared),
        )
        for each in request.event_data
        if each.variable_monitoring_id is not None
    ]


def _event(event: v201.EventDataType) -> Announcement:
    name = name_of(event)
    return Announcement(
        topic=AnnouncementTopic.EVENT,
        key=name.label,
        status=MASK if holds_secret(name.variable) else event.actual_value,
        evse=place(name.evse, "evseId"),
        at=event.timestamp,
        detail=detail(event),
    )


def _status(call: Call, event: v201.EventDataType) -> StatusReport | None:
    """Return the status of a connector that an event tells, as some stations do."""
    name = name_of(event)
    is_status = name.variable == "AvailabilityState" and name.component == "Connector"
    evse, connector = place(name.evse, "evseId"), place(name.connector, "connectorId")
    if not is_status or evse is None or connector is None:
        return None
    if event.actual_value not in set(v201.ConnectorStatusEnumType):
        return None
    return StatusReport(
        station_id=call.station.station_id,
        status=ConnectorStatus(event.actual_value),
        received_at=call.received_at,
        evse=evse,
        connector=connector,
        at=status_instant(call, event.timestamp),
    )
