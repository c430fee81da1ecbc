"""Reservations."""

from sigec_sandbox.frames import Json
from sigec_sandbox.stations import reservations
from sigec_sandbox.stations.replies import Reply
from sigec_sandbox.stations.station import Station
from sigec_sandbox.stations.tokens import Token


def reserve_now(station: Station, payload: Json) -> Reply:
    """Keep a connector, or with 0 any free one, for a token."""
    status, connector = reservations.reserve(
        station,
        payload["connectorId"] or None,
        payload["reservationId"],
        Token(payload["idTag"]),
        payload["expiryDate"],
    )
    if connector is None:
        return Reply({"status": status})
    return Reply({"status": status}, lambda: station.enter(connector, connector.resting_state()))


def cancel_reservation(station: Station, payload: Json) -> Reply:
    """Let the connector go."""
    connector = reservations.cancel(station, payload["reservationId"])
    if connector is None:
        return Reply({"status": "Rejected"})
    return Reply(
        {"status": "Accepted"}, lambda: station.enter(connector, connector.resting_state())
    )
