"""What lists, sums and exports of sessions can be restricted to."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query

from sigec.kit.ids import ConnectorId, PersonId, SiteId, StationId, UnitId
from sigec.rest.periods import PeriodDep
from sigec.sessions.model import Identity, Rating, SessionStatus
from sigec.sessions.service import SessionFilter


@dataclass(frozen=True, slots=True, kw_only=True)
class _SessionQuery:
    site_id: UUID | None = None
    station_id: UUID | None = None
    connector_id: UUID | None = None
    person_id: UUID | None = None
    unit_id: Annotated[
        UUID | None, Query(description="Of people who lived there when they charged.")
    ] = None
    external_id: Annotated[str | None, Query(max_length=100)] = None
    id_token: Annotated[
        str | None, Query(max_length=255, description="In any case; for who may see tokens.")
    ] = None
    status: SessionStatus | None = None
    identity: Identity | None = None
    rating: Rating | None = None
    source: Annotated[str | None, Query(max_length=20, examples=["ocpp"])] = None


async def _session_filter(
    query: Annotated[_SessionQuery, Depends()], started: PeriodDep
) -> SessionFilter:
    return SessionFilter(
        site_id=SiteId(query.site_id) if query.site_id else None,
        station_id=StationId(query.station_id) if query.station_id else None,
        connector_id=ConnectorId(query.connector_id) if query.connector_id else None,
        person_id=PersonId(query.person_id) if query.person_id else None,
        unit_id=UnitId(query.unit_id) if query.unit_id else None,
        external_id=query.external_id,
        id_token=query.id_token,
        status=query.status,
        identity=query.identity,
        rating=query.rating,
        source=query.source,
        started=started,
    )


SessionFilterDep = Annotated[SessionFilter, Depends(_session_filter)]
