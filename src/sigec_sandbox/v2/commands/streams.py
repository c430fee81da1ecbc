"""OCPP 2.1: periodic event streams that are open."""

# ruff: noqa: ARG001 - every handler of a route table has one signature

from sigec_sandbox.frames import Json
from sigec_sandbox.stations.replies import Reply
from sigec_sandbox.stations.station import Station


def adjust_periodic_event_stream(station: Station, payload: Json) -> Reply:
    """Let a stream flow faster or slower."""
    stream = station.streams.find(payload["id"])
    if stream is None:
        return Reply({"status": "Rejected", "statusInfo": {"reasonCode": "NotFound"}})
    stream.adjust(payload["params"])
    return Reply({"status": "Accepted"})


def get_periodic_event_stream(station: Station, payload: Json) -> Reply:
    """Return the streams that are open."""
    streams = [stream.constant_data() for stream in station.streams]
    return Reply({"constantStreamData": streams} if streams else {})
