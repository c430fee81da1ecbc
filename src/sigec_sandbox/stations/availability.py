"""Taking connectors in and out of service, for every version."""

from sigec_sandbox.stations.connectors import Connector
from sigec_sandbox.stations.station import Station


def change(station: Station, numbers: list[int], *, operative: bool) -> str:
    """Mark connectors and return `Accepted`, or `Scheduled` when one is in use."""
    scheduled = False
    for number in numbers:
        connector = station.connectors[number]
        busy = connector.transaction is not None and not operative
        connector.becomes_inoperative = busy
        connector.operative = operative or busy
        scheduled = scheduled or busy
    return "Scheduled" if scheduled else "Accepted"


async def tell(station: Station, numbers: list[int]) -> None:
    """Report the states that a change of availability led to."""
    for number in numbers:
        await _tell(station, station.connectors[number])


async def _tell(station: Station, connector: Connector) -> None:
    if connector.transaction is None:
        await station.enter(connector, connector.resting_state())
