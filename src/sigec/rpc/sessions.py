"""``sigec.v1.Sessions``."""

from datetime import datetime

from sigec.kit.ids import PersonId, SessionId, StationId
from sigec.kit.pages import decode_cursor, encode_cursor
from sigec.kit.periods import Period
from sigec.rpc.admission import Admitted
from sigec.rpc.services import RpcServices
from sigec.rpc.translate import (
    choice_of,
    instant_of,
    optional_text,
    optional_uuid,
    page_of,
    stamp_of,
    uuid_of,
)
from sigec.rpc.v1 import sessions_pb2 as pb
from sigec.sessions.model import MeterSample, SessionStatus
from sigec.sessions.service import SessionFilter, SessionQueries, SessionView


class SessionsServicer:
    """Reads sessions and what was measured."""

    def __init__(self, services: RpcServices) -> None:
        self._queries: SessionQueries = services.session_queries

    async def list_sessions(
        self, caller: Admitted, request: pb.ListSessionsRequest
    ) -> pb.ListSessionsResponse:
        """List sessions, the latest start first; residents see their own."""
        page = page_of(request.limit, request.cursor)
        found = await self._queries.list_sessions(caller.actor, _filter(request), page)
        return pb.ListSessionsResponse(
            sessions=[_session(each) for each in found.items], next_cursor=found.next_cursor or ""
        )

    async def get_session(self, caller: Admitted, request: pb.GetSessionRequest) -> pb.Session:
        """Show one session."""
        session_id = SessionId(uuid_of(request.session_id, "session_id"))
        return _session(await self._queries.get_session(caller.actor, session_id))

    async def list_readings(
        self, caller: Admitted, request: pb.ListReadingsRequest
    ) -> pb.ListReadingsResponse:
        """List what the meters said during a session, the earliest first."""
        session_id = SessionId(uuid_of(request.session_id, "session_id"))
        page = page_of(request.limit, request.cursor)
        after: datetime | None = None
        if page.cursor is not None:
            [after] = decode_cursor(page.cursor, datetime)  # type: ignore[assignment]  # checked there
        samples = await self._queries.list_readings(
            caller.actor, session_id, after=after, limit=page.limit + 1
        )
        shown = samples[: page.limit]
        last = shown[-1].at if len(samples) > page.limit else None
        return pb.ListReadingsResponse(
            readings=[_reading(each) for each in shown],
            next_cursor=encode_cursor(last) if last else "",
        )


def _filter(request: pb.ListSessionsRequest) -> SessionFilter:
    station_id = optional_uuid(request, "station_id")
    person_id = optional_uuid(request, "person_id")
    status = optional_text(request, "status")
    return SessionFilter(
        station_id=StationId(station_id) if station_id else None,
        person_id=PersonId(person_id) if person_id else None,
        status=choice_of(SessionStatus, status, "status") if status else None,
        started=Period(
            from_at=instant_of(request, "started_from"), to_at=instant_of(request, "started_to")
        ),
    )


def _session(view: SessionView) -> pb.Session:
    session = view.session
    cost = view.charge.total.rounded if view.charge else None
    return pb.Session(
        id=str(session.id),
        station_id=str(session.station_id),
        site_id=str(session.site_id) if session.site_id else None,
        connector_id=str(session.connector_id) if session.connector_id else None,
        evse=session.fold.evse,
        connector=session.fold.connector,
        external_id=session.external_id,
        source=session.source,
        person_id=str(session.holder.person_id) if session.holder.person_id else None,
        identity=session.holder.identity.value,
        status=session.status.value,
        freshness=view.freshness.value,
        started_at=stamp_of(session.started_at),
        ended_at=stamp_of(session.ended_at),
        stop_reason=session.stop_reason,
        energy_wh=session.energy.energy_wh,
        power_w=session.power_w,
        soc_percent=session.fold.meters.soc_percent,
        cost=pb.Money(amount=str(cost.amount), currency=cost.currency) if cost else None,
        rating=view.rating.value,
        flags=sorted(view.flags),
    )


def _reading(sample: MeterSample) -> pb.Reading:
    return pb.Reading(
        at=stamp_of(sample.at),
        energy_wh=sample.energy_wh,
        power_w=sample.power_w,
        offered_w=sample.offered_w,
        current_a=sample.current_a,
        voltage_v=sample.voltage_v,
        soc_percent=sample.soc_percent,
    )
