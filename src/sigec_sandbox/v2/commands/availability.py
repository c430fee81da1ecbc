"""Taking EVSEs in and out of service."""

from sigec_sandbox.frames import Json
from sigec_sandbox.stations import availability
from sigec_sandbox.stations.replies import Reply
from sigec_sandbox.stations.station import Station


def change_availability(station: Station, payload: Json) -> Reply:
    """Change one EVSE, or without one the whole station."""
    number = payload.get("evse", {}).get("id")
    if number is not None and number not in station.connectors:
        return Reply({"status": "Rejected"})
    numbers = [number] if number is not None else list(station.connectors)
    operative = payload["operationalStatus"] == "Operative"
    status = availability.change(station, numbers, operative=operative)
    return Reply({"status": status}, lambda: availability.tell(station, numbers))
