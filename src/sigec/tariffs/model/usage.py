"""What a session used, as a tariff looks at it: energy over time, and time that was idle."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Energy that flowed evenly between two instants; ``is_read`` if readings bound it."""

    from_at: datetime
    to_at: datetime
    energy_wh: int
    is_read: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From an instant to another, which is not included."""

    from_at: datetime
    to_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HypotheticalUse:
    """A session that somebody imagines: its energy flows evenly, and the car idles at its end."""

    started_at: datetime
    ended_at: datetime
    energy_wh: int
    idle_for: timedelta = timedelta()
    is_reserved: bool = False

    @property
    def slices(self) -> Sequence[Slice]:
        """Its energy over time."""
        return [Slice(from_at=self.started_at, to_at=self.ended_at, energy_wh=self.energy_wh)]

    @property
    def idle(self) -> Sequence[Span]:
        """Its idle time."""
        return [Span(from_at=self.ended_at - self.idle_for, to_at=self.ended_at)]
