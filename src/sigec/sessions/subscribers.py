"""React to what happens to stations."""

from sigec.events.stations import StationBooted
from sigec.sessions.service import SessionService
from sigec.stations.model import Registration


async def verify_transactions(sessions: SessionService, event: StationBooted) -> None:
    """Find out which transactions a station lost when it went down."""
    if event.registration == Registration.ACCEPTED:
        sessions.verify_transactions(event.station_id)
