"""What stations tell of their security (OCPP 2.0.1 block A)."""

from collections.abc import Iterator

from sigec.ocpp.messages import v201
from sigec.ocpp.router import detail
from sigec.stations.model import Announcement, AnnouncementTopic


def security_event(request: v201.SecurityEventNotificationRequest) -> Iterator[Announcement]:
    """Show the event, and open an incident unless it is one of every day."""
    yield Announcement(
        topic=AnnouncementTopic.SECURITY_EVENT,
        key=request.type,
        at=request.timestamp,
        detail=detail(request),
    )
