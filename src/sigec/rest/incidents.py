"""Incidents and attention: what is wrong, what was, and what needs somebody now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import Field

from sigec.kit.actor import Actor
from sigec.kit.ids import IncidentId, SessionId, SiteId, SourceId, StationId, UserId
from sigec.rest.incident_views import (
    AttentionView,
    IncidentPage,
    IncidentStatus,
    IncidentView,
)
from sigec.rest.names import load_names
from sigec.rest.paging import PageDep
from sigec.rest.periods import PeriodDep
from sigec.rest.schemas import Body, example
from sigec.rest.security import ActorDep
from sigec.rest.services import Services, ServicesDep
from sigec.stations.model import NOTE_LENGTH_MAX, Incident, IncidentKind, Severity
from sigec.stations.service import IncidentFilter

router = APIRouter(tags=["incidents"])


@dataclass(frozen=True, slots=True, kw_only=True)
class _IncidentQuery:
    kind: IncidentKind | None = None
    severity: Severity | None = None
    status: IncidentStatus | None = None
    acknowledged: bool | None = None
    session_id: UUID | None = None
    source_id: UUID | None = None


async def _incident_filter(
    query: Annotated[_IncidentQuery, Depends()], opened: PeriodDep
) -> IncidentFilter:
    return IncidentFilter(
        kind=query.kind,
        severity=query.severity,
        is_open=None if query.status is None else query.status is IncidentStatus.OPEN,
        is_acknowledged=query.acknowledged,
        session_id=SessionId(query.session_id) if query.session_id else None,
        source_id=SourceId(query.source_id) if query.source_id else None,
        opened=opened,
    )


IncidentFilterDep = Annotated[IncidentFilter, Depends(_incident_filter)]


class Acknowledgement(Body):
    """That somebody knows of it, and what they mean to do."""

    note: str | None = Field(default=None, max_length=NOTE_LENGTH_MAX)

    model_config = example(note="Técnico chamado, vem amanhã às 9h.")


@router.get("/attention")
async def list_attention(
    services: ServicesDep, actor: ActorDep, site_id: UUID | None = None
) -> AttentionView:
    """List what needs somebody now, the worst and then the oldest first."""
    site = SiteId(site_id) if site_id else None
    found = await services.attention.list_attention(actor, site_id=site)
    sessions = [item.session.session for item in found.items if item.session]
    names = await load_names(
        services,
        actor,
        tenant_ids=[session.tenant_id for session in sessions],
        person_ids=[session.holder.person_id for session in sessions],
    )
    incidents = [item.incident for item in found.items if item.incident]
    users = await _users(services, actor, incidents)
    return AttentionView.of(found, names, services, users)


@router.get("/incidents")
async def list_incidents(
    services: ServicesDep,
    actor: ActorDep,
    page: PageDep,
    wanted: IncidentFilterDep,
    station_id: UUID | None = None,
    site_id: UUID | None = None,
) -> IncidentPage:
    """List incidents, open and closed, the latest first; `from` and `to` bound their opening."""
    wanted = replace(
        wanted,
        station_id=StationId(station_id) if station_id else None,
        site_id=SiteId(site_id) if site_id else None,
    )
    found = await services.incidents.list_incidents(actor, page, wanted)
    users = await _users(services, actor, found.items)
    items = [IncidentView.of(incident, users) for incident in found.items]
    return IncidentPage(items=items, next_cursor=found.next_cursor)


@router.get("/incidents/{incident_id}")
async def get_incident(services: ServicesDep, actor: ActorDep, incident_id: UUID) -> IncidentView:
    """Show one incident."""
    incident = await services.incidents.get_incident(actor, IncidentId(incident_id))
    return await _show(services, actor, incident)


@router.get("/stations/{station_id}/incidents")
async def list_station_incidents(
    services: ServicesDep,
    actor: ActorDep,
    page: PageDep,
    wanted: IncidentFilterDep,
    station_id: UUID,
) -> IncidentPage:
    """List the incidents of one station, the latest first."""
    station = await services.inventory.get_station(actor, StationId(station_id))
    found = await services.incidents.list_incidents(
        actor, page, replace(wanted, station_id=station.id)
    )
    users = await _users(services, actor, found.items)
    items = [IncidentView.of(incident, users) for incident in found.items]
    return IncidentPage(items=items, next_cursor=found.next_cursor)


@router.post("/incidents/{incident_id}/acknowledge")
async def acknowledge_incident(
    services: ServicesDep, actor: ActorDep, incident_id: UUID, body: Acknowledgement
) -> IncidentView:
    """Say that you know of it; said again, the last word counts."""
    incident = await services.incidents.acknowledge(actor, IncidentId(incident_id), note=body.note)
    return await _show(services, actor, incident)


@router.post("/incidents/{incident_id}/close")
async def close_incident(services: ServicesDep, actor: ActorDep, incident_id: UUID) -> IncidentView:
    """Close what no station or source will end by itself: a stale session that you know of."""
    incident = await services.incidents.close(actor, IncidentId(incident_id))
    return await _show(services, actor, incident)


async def _show(services: Services, actor: Actor, incident: Incident) -> IncidentView:
    return IncidentView.of(incident, await _users(services, actor, [incident]))


async def _users(
    services: Services, actor: Actor, incidents: Sequence[Incident]
) -> Mapping[UserId | None, str]:
    known_by = {incident.acknowledged_by for incident in incidents}
    return await services.audit_trail.find_names(actor, known_by)
