"""The append-only, durable truth of what stations and clouds said and what we answered.

A row's place is ``(stream, position)``. One writer connection owns one stream and commits it in
order, so a reader that remembers one position per stream misses nothing; a number shared by
several writers could show 101 before 100. Readings, prices and corrections are derived from here.
"""

from sigec.journal.secrets import MASK, holds_secret, masked_addresses, without_secrets
from sigec.journal.service import (
    EVERY_MESSAGE,
    NEWS,
    Entry,
    MessageFilter,
    Place,
    Row,
    StreamState,
    append,
    close_streams,
    lagging_streams,
    move_cursor,
    oldest_unread_at,
    oldest_unread_by_any,
    open_stream,
    read,
    read_places,
    read_session,
    read_station,
)

__all__ = [
    "EVERY_MESSAGE",
    "MASK",
    "NEWS",
    "Entry",
    "MessageFilter",
    "Place",
    "Row",
    "StreamState",
    "append",
    "close_streams",
    "holds_secret",
    "lagging_streams",
    "masked_addresses",
    "move_cursor",
    "oldest_unread_at",
    "oldest_unread_by_any",
    "open_stream",
    "read",
    "read_places",
    "read_session",
    "read_station",
    "without_secrets",
]
