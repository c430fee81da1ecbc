"""Where and how the station connects next time."""

from sigec_sandbox.frames import Json
from sigec_sandbox.stations.replies import Reply
from sigec_sandbox.stations.station import Station

SLOTS = range(1, 4)


def set_network_profile(station: Station, payload: Json) -> Reply:
    """Keep connection data in a slot; never SOAP, never a lower security profile."""
    slot, data = payload["configurationSlot"], payload["connectionData"]
    held = station.networks.get(slot)
    lowers = held is not None and data["securityProfile"] < held["securityProfile"]
    if slot not in SLOTS or lowers or data["ocppTransport"] != "JSON":
        return Reply({"status": "Rejected"})
    if not data["ocppCsmsUrl"].startswith(("ws://", "wss://")):
        return Reply({"status": "Failed"})
    station.networks[slot] = data
    return Reply({"status": "Accepted"})
