"""Refuse bodies larger than what any request needs, before they are read."""

from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sigec.rest.errors import BodyTooLarge, problem_response
from sigec.rest.headers import header_of
from sigec.rest.streamed import is_streamed

BODY_BYTES_MAX = 1024 * 1024


class _LimitReached(Exception):
    """The body went on past the limit."""


class _Count:
    """Counts a body while it is read, and keeps back what is answered after it was too large."""

    def __init__(self, receive: Receive, send: Send, limit_bytes: int) -> None:
        self._receive = receive
        self._send = send
        self._left_bytes = limit_bytes

    @property
    def is_exceeded(self) -> bool:
        return self._left_bytes < 0

    async def receive(self) -> Message:
        message = await self._receive()
        self._left_bytes -= len(message.get("body", b""))
        if self.is_exceeded:
            raise _LimitReached
        return message

    async def send(self, message: Message) -> None:
        # The framework makes its own answer of our exception; ours is the better one.
        if not self.is_exceeded:
            await self._send(message)


class BodyLimit:
    """Answers 413 by the announced length, or by counting when none was announced."""

    def __init__(self, app: ASGIApp, *, limit_bytes: int = BODY_BYTES_MAX) -> None:
        self._app = app
        self._limit_bytes = limit_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or is_streamed(scope["path"]):
            await self._app(scope, receive, send)
            return
        announced = header_of(scope, b"content-length") or "0"
        if not announced.isdecimal() or int(announced) > self._limit_bytes:
            await self._refuse(scope, receive, send)
            return
        count = _Count(receive, send, self._limit_bytes)
        with suppress(_LimitReached):
            await self._app(scope, count.receive, count.send)
        if count.is_exceeded:
            await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        error = BodyTooLarge(limit_bytes=self._limit_bytes)
        language = header_of(scope, b"accept-language")
        response = problem_response(error, path=scope["path"], accept_language=language)
        await response(scope, receive, send)
