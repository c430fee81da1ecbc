"""Authorisation cache and local list."""

# ruff: noqa: ARG001 - every handler of a route table has one signature

from sigec_sandbox.frames import Json
from sigec_sandbox.stations.replies import Reply
from sigec_sandbox.stations.station import Station


def clear_cache(station: Station, payload: Json) -> Reply:
    """Accept: the sandbox asks anew each time, so there is nothing to clear."""
    return Reply({"status": "Accepted"})


def get_local_list_version(station: Station, payload: Json) -> Reply:
    """Return the version, 0 while the list is empty."""
    return Reply({"versionNumber": station.local_list.version})


def send_local_list(station: Station, payload: Json) -> Reply:
    """Take a full list or changes to it; an entry without idTokenInfo is removed."""
    statuses = {
        entry["idToken"]["idToken"]: (
            entry["idTokenInfo"]["status"] if "idTokenInfo" in entry else None
        )
        for entry in payload.get("localAuthorizationList", [])
    }
    full = payload["updateType"] == "Full"
    take = station.local_list.replace if full else station.local_list.update
    taken = take(payload["versionNumber"], statuses)
    return Reply({"status": "Accepted" if taken else "VersionMismatch"})
