"""Events: what happens, as it happens, as server-sent events that go on where they were cut off."""

from collections.abc import AsyncIterator
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Query
from starlette.responses import StreamingResponse

from sigec.kit.actor import Actor, Permission
from sigec.kit.following import Frame
from sigec.kit.ids import EventId
from sigec.rest.event_views import EventCatalogue, EventKindView, everything_told
from sigec.rest.languages import LanguageDep
from sigec.rest.security import ActorDep, CredentialDep
from sigec.rest.services import ServicesDep

RETRY_MS = 2_000
_KEEP_ALIVE = b": still here\n\n"

router = APIRouter(prefix="/events", tags=["events"])


class Topic(StrEnum):
    """What can be watched."""

    STATIONS = "stations"
    SESSIONS = "sessions"
    INCIDENTS = "incidents"
    SOURCES = "sources"


class EventStreamResponse(StreamingResponse):
    """Server-sent events (WHATWG HTML §9.2)."""

    media_type = "text/event-stream"


_EXAMPLE = """\
retry: 2000

id: 01a0b1c2-0000-7000-8000-000000000005
data: {"id":"01a0b1c2-0000-7000-8000-000000000005","type":"session.started",\
"version":1,"at":"2026-11-21T12:00:00Z","data":{"session_id":"01a0b1c2-0000-7000-8000-000000000002"}}

"""
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "`data` lines, each `{id, type, version, at, data}`, without an end.",
        "content": {"text/event-stream": {"schema": {"type": "string", "examples": [_EXAMPLE]}}},
    }
}


@router.get("/catalogue")
async def list_event_kinds(actor: ActorDep, language: LanguageDep) -> EventCatalogue:
    """List every event that can be followed, with what it says, its schema and an example."""
    if not actor.may(Permission.READ_OWN):
        actor.require(Permission.READ_SESSIONS)
    return EventCatalogue(items=[EventKindView.of(each, language) for each in everything_told()])


@router.get("", response_class=EventStreamResponse, responses=_RESPONSES)
async def follow_events(
    services: ServicesDep,
    actor: ActorDep,
    credential: CredentialDep,
    topics: Annotated[
        list[Topic] | None, Query(description="Left out it is all that you may see.")
    ] = None,
    last_event_id: Annotated[
        UUID | None,
        Header(description="Begin with what happened since this event. One may come twice."),
    ] = None,
) -> EventStreamResponse:
    """Follow what happens: the same events as webhooks and `/live`; residents see their own.

    The stream ends when your access token or your API key does: connect again with a new one.
    """

    async def renew() -> Actor:
        fresh = await services.callers.authenticate(credential)
        return replace(fresh, tenant_id=actor.tenant_id) if fresh.is_platform else fresh

    frames = services.events.follow(
        actor,
        topics=topics or list(Topic),
        after=EventId(last_event_id) if last_event_id else None,
        renew=renew,
    )
    # A proxy that buffers would hold back what is to be seen at once.
    return EventStreamResponse(_lines(frames), headers={"X-Accel-Buffering": "no"})


async def _lines(frames: AsyncIterator[Frame | None]) -> AsyncIterator[bytes]:
    yield b"retry: %d\n\n" % RETRY_MS
    async for frame in frames:
        if frame is None:
            yield _KEEP_ALIVE
        elif frame.id is None:
            yield b"data: %s\n\n" % frame.body
        else:
            yield b"id: %s\ndata: %s\n\n" % (frame.id.encode(), frame.body)
