"""Events that were committed with their cause and wait to be told to those who react."""

from sigec.outbox.service import (
    KEPT,
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
    read_these,
    remove_relayed,
)

__all__ = [
    "KEPT",
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
    "read_these",
    "remove_relayed",
]
