"""What a session used, as a tariff looks at it: energy over time, and time that was idle."""

from dataclasses import dataclass
from datetime import datetime


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
