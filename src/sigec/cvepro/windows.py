"""Which transactions to ask for: wide enough that nothing is missed, wider now and then."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sigec.sources.model import Source

MARGIN = timedelta(hours=48)
"""The filter is on the start, and clocks and zones differ: so two days back and two ahead."""
SWEEP_EVERY = timedelta(hours=1)
SWEEP_BACK = timedelta(days=8)
"""A charger that was offline tells of its charges days later."""
CONFIRM_EVERY = timedelta(minutes=10)
CONFIRM_BACK_MAX = timedelta(days=60)
CONFIRM_MARGIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """From when to when to ask; ``swept`` says that it looks further back than usual."""

    from_at: datetime
    to_at: datetime
    swept: bool


def may_look_back(source: Source, *, at: datetime) -> bool:
    """Say whether it is time to look further back for what is not settled."""
    return source.swept_at is None or at - source.swept_at >= CONFIRM_EVERY


def window(source: Source, *, at: datetime, unsettled_at: datetime | None) -> Window:
    """Choose the window of a cycle: one call, however far back it has to look.

    ``unsettled_at`` is the start of the oldest session that goes on or misses whose it is: what
    is not listed any more is asked for, for an absence proves nothing.
    """
    from_at = at - MARGIN
    if source.known_to_at is not None:
        from_at = min(from_at, source.known_to_at - MARGIN)
    if source.sync_from_at is not None:
        from_at = min(from_at, source.sync_from_at)
    usual_at = from_at
    last_at = source.swept_at
    if last_at is None or at - last_at >= SWEEP_EVERY:
        from_at = min(from_at, at - SWEEP_BACK)
    is_old = unsettled_at is not None and unsettled_at - CONFIRM_MARGIN < usual_at
    if is_old and may_look_back(source, at=at):
        assert unsettled_at is not None
        from_at = min(from_at, max(unsettled_at - CONFIRM_MARGIN, at - CONFIRM_BACK_MAX))
    return Window(from_at=from_at, to_at=at + MARGIN, swept=from_at < usual_at or last_at is None)
