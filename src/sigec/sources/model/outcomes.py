"""What asking a source once makes of it: pure, so that every path can be tried."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sigec.sources.model.pacing import after_failure, after_rate_limit, after_success
from sigec.sources.model.sources import BLIND_AFTER, Source, SourceState, Trouble

NOTE_LENGTH_MAX = 500
BLIND = Trouble(code="source.silent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a cycle failed; ``wait_s`` is what the cloud asked for."""

    state: SourceState
    trouble: Trouble
    wait_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """What a good cycle brought, beside its facts.

    ``swept`` says that it looked further back than usual; ``unreadable`` counts what was told and
    not understood, with a note of the last.
    """

    swept: bool = False
    unreadable: int = 0
    unreadable_note: str | None = None


def succeeded(source: Source, harvest: Harvest, *, at: datetime) -> Source:
    """Return the source after a good cycle that began at an instant."""
    pace = after_success(source.interval_s, wished_s=source.poll_interval_s)
    note = harvest.unreadable_note
    return replace(
        source,
        state=SourceState.OK,
        trouble=None,
        failing_since_at=None,
        failures=0,
        last_attempt_at=at,
        last_success_at=at,
        known_to_at=at,
        swept_at=at if harvest.swept else source.swept_at,
        not_before_at=None,
        interval_s=pace.interval_s,
        unreadable=source.unreadable + harvest.unreadable,
        unreadable_note=note[:NOTE_LENGTH_MAX] if note else source.unreadable_note,
    )


def failed(source: Source, failure: Failure, *, at: datetime) -> Source:
    """Return the source after a failed cycle that ended at an instant."""
    failures = source.failures + 1
    if failure.state is SourceState.RATE_LIMITED:
        pace = after_rate_limit(source.interval_s, wait_s=failure.wait_s or 0, at=at)
    else:
        pace = after_failure(
            source.interval_s,
            failures=failures,
            at=at,
            is_login=failure.state is SourceState.AUTH_FAILED,
            wait_s=failure.wait_s,
        )
    after = replace(
        source,
        state=failure.state,
        trouble=failure.trouble,
        failures=failures,
        last_attempt_at=at,
        not_before_at=pace.not_before_at,
        interval_s=pace.interval_s,
    )
    # A pause of seconds is nobody's trouble; one that leaves us blind is.
    is_short = failure.state is SourceState.RATE_LIMITED and not _leaves_blind(after)
    return after if is_short else _troubled(after, at)


def gone_blind(source: Source, *, at: datetime, watched_since: datetime) -> Source | None:
    """Return the source as failing when its answers are too old by now; else ``None``.

    A cycle that hangs fails late; whoever watches must not believe the last answer meanwhile.
    Nobody blames a source for the time in which nobody asked it.
    """
    since = max(source.last_success_at or source.created_at, watched_since)
    limit = max(BLIND_AFTER, timedelta(seconds=3 * source.interval_s))
    if source.failing_since_at is not None or not source.is_active or at - since <= limit:
        return None
    if source.state.is_trouble:
        return _troubled(source, at)
    return _troubled(replace(source, state=SourceState.FAILING, trouble=BLIND), at)


def _leaves_blind(source: Source) -> bool:
    since = source.last_success_at or source.created_at
    return source.not_before_at is not None and source.not_before_at - since > BLIND_AFTER


def _troubled(source: Source, at: datetime) -> Source:
    return replace(source, failing_since_at=source.failing_since_at or at)
