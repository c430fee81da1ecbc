"""React to what happens to stations, and to reservations that other processes changed."""

from sigec.events.reservations import ReservationEvent
from sigec.events.stations import (
    ConnectorStatusChanged,
    StationAnnounced,
    StationBooted,
    StationChanged,
    StationConnected,
)
from sigec.reservations.service import ReservationService
from sigec.stations.model import AnnouncementTopic, Registration


async def refresh_reservations(reservations: ReservationService, event: ReservationEvent) -> None:
    """Remember what is reserved at the station as it is now."""
    await reservations.refresh(event.station_id)


async def hear_announcement(reservations: ReservationService, event: StationAnnounced) -> None:
    """Take in what a station says of a reservation (ReservationStatusUpdate)."""
    if event.topic == AnnouncementTopic.RESERVATION and event.key and event.status:
        await reservations.ear.told(event.station_id, int(event.key), event.status)


async def hear_connector(reservations: ReservationService, event: ConnectorStatusChanged) -> None:
    """End what a broken connector cannot keep."""
    await reservations.ear.connector_changed(
        event.station_id,
        event.evse,
        status=event.status,
        previous=event.previous_status,
        error_code=event.error_code,
    )


async def hear_boot(reservations: ReservationService, event: StationBooted) -> None:
    """Ask again for what a station may have forgotten."""
    if event.registration == Registration.ACCEPTED:
        await reservations.ear.booted(event.station_id, booted_at=event.at)


async def hear_connection(reservations: ReservationService, event: StationConnected) -> None:
    """Go on with what could not be sent."""
    await reservations.ear.connected(event.station_id)


async def hear_change(reservations: ReservationService, event: StationChanged) -> None:
    """End what a removed station cannot keep."""
    await reservations.ear.changed(event.station_id)
