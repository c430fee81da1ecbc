"""What a 1.6 station tells of: firmware, logs, security, its vendor's own."""

from collections.abc import Iterator

from sigec.ocpp.messages import v16
from sigec.ocpp.router import detail
from sigec.stations.model import Announcement, AnnouncementTopic


def diagnostics_status(request: v16.DiagnosticsStatusNotificationRequest) -> Iterator[Announcement]:
    """Show how the upload of diagnostics goes; the request for them goes on with it."""
    yield Announcement(topic=AnnouncementTopic.LOG, status=request.status)


def log_status(request: v16.LogStatusNotificationRequest) -> Iterator[Announcement]:
    """Show how the upload of a log goes; the request for it goes on with it."""
    yield Announcement(topic=AnnouncementTopic.LOG, status=request.status, detail=detail(request))


def firmware_status(request: v16.FirmwareStatusNotificationRequest) -> Iterator[Announcement]:
    """Show how the update of the firmware goes; the update that was ordered goes on with it."""
    yield Announcement(topic=AnnouncementTopic.FIRMWARE, status=request.status)


def signed_firmware_status(
    request: v16.SignedFirmwareStatusNotificationRequest,
) -> Iterator[Announcement]:
    """Show how the update of a signed firmware goes; the update goes on with it."""
    yield Announcement(
        topic=AnnouncementTopic.FIRMWARE, status=request.status, detail=detail(request)
    )


def security_event(request: v16.SecurityEventNotificationRequest) -> Iterator[Announcement]:
    """Show the event, and open an incident unless it is one of every day."""
    yield Announcement(
        topic=AnnouncementTopic.SECURITY_EVENT,
        key=request.type,
        at=request.timestamp,
        detail=detail(request),
    )


def vendor_message(request: v16.DataTransferRequest) -> Iterator[Announcement]:
    """Show the message; its vendor is unknown here, which the answer says."""
    yield Announcement(
        topic=AnnouncementTopic.VENDOR_MESSAGE,
        key=f"{request.vendor_id}/{request.message_id or ''}",
        detail=detail(request),
    )
