"""Messages on the station's display (OCPP 2.0.1 block O)."""

from collections.abc import Iterator

from sigec.ocpp.messages import v201
from sigec.ocpp.router import detail
from sigec.stations.model import Announcement, AnnouncementTopic


def display_messages(request: v201.NotifyDisplayMessagesRequest) -> Iterator[Announcement]:
    """Show the messages that the station displays; a report comes in parts."""
    for message in request.message_info or ():
        yield Announcement(
            topic=AnnouncementTopic.DISPLAY_MESSAGE,
            key=str(message.id),
            status=message.priority,
            detail=detail(message),
        )
