"""What happens to incidents: things that are wrong and want somebody."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sigec.events.base import Event
from sigec.kit.ids import IncidentId, SessionId, SourceId, StationId


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentEvent(Event):
    """What every event of an incident tells; ``subject`` is the station's or source's name."""

    is_urgent: ClassVar[bool] = True
    incident_id: IncidentId
    kind: str
    severity: str
    opened_at: datetime
    subject: str
    station_id: StationId | None = None
    evse: int | None = None
    connector: int | None = None
    session_id: SessionId | None = None
    source_id: SourceId | None = None
    error_code: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentOpened(IncidentEvent):
    """Something is wrong, and has been for as long as its kind tolerates."""

    name: ClassVar[str] = "incident.opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentEscalated(IncidentEvent):
    """It is still wrong, and worse for it."""

    name: ClassVar[str] = "incident.escalated"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentAcknowledged(IncidentEvent):
    """A person says that they know of it."""

    name: ClassVar[str] = "incident.acknowledged"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentClosed(IncidentEvent):
    """It is over: by what the station or source says, or by the word of a person."""

    name: ClassVar[str] = "incident.closed"
