"""What this process has told of a source already, so that only what changes is told.

It is lost with the process, or with the lease: then everything is told once more, which changes
nothing.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sigec.cvepro.translate import Token

ROWS_MAX = 20_000
"""Beyond it, rows that the cloud does not list any more are forgotten."""
EVIDENCE_EVERY = timedelta(hours=1)
"""How often a charge that goes on is noted to be listed still; after a day without it is stale."""
END_WAITS_MAX = timedelta(minutes=10)
"""How long an end may wait for its energy, which the cloud sometimes gives a moment later."""


@dataclass(slots=True, kw_only=True)
class KnownRow:
    """What was told of a transaction: by which hash of it, and with which token."""

    digest: bytes | None = None
    is_started: bool = False
    token: Token | None = None
    ended_as: object = None
    ended_since: datetime | None = None
    heard_at: datetime | None = None

    def may_end(self, *, at: datetime, is_whole: bool) -> bool:
        """Say whether an end can be told; one without its energy waits for a while."""
        self.ended_since = self.ended_since or at
        return is_whole or at - self.ended_since >= END_WAITS_MAX

    def is_evidence(self, *, at: datetime) -> bool:
        """Say whether it is time to note that it is still listed as going on."""
        return self.heard_at is not None and at - self.heard_at >= EVIDENCE_EVERY


@dataclass(slots=True)
class Memory:
    """What was told of the transactions, chargers and connectors of one source."""

    rows: dict[int, KnownRow] = field(default_factory=dict)
    chargers: dict[str, object] = field(default_factory=dict)
    listed: dict[str, object] = field(default_factory=dict)
    connectors: dict[tuple[str, int], object] = field(default_factory=dict)

    def row(self, transaction_id: int) -> KnownRow:
        """Return what was told of a transaction."""
        return self.rows.setdefault(transaction_id, KnownRow())

    def forget_unlisted(self, listed: set[int]) -> None:
        """Keep to a bound: what is not listed any more comes back as new, which is harmless."""
        if len(self.rows) > ROWS_MAX:
            self.rows = {key: known for key, known in self.rows.items() if key in listed}
