"""What vendors say to each other (OCPP 2.0.1 block P)."""

from collections.abc import Iterator

from sigec.ocpp.messages import v201
from sigec.ocpp.router import detail
from sigec.stations.model import Announcement, AnnouncementTopic


def vendor_message(request: v201.DataTransferRequest) -> Iterator[Announcement]:
    """Show the message; its vendor is unknown here, which the answer says."""
    yield Announcement(
        topic=AnnouncementTopic.VENDOR_MESSAGE,
        key=f"{request.vendor_id}/{request.message_id or ''}",
        detail=detail(request),
    )
