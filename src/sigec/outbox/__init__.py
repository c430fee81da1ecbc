"""Events that were committed with their cause and wait to be told to those who react."""

from sigec.outbox.service import (
    NEWS,
    Envelope,
    Wanted,
    append,
    claim,
    decode,
    encode,
    is_kept,
    mark_relayed,
    oldest_waiting_at,
    read_after,
    read_overtaken,
    remove_relayed,
)

__all__ = [
    "NEWS",
    "Envelope",
    "Wanted",
    "append",
    "claim",
    "decode",
    "encode",
    "is_kept",
    "mark_relayed",
    "oldest_waiting_at",
    "read_after",
    "read_overtaken",
    "remove_relayed",
]
