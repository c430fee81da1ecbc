"""What this process has told of a source already, so that only what changes is told.

It is lost with the process, or with the lease: then everything is told once more, which changes
nothing.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from sigec.cvepro.translate import Token
from sigec.cvepro.wire import LastStatus, read_time
from sigec.kit.ids import StationId
from sigec.stations.model import normalise_error_code

Place = tuple[str, int]
"""A charger's identity in the cloud, and a connector's number."""

FEED_LEADS_MAX = timedelta(minutes=1)
"""How long REST may lag behind the cloud's own feed."""
ROWS_MAX = 20_000
"""Beyond it, rows that the cloud does not list any more are forgotten."""
PUZZLES_MAX = 1_000
EVIDENCE_EVERY = timedelta(hours=1)
"""How often a charge that goes on is noted to be listed still; after a day without it is stale."""
END_WAITS_MAX = timedelta(minutes=10)
"""How long an end may wait for its energy, which the cloud sometimes gives a moment later."""


@dataclass(slots=True, kw_only=True)
class KnownRow:
    """What was told of a transaction: by which hash of it, and with which token."""

    station_id: StationId
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
    connectors: dict[Place, tuple[LastStatus, StationId]] = field(default_factory=dict)
    fed_at: dict[Place, datetime] = field(default_factory=dict)
    """When the cloud's feed last told of a connector: for a moment it knows more than REST."""
    puzzles: set[bytes] = field(default_factory=set)
    """Digests of what was not understood."""

    def row(self, transaction_id: int, station_id: StationId) -> KnownRow:
        """Return what was told of a transaction to a station; nothing, if it was another's."""
        known = self.rows.get(transaction_id)
        if known is None or known.station_id != station_id:
            known = self.rows[transaction_id] = KnownRow(station_id=station_id)
        return known

    def is_puzzle_new(self, what: bytes) -> bool:
        """Say whether something that nobody understands was not met before."""
        if len(self.puzzles) >= PUZZLES_MAX:
            self.puzzles.clear()
        digest = blake2b(what, digest_size=16).digest()
        is_new = digest not in self.puzzles
        self.puzzles.add(digest)
        return is_new

    def is_repeat(self, place: Place, status: LastStatus) -> bool:
        """Say whether the feed tells what was told last; instants differ between its repeats."""
        told = self.connectors.get(place)
        return told is not None and _content(told[0]) == _content(status)

    def is_outdated(self, place: Place, status: LastStatus, *, at: datetime) -> bool:
        """Say whether REST still shows what was before the feed's last word."""
        fed_at, told = self.fed_at.get(place), self.connectors.get(place)
        if fed_at is None or told is None or at - fed_at > FEED_LEADS_MAX:
            return False
        shown_at = read_time(status.time_stamp, UTC)
        told_at = read_time(told[0].time_stamp, UTC)
        return shown_at is not None and told_at is not None and shown_at < told_at

    def forget_unlisted(self, listed: set[int]) -> None:
        """Keep to a bound: what is not listed any more comes back as new, which is harmless."""
        if len(self.rows) > ROWS_MAX:
            self.rows = {key: known for key, known in self.rows.items() if key in listed}


def _content(status: LastStatus) -> tuple[object, ...]:
    return (status.status, normalise_error_code(status.error_code), status.erro_info or None)
