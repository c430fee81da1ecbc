"""What only 2.1 stations tell of: batteries, the grid's orders, streams, payments."""

from collections.abc import Iterator

from sigec.ocpp.messages import v21
from sigec.ocpp.router import detail
from sigec.stations.model import Announcement, AnnouncementTopic

_CONTROLS = (
    "curve",
    "enter_service",
    "fixed_pf_absorb",
    "fixed_pf_inject",
    "fixed_var",
    "freq_droop",
    "gradient",
    "limit_max_discharge",
)


def battery_swap(request: v21.BatterySwapRequest) -> Iterator[Announcement]:
    """Show which batteries came or went."""
    yield Announcement(
        topic=AnnouncementTopic.BATTERY_SWAP,
        key=f"{request.request_id}/{request.event_type.value}",
        status=request.event_type,
        detail=detail(request),
    )


def der_alarm(request: v21.NotifyDERAlarmRequest) -> Iterator[Announcement]:
    """Show the alarm of a grid control, or that it ended."""
    yield Announcement(
        topic=AnnouncementTopic.DER_ALARM,
        key=request.control_type,
        status="Ended" if request.alarm_ended else "Active",
        at=request.timestamp,
        detail=detail(request),
    )


def der_start_stop(request: v21.NotifyDERStartStopRequest) -> Iterator[Announcement]:
    """Show that a grid control started or stopped."""
    yield Announcement(
        topic=AnnouncementTopic.DER_CONTROL,
        key=request.control_id,
        status="Started" if request.started else "Stopped",
        at=request.timestamp,
        detail=detail(request),
    )


def der_controls(request: v21.ReportDERControlRequest) -> Iterator[Announcement]:
    """Show the grid controls that the station has; a report comes in parts."""
    for kind in _CONTROLS:
        for control in getattr(request, kind) or ():
            yield Announcement(
                topic=AnnouncementTopic.DER_CONTROL,
                key=control.id,
                status=kind,
                detail=detail(control),
            )


def stream_opened(request: v21.OpenPeriodicEventStreamRequest) -> Iterator[Announcement]:
    """Show that a stream of values begins."""
    stream = request.constant_stream_data
    yield Announcement(
        topic=AnnouncementTopic.EVENT_STREAM,
        key=str(stream.id),
        status="Open",
        detail=detail(stream),
    )


def stream_closed(request: v21.ClosePeriodicEventStreamRequest) -> Iterator[Announcement]:
    """Show that a stream of values is over."""
    yield Announcement(topic=AnnouncementTopic.EVENT_STREAM, key=str(request.id), status="Closed")


def stream_values(request: v21.NotifyPeriodicEventStreamRequest) -> Iterator[Announcement]:
    """Show the last values of a stream; nothing is answered."""
    yield Announcement(
        topic=AnnouncementTopic.EVENT_STREAM,
        key=str(request.id),
        status="Open",
        detail=detail(request),
    )


def priority_charging(request: v21.NotifyPriorityChargingRequest) -> Iterator[Announcement]:
    """Show that a charge goes before others, or no longer."""
    yield Announcement(
        topic=AnnouncementTopic.PRIORITY_CHARGING,
        key=request.transaction_id,
        status="Activated" if request.activated else "Deactivated",
    )


def settlement(request: v21.NotifySettlementRequest) -> Iterator[Announcement]:
    """Show how a payment at the station ended."""
    yield Announcement(
        topic=AnnouncementTopic.SETTLEMENT,
        key=request.psp_ref,
        status=request.status,
        at=request.settlement_time,
        detail=detail(request),
    )


def dynamic_schedule(request: v21.PullDynamicScheduleUpdateRequest) -> Iterator[Announcement]:
    """Show which profile the station wants news of; there are none, which the answer says."""
    yield Announcement(
        topic=AnnouncementTopic.DYNAMIC_SCHEDULE,
        key=str(request.charging_profile_id),
        status="Wanted",
    )
