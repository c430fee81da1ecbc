"""What a session's reports add up to: small, and the same for any order and any repetition."""

from collections.abc import Iterable
from datetime import datetime
from enum import Enum

from msgspec import Struct, field
from msgspec.structs import replace

from sigec.drivers.model import TokenRef
from sigec.sessions.model.flags import Flag
from sigec.sessions.model.idleness import Waiting
from sigec.sessions.model.metering import Context
from sigec.sessions.model.meters import Meters, instant_of
from sigec.sessions.model.order import OrderKey, in_order, order_key
from sigec.sessions.model.registers import Mark
from sigec.sessions.model.reports import ChargingState, ReportKind, TransactionReport

LOCAL = "Local"
"""The reason of an end that gives none (OCPP 1.6 and 2.x alike)."""

RECENT_MAX = 8
RANGES_MAX = 32


class Misfit(Enum):
    """Why a report cannot simply be added after all others."""

    REPEAT = "repeat"
    OUT_OF_ORDER = "out of order"


class Fold(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Everything the platform remembers of the reports of one session.

    ``recent`` holds the fingerprints of the last reports, so that their repeats are known without
    reading the journal; ``numbers`` the ranges of sequence numbers seen, first and last included.
    """

    last: OrderKey
    recent: tuple[str, ...] = ()
    reached_at: datetime | None = None
    numbers: tuple[tuple[int, int], ...] = ()

    first_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    stop_reason: str | None = None
    id_token: TokenRef | None = None
    stop_token: TokenRef | None = None
    evse: int | None = None
    connector: int | None = None
    reservation_id: int | None = None
    remote_start_id: int | None = None

    state: ChargingState | None = None
    state_at: datetime | None = None
    has_charged: bool = False
    waiting: Waiting = field(default_factory=Waiting)

    meters: Meters = field(default_factory=Meters)
    noted: frozenset[Flag] = field(default_factory=frozenset)

    @property
    def start_register_wh(self) -> int | None:
        """What the outlet's register showed at the start; ``None`` if it was first read later."""
        first = self.meters.first
        return first.wh if first is not None and self.is_at_start(first) else None

    def is_at_start(self, mark: Mark) -> bool:
        """Say whether a register was read at the start, and not some time after it."""
        return (
            mark.is_explicit
            or mark.source == Context.BEGIN
            or (self.started_at is not None and mark.at <= self.started_at)
        )

    @property
    def last_at(self) -> datetime:
        """The latest instant that the reports tell of."""
        return max(self.last.at, self.ended_at or self.last.at)

    @property
    def flags(self) -> frozenset[Flag]:
        """What is unusual about the reports as a whole."""
        found = {
            Flag.START_UNSEEN: self.started_at is None,
            Flag.SEQUENCE_GAP: self.numbers and (len(self.numbers) > 1 or self.numbers[0][0] > 0),
            Flag.METER_RESET: self.meters.has_reset,
            Flag.BEGIN_MISMATCH: self.meters.contradicts_begin,
        }
        return self.noted | {flag for flag, is_so in found.items() if is_so}

    def place(self, report: TransactionReport) -> OrderKey | Misfit:
        """Return the place of a report that follows all others, else say why it does not."""
        key = order_key(report, reached_at=self.reached_at)
        if key.fingerprint in self.recent:
            return Misfit.REPEAT
        is_number_passed = (
            report.seq is not None and bool(self.numbers) and report.seq <= self.numbers[-1][1]
        )
        return Misfit.OUT_OF_ORDER if is_number_passed or key < self.last else key


def fold_all(reports: Iterable[TransactionReport]) -> Fold:
    """Fold a session's reports, in any order and with any repetition.

    :raises ValueError: when there is none.
    """
    fold: Fold | None = None
    for key, report in in_order(reports):
        fold = fold_in(fold, key, report)
    if fold is None:
        raise ValueError("a session has at least one report")
    return fold


def fold_first(report: TransactionReport) -> Fold:
    """Fold the one report that is known."""
    return fold_in(None, order_key(report, reached_at=None), report)


def fold_in(fold: Fold | None, key: OrderKey, report: TransactionReport) -> Fold:
    """Add the report that follows all others; after the end it is only remarked upon."""
    noticed = _notice(fold or Fold(last=key, first_at=report.happened_at), key, report)
    if noticed.ended_at is not None:
        return replace(noticed, noted=noticed.noted | {Flag.AFTER_END})
    moved = _move(noticed, report)
    metered = _wait(replace(moved, meters=moved.meters.read(report)), report)
    return _end(metered, report) if report.kind is ReportKind.ENDED else metered


def _notice(fold: Fold, key: OrderKey, report: TransactionReport) -> Fold:
    """Remember that the report was seen, where it is from, and what is unusual about it."""
    remarks = {Flag.TIME_ASSUMED: report.is_time_assumed, Flag.OFFLINE: report.offline}
    noted = fold.noted.union(
        report.flags,
        (flag for flag, is_so in remarks.items() if is_so),
        *(sample.flags for sample in report.samples),
    )
    reached_at, numbers = fold.reached_at, fold.numbers
    if report.seq is not None:
        reached_at = max(key.at, reached_at or key.at)
        numbers = _with_number(numbers, report.seq)
    return replace(
        fold,
        last=key,
        recent=(*fold.recent, key.fingerprint)[-RECENT_MAX:],
        reached_at=reached_at,
        numbers=numbers,
        evse=fold.evse if fold.evse is not None else report.evse,
        connector=fold.connector if fold.connector is not None else report.connector,
        noted=noted,
    )


def _move(fold: Fold, report: TransactionReport) -> Fold:
    """Take over the times, tokens and states that the report tells."""
    at = report.happened_at
    instants = [at, *(instant_of(sample, report) for sample in report.samples)]
    is_first_start = report.kind is ReportKind.STARTED and fold.started_at is None
    state = report.charging_state
    return replace(
        fold,
        first_at=min(fold.first_at, *instants),
        started_at=at if is_first_start else fold.started_at,
        id_token=fold.id_token or report.id_token,
        reservation_id=fold.reservation_id or report.reservation_id,
        remote_start_id=fold.remote_start_id or report.remote_start_id,
        state=state or fold.state,
        state_at=at if state is not None and state is not fold.state else fold.state_at,
        has_charged=fold.has_charged or state is ChargingState.CHARGING,
    )


def _wait(fold: Fold, report: TransactionReport) -> Fold:
    """Remember when the car paused, once the report's meters tell whether it ever drew."""
    state = report.charging_state
    if state is None:
        return fold
    drawn = fold.meters.is_known_to_draw
    waiting = fold.waiting.observe(state, report.happened_at, has_drawn=drawn)
    return replace(fold, waiting=waiting)


def _end(fold: Fold, report: TransactionReport) -> Fold:
    """End the fold; an end before its start is impossible, and becomes the receipt time."""
    at, noted = report.happened_at, fold.noted
    if fold.started_at is not None and at < fold.started_at:
        at = max(report.received_at, fold.started_at)
        noted |= {Flag.TIME_ASSUMED}
    return replace(
        fold,
        ended_at=at,
        stop_reason=report.stop_reason or LOCAL,
        stop_token=report.id_token,
        noted=noted,
    )


def _with_number(ranges: tuple[tuple[int, int], ...], number: int) -> tuple[tuple[int, int], ...]:
    """Add a number; a station that leaves out every other one loses the oldest gaps."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted((*ranges, (number, number))):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    if len(merged) > RANGES_MAX:
        merged[:2] = [(merged[0][0], merged[1][1])]
    return tuple(merged)
