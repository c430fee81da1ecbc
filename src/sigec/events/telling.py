"""How an event is written for whoever follows it, the same by every way out."""

from datetime import datetime

import msgspec

from sigec.kit.ids import EventId

_TOPICS = {
    "station": "stations",
    "connector": "stations",
    "firmware_campaign": "stations",
    "firmware_update": "stations",
    "station_log": "stations",
    "reservation": "sessions",
    "session": "sessions",
    "incident": "incidents",
    "source": "sources",
    "notice": "notices",
}
"""The first word of an event's name → the topic under which it can be watched."""
_OTHERS = {"id_token.refused": "stations"}
"""What happens at a station, though it is named after something else."""


def watched_topic(name: str) -> str | None:
    """Return the topic that shows the event called ``name``; ``None`` when none does."""
    return _OTHERS.get(name) or _TOPICS.get(name.partition(".")[0])


def write_message(
    type_: str, *, at: datetime, data: object, event_id: EventId | None, version: int = 1
) -> bytes:
    """Write ``{"id", "type", "version", "at", "data"}`` as JSON, on one line.

    ``version`` is the event's. Without an ``event_id`` it is something that nobody can ask for
    again.
    """
    told = {"id": event_id, "type": type_, "version": version, "at": at, "data": data}
    return msgspec.json.encode(told)
