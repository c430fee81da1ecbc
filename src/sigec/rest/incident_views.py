"""How incidents, and all that needs somebody, look from outside."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from pydantic import Field

from sigec.kit.ids import UserId
from sigec.rest.names import Names, PersonName
from sigec.rest.schemas import PageView, View
from sigec.rest.services import Services
from sigec.rest.station_views import HandshakeView
from sigec.sessions.model import SessionStatus
from sigec.sessions.service import Attention, AttentionItem, AttentionKind, SessionView
from sigec.stations.model import Incident, IncidentKind, KnownStation, Severity


class IncidentStatus(StrEnum):
    """Whether it is still wrong."""

    OPEN = "open"
    CLOSED = "closed"


class IncidentView(View):
    """Something that is or was wrong for longer than one should wait."""

    id: UUID
    tenant_id: UUID
    kind: IncidentKind = Field(description="More kinds may come.")
    severity: Severity
    status: IncidentStatus
    subject: str = Field(description="The station or the source by its name of then.")
    station_id: UUID | None
    evse: int | None
    connector: int | None
    session_id: UUID | None
    source_id: UUID | None
    began_at: datetime = Field(description="Since when it is wrong, by its source's clock.")
    opened_at: datetime = Field(description="When it had been wrong for too long.")
    escalated_at: datetime | None
    closed_at: datetime | None
    error_code: str | None = Field(description="As OCPP spells it.")
    detail: str | None
    acknowledged_at: datetime | None
    acknowledged_by: UUID | None
    acknowledged_by_name: str | None = Field(description="Null when the user is gone.")
    acknowledged_note: str | None

    @classmethod
    def of(cls, incident: Incident, users: Mapping[UserId | None, str]) -> Self:
        """Show an incident with the present name of who knows of it."""
        status = IncidentStatus.OPEN if incident.is_open else IncidentStatus.CLOSED
        said = {name: getattr(incident, name, None) for name in cls.model_fields}
        return cls.model_validate(
            said | {"status": status, "acknowledged_by_name": users.get(incident.acknowledged_by)}
        )


class IncidentPage(PageView[IncidentView]):
    """A page of incidents, the latest first."""


class AttentionStation(View):
    """The station that it is about."""

    id: UUID
    name: str
    site_id: UUID | None

    @classmethod
    def of(cls, station: KnownStation) -> Self:
        """Show what is remembered of a station."""
        return cls(id=station.station_id, name=station.name, site_id=station.site_id)


class AttentionSession(View):
    """The session that it is about."""

    id: UUID
    status: SessionStatus
    started_at: datetime
    heard_at: datetime = Field(description="When we last had evidence of it.")
    energy_wh: int | None
    person: PersonName | None

    @classmethod
    def of(cls, view: SessionView, names: Names, services: Services) -> Self:
        """Show a session with who charges."""
        session = view.session
        return cls(
            id=session.id,
            status=session.status,
            started_at=session.started_at,
            heard_at=session.heard_at,
            energy_wh=session.energy.energy_wh,
            person=names.person(session.holder.person_id, services),
        )


class AttentionHandshake(HandshakeView):
    """Who knocked in vain; `attempts` counts them from all addresses."""

    attempts: int


class AttentionItemView(View):
    """One thing that needs somebody; what it is not about is null."""

    kind: AttentionKind
    severity: Severity
    since: datetime
    incident: IncidentView | None
    station: AttentionStation | None
    evse: int | None
    connector: int | None
    session: AttentionSession | None
    handshake: AttentionHandshake | None

    @classmethod
    def of(
        cls,
        item: AttentionItem,
        names: Names,
        services: Services,
        users: Mapping[UserId | None, str],
    ) -> Self:
        """Show an item."""
        knock = item.handshake
        return cls(
            kind=item.kind,
            severity=item.severity,
            since=item.since,
            incident=IncidentView.of(item.incident, users) if item.incident else None,
            station=AttentionStation.of(item.station) if item.station else None,
            evse=item.evse,
            connector=item.connector,
            session=AttentionSession.of(item.session, names, services) if item.session else None,
            handshake=_knock_of(knock) if knock else None,
        )


class AttentionCounts(View):
    """How many there are, those beyond the list too."""

    critical: int
    warning: int
    info: int


class AttentionView(View):
    """What needs somebody now, the worst and then the oldest first, at most 200."""

    items: list[AttentionItemView]
    counts: AttentionCounts

    @classmethod
    def of(
        cls,
        attention: Attention,
        names: Names,
        services: Services,
        users: Mapping[UserId | None, str],
    ) -> Self:
        """Show all of it."""
        items = [AttentionItemView.of(item, names, services, users) for item in attention.items]
        counts = {severity.value: count for severity, count in attention.counts.items()}
        return cls(items=items, counts=AttentionCounts(**counts))


def _knock_of(knock: object) -> AttentionHandshake:
    shown = HandshakeView.model_validate(knock)
    return AttentionHandshake(**shown.model_dump(), attempts=shown.count)
