"""Sessions: the charges, what was measured, how energy and price were found, what happened."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import StringConstraints

from sigec.kit.actor import Actor, Permission
from sigec.kit.ids import PersonId, SessionId
from sigec.kit.pages import decode_cursor, encode_cursor
from sigec.rest.names import load_names
from sigec.rest.paging import PageDep
from sigec.rest.schemas import Body, example
from sigec.rest.security import ActorDep
from sigec.rest.services import Services, ServicesDep
from sigec.rest.session_filters import SessionFilterDep
from sigec.rest.session_views import (
    CorrectionPage,
    CorrectionView,
    EnergyView,
    MomentPage,
    MomentView,
    ReadingItem,
    ReadingPage,
    RemarkView,
    SessionItem,
    SessionPage,
)
from sigec.sessions.service import REASON_LENGTH_MAX, SessionView

router = APIRouter(prefix="/sessions", tags=["sessions"])


Reason = Annotated[str, StringConstraints(min_length=1, max_length=REASON_LENGTH_MAX)]


class Closing(Body):
    """Why a session that nothing will end is closed by hand."""

    reason: Reason

    model_config = example(reason="Carregador trocado; a recarga terminou às 21h.")


class PersonCorrection(Body):
    """Who really charged, null when nobody knows; and how one knows."""

    person_id: UUID | None
    reason: Reason

    model_config = example(
        person_id="0194f2a6-8d1c-7c3e-9a51-2f6c0b7d4e18", reason="O cartão estava com ela."
    )


@router.get("")
async def list_sessions(
    services: ServicesDep,
    actor: ActorDep,
    page: PageDep,
    wanted: SessionFilterDep,
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
    """List the messages of a session by their instants, repeats included, and its remarks."""
    timeline = await services.session_queries.read_timeline(actor, SessionId(session_id))
    return MomentPage(
        items=[MomentView.of(moment) for moment in timeline.moments],
        remarks=[RemarkView.model_validate(remark) for remark in timeline.remarks],
    )


@router.get("/{session_id}/corrections")
async def list_corrections(
    services: ServicesDep, actor: ActorDep, session_id: UUID
) -> CorrectionPage:
    """List what people changed of a session, and why."""
    found = await services.session_queries.list_corrections(actor, SessionId(session_id))
    authors = await services.audit_trail.find_names(actor, {each.user_id for each in found})
    people = await services.people.find_people(
        actor, {person_id for each in found for person_id in each.person_ids}
    )
    names = {
        str(person.id): person.name
        for person in people.values()
        if actor.may(Permission.READ_SESSIONS) or person.id == actor.person_id
    }
    return CorrectionPage(items=[CorrectionView.of(each, authors, names) for each in found])


@router.post("/{session_id}/close")
async def close_session(
    services: ServicesDep, actor: ActorDep, session_id: UUID, body: Closing
) -> SessionItem:
    """Close a session that nothing will end, at the last instant that was told of it."""
    await services.sessions.close(actor, SessionId(session_id), reason=body.reason)
    return await _show(services, actor, SessionId(session_id))


@router.put("/{session_id}/person")
async def correct_session_person(
    services: ServicesDep, actor: ActorDep, session_id: UUID, body: PersonCorrection
) -> SessionItem:
    """Say who charged, against what was resolved at the start; the price follows.

    It stands among the session's corrections with its reason, and no later report changes it.
    """
    await services.identities.correct_person(
        actor,
        SessionId(session_id),
        PersonId(body.person_id) if body.person_id else None,
        reason=body.reason,
    )
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
