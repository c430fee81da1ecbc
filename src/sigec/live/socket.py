"""The browser's socket: a token or a cookie, then what to watch, then frames as they come."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
from fastapi import APIRouter, WebSocket, WebSocketDisconnect, WebSocketException

from sigec.kit.actor import Actor
from sigec.kit.errors import SigecError, TooManyRequests, Unavailable
from sigec.kit.ids import EventId, TenantId
from sigec.live.frames import Frame
from sigec.live.hub import Hub, TooManyWatches, TooSlow, Watcher, WatchOver
from sigec.live.missed import Missed

GREETING_TIMEOUT_S = 10
CHECK_S = 30.0
"""How long a watch outlives the rights of its watcher at most."""
MESSAGE_BYTES_MAX = 8_192

UNAUTHENTICATED = 4401
TOO_SLOW = 4408
GOING_AWAY = 1001
NOT_UNDERSTOOD = 1003
TRY_AGAIN_LATER = 1013

Answer = TypeVar("Answer")

Ask = Callable[[str | None], Awaitable[Actor]]
"""Asks who somebody is now, within the tenant that a platform admin chose."""
Recognise = Callable[[str], Awaitable[Ask]]
"""Turns an access token, an API key or the web app's cookie into a way to ask whose it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """How the socket finds out who comes: by a token or key, or by the cookie of this name."""

    admit: Recognise
    recognise: Recognise
    cookie: str


class Request(msgspec.Struct):
    """What a browser says; first a ``token``, anew before its time is over, unless it has a cookie.

    An API key is a token too. A platform admin may choose one ``tenant`` by id or slug beside it.
    ``subscribe`` names the topics to watch from now on; with ``after``, the id of the last event
    that was heard, what was missed comes first.
    """

    token: str | None = None
    tenant: str | None = None
    subscribe: list[str] | None = None
    after: UUID | None = None


class _Visit:
    """One browser from its greeting to its end."""

    def __init__(self, socket: WebSocket, door: Door, missed: Missed, check_s: float) -> None:
        self._socket = socket
        self._missed = missed
        self._check_s = check_s
        self._door = door
        self._ask_again: Ask
        self._tenant_id: TenantId | None = None

    async def greet(self) -> tuple[Actor, Request]:
        """Wait for the first message, and find out who sends it."""
        try:
            async with asyncio.timeout(GREETING_TIMEOUT_S):
                request = await self._receive()
        except TimeoutError as error:
            raise WebSocketException(UNAUTHENTICATED) from error
        return await self._identify(request), request

    async def listen(self, watcher: Watcher) -> None:
        """Do as the browser says until it leaves."""
        while True:
            request = await self._receive()
            if request.token is not None:
                watcher.admit(await self._identify(request))
            self.subscribe(watcher, request)

    def subscribe(self, watcher: Watcher, request: Request) -> None:
        """Watch what a request names, if it names anything."""
        if request.subscribe is not None:
            after = None if request.after is None else EventId(request.after)
            watcher.subscribe(frozenset(request.subscribe), after=after)

    async def send(self, watcher: Watcher) -> None:
        """Send frames until there are no more."""
        told: set[str | None] = set()
        try:
            while True:
                if (after := watcher.take_resume()) is not None:
                    told = {frame.id async for frame in self._send_missed(watcher, after)}
                frame = await watcher.next()
                if frame is not None and (frame.id is None or frame.id not in told):
                    await self._send(frame)
        except TooSlow as error:
            raise WebSocketException(TOO_SLOW) from error
        except WatchOver as error:
            raise WebSocketException(GOING_AWAY) from error

    async def _send_missed(self, watcher: Watcher, after: EventId) -> AsyncIterator[Frame]:
        async for frame in self._missed.since(watcher.actor, watcher.topics, after):
            await self._send(frame)
            yield frame

    async def _send(self, frame: Frame) -> None:
        await self._socket.send_text(frame.body.decode())

    async def check(self, watcher: Watcher) -> None:
        """Ask again and again whether the browser may still watch."""
        while True:
            await asyncio.sleep(self._check_s)
            actor = await _answer(self._ask_again(None))
            watcher.admit(replace(actor, tenant_id=self._tenant_id))

    async def _identify(self, request: Request) -> Actor:
        ask = await self._way_to_ask(request.token)
        actor = await _answer(ask(request.tenant))
        self._ask_again, self._tenant_id = ask, actor.tenant_id
        return actor

    async def _way_to_ask(self, token: str | None) -> Ask:
        if token is not None:
            return await _answer(self._door.admit(token))
        cookie = self._socket.cookies.get(self._door.cookie)
        if cookie is None or not _is_ours(self._socket):
            raise WebSocketException(UNAUTHENTICATED)
        return await _answer(self._door.recognise(cookie))

    async def _receive(self) -> Request:
        return _decode(await self._socket.receive_text())


def live_routes(hub: Hub, door: Door, missed: Missed, *, check_s: float = CHECK_S) -> APIRouter:
    """Make the route of the socket."""
    routes = APIRouter()

    @routes.websocket("/live")
    async def live(socket: WebSocket) -> None:
        await socket.accept()
        visit = _Visit(socket, door, missed, check_s)
        with suppress(WebSocketDisconnect):
            actor, request = await visit.greet()
            _require_room(hub, actor)
            with hub.watch(actor) as watcher:
                visit.subscribe(watcher, request)
                await _first_end_of(
                    visit.listen(watcher), visit.send(watcher), visit.check(watcher)
                )

    return routes


async def _first_end_of(*parts: Awaitable[None]) -> None:
    """Run all until one ends, and end as it did."""
    tasks = [asyncio.ensure_future(part) for part in parts]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _answer(question: Awaitable[Answer]) -> Answer:
    try:
        return await question
    except (TooManyRequests, Unavailable) as error:
        raise WebSocketException(TRY_AGAIN_LATER) from error
    except SigecError as error:
        raise WebSocketException(UNAUTHENTICATED) from error


def _require_room(hub: Hub, actor: Actor) -> None:
    try:
        hub.require_room(actor)
    except TooManyWatches as error:
        raise WebSocketException(TRY_AGAIN_LATER) from error


def _is_ours(socket: WebSocket) -> bool:
    """Say whether a page of ours opened the socket: browsers send cookies for any page's."""
    origin = urlsplit(socket.headers.get("origin", ""))
    is_safe_enough = origin.scheme == "https" or socket.url.scheme == "ws"
    return is_safe_enough and origin.netloc != "" and origin.netloc == socket.headers.get("host")


def _decode(text: str) -> Request:
    if len(text) > MESSAGE_BYTES_MAX:
        raise WebSocketException(NOT_UNDERSTOOD)
    try:
        return msgspec.json.decode(text, type=Request)
    except msgspec.MsgspecError as error:
        raise WebSocketException(NOT_UNDERSTOOD) from error
