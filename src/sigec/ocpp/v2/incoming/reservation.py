"""Reservations (OCPP 2.0.1 block H)."""

from collections.abc import Iterator

from sigec.ocpp.messages import v201
from sigec.stations.model import Announcement, AnnouncementTopic


def reservation_status(request: v201.ReservationStatusUpdateRequest) -> Iterator[Announcement]:
    """Show that a reservation is over at the station."""
    yield Announcement(
        topic=AnnouncementTopic.RESERVATION,
        key=str(request.reservation_id),
        status=request.reservation_update_status,
    )
