"""What a station does after it accepted a remote start, for every version."""

from sigec_sandbox.stations.connectors import Connector
from sigec_sandbox.stations.equipment import ACCEPTED
from sigec_sandbox.stations.station import Station
from sigec_sandbox.stations.tokens import Token
from sigec_sandbox.stations.triggers import Trigger


async def start(
    station: Station, connector: Connector, token: Token, remote_start_id: int | None = None
) -> None:
    """Admit the token, asking for it first when the station is set up so."""
    if station.spec.authorizes_remote_start and await station.authorize(token) != ACCEPTED:
        return
    connector.remote_start_id = remote_start_id
    await station.admit(connector, token, Trigger.REMOTE_START)


def charging(station: Station, transaction_id: str | int) -> Connector | None:
    """Return the connector with this transaction, if there is one."""
    for connector in station.connectors.values():
        if connector.transaction is not None and connector.transaction.id == transaction_id:
            return connector
    return None
