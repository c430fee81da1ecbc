"""What can be wrong for long enough to want somebody, and how patient we are with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sigec.kit.ids import IncidentId, SessionId, SourceId, StationId, TenantId, UserId

NOTE_LENGTH_MAX = 500


class IncidentKind(StrEnum):
    """What is wrong (``domain.md`` §5 and §6); more kinds may come."""

    STATION_OFFLINE = "station_offline"
    CONNECTOR_FAULT = "connector_fault"
    CONNECTOR_UNAVAILABLE = "connector_unavailable"
    """The connector says so, and no operator asked it to."""
    SECURITY_EVENT = "security_event"
    """The station saw an attempt on its security, or lost a part of it."""
    CERTIFICATE = "certificate"
    """One of the station's ends soon, or could not be given to it."""
    CONFIGURATION_DRIFT = "configuration_drift"
    """The station left what it was set to again and again."""
    SOURCE_DOWN = "source_down"
    STALE_SESSION = "stale_session"
    """Nothing was heard of an open session for a day."""
    UPDATE_FAILED = "update_failed"
    """A station did not take a new firmware; it goes on with the one it has."""


class Severity(StrEnum):
    """How bad it is; the worst first."""

    CRITICAL = "critical"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How patient we are: both delays count from when it began.

    ``is_closed_by_people`` is for what no fact ends; all else closes by itself.
    """

    opens_after: timedelta = timedelta()
    escalates_after: timedelta | None = None
    severity: Severity = Severity.WARNING
    is_closed_by_people: bool = False


_WAIT = Rule(opens_after=timedelta(minutes=5), escalates_after=timedelta(minutes=10))
RULES: Mapping[IncidentKind, Rule] = {
    IncidentKind.STATION_OFFLINE: _WAIT,
    IncidentKind.CONNECTOR_UNAVAILABLE: _WAIT,
    IncidentKind.SOURCE_DOWN: _WAIT,
    IncidentKind.CONNECTOR_FAULT: Rule(severity=Severity.CRITICAL),
    IncidentKind.CERTIFICATE: Rule(),
    IncidentKind.CONFIGURATION_DRIFT: Rule(),
    IncidentKind.SECURITY_EVENT: Rule(is_closed_by_people=True),
    IncidentKind.UPDATE_FAILED: Rule(is_closed_by_people=True),
    IncidentKind.STALE_SESSION: Rule(opens_after=timedelta(hours=24), is_closed_by_people=True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something is wrong since an instant of its source; it may pass before it is an incident.

    ``subject`` is the name of a source; a station's is looked up.
    """

    tenant_id: TenantId
    kind: IncidentKind
    began_at: datetime
    station_id: StationId | None = None
    evse: int | None = None
    connector: int | None = None
    session_id: SessionId | None = None
    source_id: SourceId | None = None
    subject: str = ""
    error_code: str | None = None
    detail: str | None = None

    @property
    def rule(self) -> Rule:
        """How patient we are with it."""
        return RULES[self.kind]

    @property
    def key(self) -> str:
        """A text that only one open incident has."""
        return _key(self)


def offline(tenant_id: TenantId, station_id: StationId, began_at: datetime) -> Trouble:
    """Make the trouble of a station that cannot be reached."""
    return Trouble(
        tenant_id=tenant_id,
        kind=IncidentKind.STATION_OFFLINE,
        began_at=began_at,
        station_id=station_id,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Something that is or was wrong; ``began_at`` is when, ``opened_at`` when it was too long.

    Instants are the source's where it tells them.
    """

    id: IncidentId
    tenant_id: TenantId
    kind: IncidentKind
    severity: Severity
    subject: str
    station_id: StationId | None
    evse: int | None
    connector: int | None
    session_id: SessionId | None
    source_id: SourceId | None
    error_code: str | None
    detail: str | None
    began_at: datetime
    opened_at: datetime
    escalated_at: datetime | None
    closed_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: UserId | None
    acknowledged_note: str | None

    @property
    def is_open(self) -> bool:
        """Whether it is still wrong."""
        return self.closed_at is None

    @property
    def key(self) -> str:
        """A text that no other open incident has."""
        return _key(self)


def key_of(
    kind: IncidentKind,
    subject_id: UUID | None,
    evse: int | None = None,
    connector: int | None = None,
) -> str:
    """Return the text that only one open incident of this kind and place has."""
    return f"{kind}:{subject_id}:{evse or 0}:{connector or 0}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityOrder:
    """What an operator had a station do: take a part or all of it out of service, or back."""

    operative: bool
    evse: int | None = None
    connector: int | None = None

    def covers(self, evse: int | None, connector: int | None) -> bool:
        """Say whether the order is about a connector, or with ``None`` about all of the station."""
        if self.evse is None:
            return True
        return self.evse == evse and self.connector in (None, connector)


def is_taken_out(
    orders: Sequence[AvailabilityOrder], evse: int | None = None, connector: int | None = None
) -> bool:
    """Say whether an operator wants it out of service; ``orders`` come the latest first."""
    return next((not order.operative for order in orders if order.covers(evse, connector)), False)


def _key(one: Trouble | Incident) -> str:
    # What is wrong with a session is told apart by it: a connector may have two that hang.
    whose = one.session_id if one.kind is IncidentKind.STALE_SESSION else None
    return key_of(one.kind, whose or one.station_id or one.source_id, one.evse, one.connector)
