"""Refuse bodies larger than what any request needs, before they are read."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sigec.rest.errors import BodyTooLarge, problem_response
from sigec.rest.headers import header_of

BODY_BYTES_MAX = 1024 * 1024


class _LimitReached(Exception):
    """The body went on past the limit."""


class BodyLimit:
    """Answers 413 by the announced length, or by counting when none was announced."""

    def __init__(self, app: ASGIApp, *, limit_bytes: int = BODY_BYTES_MAX) -> None:
        self._app = app
        self._limit_bytes = limit_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = header_of(scope, b"content-length") or "0"
        if not announced.isdecimal() or int(announced) > self._limit_bytes:
            await self._refuse(scope, receive, send)
            return
        try:
            await self._app(scope, self._counted(receive), send)
        except _LimitReached:
            await self._refuse(scope, receive, send)

    def _counted(self, receive: Receive) -> Receive:
        received_bytes = 0

        async def receive_counted() -> Message:
            nonlocal received_bytes
            message = await receive()
            received_bytes += len(message.get("body", b""))
            if received_bytes > self._limit_bytes:
                raise _LimitReached
            return message

        return receive_counted

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        error = BodyTooLarge(limit_bytes=self._limit_bytes)
        language = header_of(scope, b"accept-language")
        response = problem_response(error, path=scope["path"], accept_language=language)
        await response(scope, receive, send)
