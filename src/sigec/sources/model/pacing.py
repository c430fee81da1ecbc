"""How soon to ask again: steadily, more rarely after a complaint, and for ever after a failure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

INTERVAL_MAX_S = 300.0
RECOVERY = 0.97
"""Each good cycle brings the interval this much nearer to what was wished."""
BACKOFF_MAX_S = 60
"""A cloud that returns is noticed within a minute."""
LOGIN_BACKOFF_FIRST_S = 60
LOGIN_BACKOFF_MAX_S = 3_600
"""A wrong password tried too often locks the account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often to ask, and when at the earliest."""

    interval_s: float
    not_before_at: datetime | None = None


def after_success(interval_s: float, *, wished_s: float) -> Pace:
    """Return to the wished interval little by little."""
    return Pace(interval_s=max(wished_s, min(INTERVAL_MAX_S, interval_s * RECOVERY)))


def after_failure(
    interval_s: float, *, failures: int, at: datetime, is_login: bool, wait_s: float | None
) -> Pace:
    """Wait longer after each failure; ``wait_s`` is what the cloud asked for, if it did.

    A failed login waits a minute, then two, up to an hour: each try costs one login.
    """
    first_s = LOGIN_BACKOFF_FIRST_S if is_login else interval_s
    most_s = LOGIN_BACKOFF_MAX_S if is_login else max(BACKOFF_MAX_S, interval_s)
    backoff_s = min(most_s, first_s * 2.0 ** min(failures - 1, 12))
    delay = timedelta(seconds=max(backoff_s, wait_s or 0))
    return Pace(interval_s=interval_s, not_before_at=at + delay)


def after_rate_limit(interval_s: float, *, wait_s: float, at: datetime) -> Pace:
    """Make no call until the cloud allows it, and fewer of them from then on."""
    return Pace(
        interval_s=min(INTERVAL_MAX_S, interval_s * 2),
        not_before_at=at + timedelta(seconds=wait_s),
    )
