"""Updates of the firmware (OCPP 2.0.1 block L)."""

from collections.abc import Iterator

from sigec.ocpp.messages import v201
from sigec.ocpp.router import detail
from sigec.stations.model import Announcement, AnnouncementTopic


def firmware_status(request: v201.FirmwareStatusNotificationRequest) -> Iterator[Announcement]:
    """Show how the update of the firmware goes; the update that was ordered goes on with it."""
    yield Announcement(
        topic=AnnouncementTopic.FIRMWARE, status=request.status, detail=detail(request)
    )


def firmware_publishing(
    request: v201.PublishFirmwareStatusNotificationRequest,
) -> Iterator[Announcement]:
    """Show how the publishing of a firmware to other stations goes; the order goes on with it."""
    yield Announcement(
        topic=AnnouncementTopic.FIRMWARE_PUBLISHING, status=request.status, detail=detail(request)
    )
