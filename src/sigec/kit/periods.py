"""A span of time that a list is restricted to."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From an instant on, until before another; either may be open."""

    from_at: datetime | None = None
    to_at: datetime | None = None


ALWAYS = Period()
