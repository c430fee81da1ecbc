"""Keeping a connector for a token, for every version."""

from datetime import datetime

from sigec_sandbox.stations.connectors import Connector, ConnectorState, Reservation
from sigec_sandbox.stations.station import Station
from sigec_sandbox.stations.tokens import Token

REFUSALS = {
    ConnectorState.FAULTED: "Faulted",
    ConnectorState.UNAVAILABLE: "Unavailable",
}


def reserve(
    station: Station, number: int | None, reservation_id: int, token: Token, expires: str
) -> tuple[str, Connector | None]:
    """Reserve a connector (`None`: any free one); return the status and the connector."""
    candidates = [c for c in station.connectors.values() if number in {None, c.number}]
    if not candidates:
        return "Rejected", None
    reservation = Reservation(
        id=reservation_id, token=token, expires_at=datetime.fromisoformat(expires)
    )
    for connector in candidates:
        held = connector.reservation
        if connector.is_free and (held is None or held.id == reservation_id):
            connector.reservation = reservation
            return "Accepted", connector
    return REFUSALS.get(candidates[0].state, "Occupied"), None


def cancel(station: Station, reservation_id: int) -> Connector | None:
    """Forget a reservation and return the connector that it kept, if it was known."""
    for connector in station.connectors.values():
        if connector.reservation is not None and connector.reservation.id == reservation_id:
            connector.reservation = None
            return connector
    return None
