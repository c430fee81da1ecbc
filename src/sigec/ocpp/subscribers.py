"""React to changes of stations that are connected to this process."""

from sigec.events.stations import StationChanged
from sigec.ocpp.server import OcppServer


async def reconsider_connection(server: OcppServer, event: StationChanged) -> None:
    """End the connection of a station that was removed, rejected, or has another password."""
    server.reconsider(event.station_id)
