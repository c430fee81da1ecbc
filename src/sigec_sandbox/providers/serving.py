"""A provider's answers, its controls, and the page with what it was given, on one port."""

import asyncio
import html
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol, get_type_hints

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from sigec_sandbox.answers import CutShort, as_json
from sigec_sandbox.listening import Listening
from sigec_sandbox.providers.inbox import Fault, Habits, Inbox

PREFIX = "/_ctl"
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh"
content="3"><meta name="viewport" content="width=device-width"><title>{name}</title><style>
body{{font:15px system-ui;margin:2rem auto;max-width:60rem;padding:0 1rem;color-scheme:light dark}}
article{{border-top:1px solid #8886;padding:.8rem 0}}pre{{white-space:pre-wrap;font:inherit;
margin:.3rem 0}}small{{opacity:.7}}</style><h1>{name}</h1>{messages}</html>"""
_MESSAGE = """<article><small>{at:%H:%M:%S} UTC · to {to} · {about}</small>
<pre><b>{subject}</b>
{text}</pre></article>"""

Answer = Callable[[Request], Awaitable[Response]]


class HttpProvider(Protocol):
    """A provider that is spoken to by HTTP."""

    name: str
    inbox: Inbox

    def routes(self) -> Sequence[Route]:
        """Return what it answers to."""
        ...


class Served(Listening):
    """A provider that listens, for as long as the context lasts."""

    def __init__(self, provider: HttpProvider, *, port: int = 0) -> None:
        """Prepare; port 0 is whichever is free."""
        routes = [*provider.routes(), *_controls(provider.name, provider.inbox)]
        super().__init__(Starlette(routes=routes), port=port)
        self.inbox = provider.inbox


class Listed(Listening):
    """The page of a provider that is spoken to otherwise."""

    def __init__(self, name: str, inbox: Inbox, *, port: int = 0) -> None:
        """Prepare; port 0 is whichever is free."""
        super().__init__(Starlette(routes=_controls(name, inbox)), port=port)


def moody(inbox: Inbox, answer: Answer) -> Answer:
    """Return how messages are answered: as ``answer`` says, unless the habits say otherwise."""

    async def answered(request: Request) -> Response:
        if inbox.habits.slow_s:
            await asyncio.sleep(inbox.habits.slow_s)
        match inbox.next_fault():
            case Fault.TOO_MANY:
                limited = as_json({"message": "Too Many Requests"}, status=429)
                limited.headers["Retry-After"] = str(inbox.habits.retry_after_s)
                return limited
            case Fault.UNAVAILABLE:
                return as_json({"message": "Service Unavailable"}, status=503)
            case Fault.BAD_GATEWAY:
                await answer(request)
                return HTMLResponse("<h1>502 Bad Gateway</h1>", 502)
            case Fault.CUT:
                await answer(request)
                return CutShort()
            case None:
                return await answer(request)

    return answered


def _controls(name: str, inbox: Inbox) -> list[Route]:
    async def page(_request: Request) -> Response:
        messages = "".join(
            _MESSAGE.format(
                at=each.at,
                to=html.escape(each.to),
                subject=html.escape(each.subject),
                text=html.escape(each.text),
                about=html.escape(" · ".join(" ".join(pair) for pair in each.about)),
            )
            for each in reversed(inbox.received)
        )
        shown = _PAGE.format(name=html.escape(name), messages=messages or "<p>Nothing yet.</p>")
        return HTMLResponse(shown)

    async def received(_request: Request) -> Response:
        return as_json(list(inbox.received))

    async def habits(request: Request) -> Response:
        kinds = get_type_hints(Habits)
        if request.method == "POST":
            try:
                wanted = msgspec.json.decode(await request.body(), type=dict[str, Any])
                for key, value in wanted.items():
                    if key not in kinds:
                        raise msgspec.ValidationError(f"there is no habit {key}: {sorted(kinds)}")
                    setattr(inbox.habits, key, msgspec.convert(value, kinds[key]))
            except msgspec.MsgspecError as wrong:
                return as_json({"error": str(wrong)}, status=400)
        return as_json(inbox.habits)

    return [
        Route("/", page),
        Route(f"{PREFIX}/received", received),
        Route(f"{PREFIX}/habits", habits, methods=["GET", "POST"]),
    ]
