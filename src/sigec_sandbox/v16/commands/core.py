"""The Core profile: configuration, availability, reset, unlock, cache, data transfer."""

# ruff: noqa: ARG001 - every handler of a route table has one signature

from sigec_sandbox.frames import Json
from sigec_sandbox.stations import availability
from sigec_sandbox.stations.replies import Reply
from sigec_sandbox.stations.station import Station
from sigec_sandbox.stations.triggers import Trigger
from sigec_sandbox.v16 import configuration


def change_availability(station: Station, payload: Json) -> Reply:
    """Take a connector, or with 0 the whole station, in or out of service."""
    number = payload["connectorId"]
    if number not in {0, *station.connectors}:
        return Reply({"status": "Rejected"})
    numbers = [number] if number else list(station.connectors)
    status = availability.change(station, numbers, operative=payload["type"] == "Operative")
    return Reply({"status": status}, lambda: availability.tell(station, numbers))


def get_configuration(station: Station, payload: Json) -> Reply:
    """Return the asked keys, or all of them."""
    known, unknown = configuration.read(station, payload.get("key") or [])
    answer: Json = {"configurationKey": known}
    if unknown:
        answer["unknownKey"] = unknown
    return Reply(answer)


def change_configuration(station: Station, payload: Json) -> Reply:
    """Set a key."""
    status = configuration.write(station, payload["key"], payload["value"])
    restarts = station.faults.restarts_on_configuration  # ABB Terra
    return Reply({"status": status}, (lambda: station.restart("SoftReset")) if restarts else None)


def clear_cache(station: Station, payload: Json) -> Reply:
    """Accept: the sandbox asks anew each time, so there is nothing to clear."""
    return Reply({"status": "Accepted"})


def data_transfer(station: Station, payload: Json) -> Reply:
    """Echo what is meant for the sandbox; other vendors are unknown."""
    if payload["vendorId"] != station.spec.vendor:
        return Reply({"status": "UnknownVendorId"})
    return Reply({"status": "Accepted", "data": payload.get("data", "")})


def reset(station: Station, payload: Json) -> Reply:
    """End transactions, disconnect and boot again."""
    reason = f"{payload['type']}Reset"
    return Reply({"status": "Accepted"}, lambda: station.restart(reason))


def unlock_connector(station: Station, payload: Json) -> Reply:
    """End the transaction and let the cable go."""
    connector = station.connectors.get(payload["connectorId"])
    if connector is None:
        return Reply({"status": "NotSupported"})
    if connector.transaction is None:
        return Reply({"status": "Unlocked"})
    return Reply(
        {"status": "Unlocked"},
        lambda: station.finish(connector, "UnlockCommand", Trigger.UNLOCK_COMMAND),
    )
