"""React to changes of stations that are connected to this process."""

from sigec.events.certificates import StationCertificateChanged
from sigec.events.stations import StationChanged
from sigec.ocpp.server import OcppServer


async def reconsider_connection(
    server: OcppServer, event: StationChanged | StationCertificateChanged
) -> None:
    """End the connection of a station that was removed, rejected, or may not show this any more."""
    server.reconsider(event.station_id)
