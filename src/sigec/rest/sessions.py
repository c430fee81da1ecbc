"""Sessions: the charges, what was measured, how energy and price were found, what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import Field

from sigec.kit.actor import Actor
from sigec.kit.ids import ConnectorId, PersonId, SessionId, SiteId, StationId
from sigec.kit.pages import decode_cursor, encode_cursor
from sigec.rest.names import load_names
from sigec.rest.paging import PageDep
from sigec.rest.periods import PeriodDep
from sigec.rest.schemas import Body, example
from sigec.rest.security import ActorDep
from sigec.rest.services import Services, ServicesDep
from sigec.rest.session_views import (
    EnergyView,
    MomentPage,
    MomentView,
    ReadingItem,
    ReadingPage,
    SessionItem,
    SessionPage,
)
from sigec.sessions.model import Identity, Rating, SessionStatus
from sigec.sessions.service import SessionFilter, SessionView

router = APIRouter(prefix="/sessions", tags=["sessions"])


class Closing(Body):
    """Why a session that nothing will end is closed by hand."""

    reason: str = Field(min_length=1, max_length=500)

    model_config = example(reason="Carregador trocado; a recarga terminou às 21h.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Query:
    """The filters of the lists of sessions."""

    site_id: UUID | None = None
    station_id: UUID | None = None
    connector_id: UUID | None = None
    person_id: UUID | None = None
    external_id: Annotated[str | None, Query(max_length=100)] = None
    id_token: Annotated[
        str | None, Query(max_length=255, description="In any case; for who may see tokens.")
    ] = None
    status: SessionStatus | None = None
    identity: Identity | None = None
    rating: Rating | None = None
    source: Annotated[str | None, Query(max_length=20, examples=["ocpp"])] = None


async def _filter(query: Annotated[_Query, Depends()], started: PeriodDep) -> SessionFilter:
    return SessionFilter(
        site_id=SiteId(query.site_id) if query.site_id else None,
        station_id=StationId(query.station_id) if query.station_id else None,
        connector_id=ConnectorId(query.connector_id) if query.connector_id else None,
        person_id=PersonId(query.person_id) if query.person_id else None,
        external_id=query.external_id,
        id_token=query.id_token,
        status=query.status,
        identity=query.identity,
        rating=query.rating,
        source=query.source,
        started=started,
    )


FilterDep = Annotated[SessionFilter, Depends(_filter)]


@router.get("")
async def list_sessions(
    services: ServicesDep,
    actor: ActorDep,
    page: PageDep,
    wanted: FilterDep,
) -> SessionPage:
    """List sessions, the latest start first; residents see their own.

    `from` and `to` bound the start.
    """
    found = await services.session_queries.list_sessions(actor, wanted, page)
    items = await show_sessions(services, actor, found.items)
    return SessionPage(items=items, next_cursor=found.next_cursor)


@router.get("/{session_id}")
async def get_session(services: ServicesDep, actor: ActorDep, session_id: UUID) -> SessionItem:
    """Show one session."""
    return await _show(services, actor, SessionId(session_id))


@router.get("/{session_id}/readings")
async def list_readings(
    services: ServicesDep, actor: ActorDep, page: PageDep, session_id: UUID
) -> ReadingPage:
    """List what the meters said during a session, the earliest first."""
    after: datetime | None = None
    if page.cursor is not None:
        [after] = decode_cursor(page.cursor, datetime)  # type: ignore[assignment]  # checked there
    samples = await services.session_queries.list_readings(
        actor, SessionId(session_id), after=after, limit=page.limit + 1
    )
    items = [ReadingItem.of(sample) for sample in samples[: page.limit]]
    has_more = len(samples) > page.limit
    return ReadingPage(items=items, next_cursor=encode_cursor(items[-1].at) if has_more else None)


@router.get("/{session_id}/energy")
async def explain_energy(services: ServicesDep, actor: ActorDep, session_id: UUID) -> EnergyView:
    """Say how the energy of a session was found."""
    energy = await services.session_queries.explain_energy(actor, SessionId(session_id))
    return EnergyView.model_validate(energy)


@router.get("/{session_id}/timeline")
async def list_timeline(services: ServicesDep, actor: ActorDep, session_id: UUID) -> MomentPage:
    """List the messages of a session by their instants, repeats included."""
    moments = await services.session_queries.list_timeline(actor, SessionId(session_id))
    return MomentPage(items=[MomentView.of(moment) for moment in moments], next_cursor=None)


@router.post("/{session_id}/close")
async def close_session(
    services: ServicesDep, actor: ActorDep, session_id: UUID, body: Closing
) -> SessionItem:
    """Close a session that nothing will end, at the last instant that was told of it."""
    await services.sessions.close(actor, SessionId(session_id), reason=body.reason)
    return await _show(services, actor, SessionId(session_id))


async def show_sessions(
    services: Services, actor: Actor, views: Sequence[SessionView]
) -> list[SessionItem]:
    """Show sessions with the names of their stations, sites and people."""
    sessions = [view.session for view in views]
    names = await load_names(
        services,
        actor,
        tenant_ids=[session.tenant_id for session in sessions],
        station_ids=[session.station_id for session in sessions],
        site_ids=[session.site_id for session in sessions],
        person_ids=[session.holder.person_id for session in sessions],
    )
    return [SessionItem.of(view, names, services, actor) for view in views]


async def _show(services: Services, actor: Actor, session_id: SessionId) -> SessionItem:
    view = await services.session_queries.get_session(actor, session_id)
    [item] = await show_sessions(services, actor, [view])
    return item
