"""The browser's socket: a token first, then what to watch, then frames as they come."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

import msgspec
from fastapi import APIRouter, WebSocket, WebSocketDisconnect, WebSocketException

from sigec.kit.actor import Actor
from sigec.kit.errors import SigecError
from sigec.live.hub import Hub, TooSlow, Watcher

GREETING_TIMEOUT_S = 10
MESSAGE_BYTES_MAX = 8_192

UNAUTHENTICATED = 4401
TOO_SLOW = 4408
NOT_UNDERSTOOD = 1003

Message = TypeVar("Message")

Authenticate = Callable[[str], Awaitable[Actor]]


class Greeting(msgspec.Struct):
    """The first message of a browser; a platform admin may choose one tenant by id or slug."""

    token: str
    tenant: str | None = None


class Subscribe(msgspec.Struct):
    """Which topics to watch from now on."""

    subscribe: list[str]


def live_routes(hub: Hub, authenticate: Authenticate) -> APIRouter:
    """Make the route of the socket; ``authenticate`` turns an access token into its actor."""
    routes = APIRouter()

    @routes.websocket("/live")
    async def live(socket: WebSocket) -> None:
        await socket.accept()
        actor = await _greet(socket, authenticate)
        with hub.watch(actor) as watcher:
            sending = asyncio.create_task(_send(socket, watcher))
            try:
                with suppress(WebSocketDisconnect):
                    await _listen(socket, watcher)
            finally:
                sending.cancel()

    return routes


async def _greet(socket: WebSocket, authenticate: Authenticate) -> Actor:
    try:
        async with asyncio.timeout(GREETING_TIMEOUT_S):
            greeting = _decode(await socket.receive_text(), Greeting)
        return await authenticate(greeting.token)
    except (SigecError, TimeoutError) as error:
        raise WebSocketException(UNAUTHENTICATED) from error


async def _listen(socket: WebSocket, watcher: Watcher) -> None:
    while True:
        request = _decode(await socket.receive_text(), Subscribe)
        watcher.subscribe(frozenset(request.subscribe))


async def _send(socket: WebSocket, watcher: Watcher) -> None:
    try:
        async for frame in watcher.frames():
            await socket.send_text(frame.decode())
    except TooSlow:
        await socket.close(TOO_SLOW)
    except WebSocketDisconnect:
        return


def _decode(text: str, kind: type[Message]) -> Message:
    if len(text) > MESSAGE_BYTES_MAX:
        raise WebSocketException(NOT_UNDERSTOOD)
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.MsgspecError as error:
        raise WebSocketException(NOT_UNDERSTOOD) from error
