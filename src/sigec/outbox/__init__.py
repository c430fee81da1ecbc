"""Events that were committed with their cause and wait to be told to those who react."""

from sigec.outbox.service import (
    Envelope,
    append,
    claim,
    decode,
    encode,
    mark_relayed,
    oldest_waiting_at,
)

__all__ = ["Envelope", "append", "claim", "decode", "encode", "mark_relayed", "oldest_waiting_at"]
