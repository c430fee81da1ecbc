"""What has happened, in the past tense: the only way a slice is heard by those above it."""

from sigec.events.base import Event, event_type

__all__ = ["Event", "event_type"]
