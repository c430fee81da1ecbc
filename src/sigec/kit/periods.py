"""A span of time that a list is restricted to."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From an instant on, until before another; either may be open."""

    from_at: datetime | None = None
    to_at: datetime | None = None

    def includes(self, at: datetime) -> bool:
        """Say whether an instant is in it."""
        is_after = self.from_at is None or self.from_at <= at
        return is_after and (self.to_at is None or at < self.to_at)


ALWAYS = Period()
