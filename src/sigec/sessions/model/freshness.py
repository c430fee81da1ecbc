"""How long an open session may go unheard, or go on, before people should know (domain.md §2.6)."""

from datetime import datetime, timedelta
from enum import StrEnum

from sigec.sessions.model.flags import Flag
from sigec.sessions.model.session import Session

STALE_AFTER = timedelta(hours=24)
LONG_AFTER = timedelta(hours=12)
GHOST_AFTER = timedelta(minutes=10)
"""How long a connector may say that it charges before a transaction must have told of it."""


class Freshness(StrEnum):
    """Whether an open session has been heard of lately."""

    LIVE = "live"
    STALE = "stale"


def freshness_of(session: Session, at: datetime) -> Freshness:
    """Say whether any source gave evidence of an open session within a day."""
    is_stale = session.is_open and at - session.heard_at > STALE_AFTER
    return Freshness.STALE if is_stale else Freshness.LIVE


def flags_of(session: Session, at: datetime) -> frozenset[Flag]:
    """Return all that is unusual about a session now: it may be long as long as it is live."""
    is_long = session.is_open and at - session.started_at > LONG_AFTER
    if is_long and freshness_of(session, at) is Freshness.LIVE:
        return session.flags | {Flag.LONG}
    return session.flags
