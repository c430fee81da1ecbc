"""What happens in a session, from plug to receipt."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sigec.events.base import Event
from sigec.kit.ids import PersonId, SessionId, StationId


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEvent(Event):
    """What every event of a session tells."""

    session_id: SessionId
    station_id: StationId
    evse: int | None = None
    connector: int | None = None
    person_id: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStarted(SessionEvent):
    """A session exists now; ``started_at`` is the source's instant."""

    name: ClassVar[str] = "session.started"
    started_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionIdentified(SessionEvent):
    """It became known who charges, after the session had begun without anybody's name."""

    name: ClassVar[str] = "session.identified"
    started_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionReassigned(SessionEvent):
    """Somebody put right who charged: it was another than was thought, or is nobody known."""

    name: ClassVar[str] = "session.reassigned"
    previous_person_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStateChanged(SessionEvent):
    """A session moved between its states (``domain.md`` §2)."""

    name: ClassVar[str] = "session.state_changed"
    state: str
    previous_state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEnded(SessionEvent):
    """A session ended, with its energy; the cost follows in `SessionRated`."""

    name: ClassVar[str] = "session.ended"
    ended_at: datetime
    stop_reason: str
    energy_wh: int | None
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCorrected(SessionEvent):
    """A late fact or an operator changed an ended session's end or energy."""

    name: ClassVar[str] = "session.corrected"
    energy_wh: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRated(SessionEvent):
    """The price of a session is final; the amount is in minor units."""

    name: ClassVar[str] = "session.rated"
    amount_minor: int
    currency: str
