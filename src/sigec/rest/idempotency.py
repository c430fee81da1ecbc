"""Answer a repeated write as the first time: the header ``Idempotency-Key``.

A key belongs to a user, or to a program by its API key, for a day. The answer to a write that
succeeded is kept, then given; a refused write gives its key back. A write that never ended, because
the process died, keeps its key: nobody knows its outcome, so a repeat is refused instead of done
twice.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from starlette.datastructures import State
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sigec.db import idempotency
from sigec.db.idempotency import KeptAnswer
from sigec.kit.actor import PLATFORM
from sigec.kit.errors import Conflict, FieldError, Invalid, SigecError
from sigec.kit.ids import UserId
from sigec.rest.errors import problem_response
from sigec.rest.headers import header_of
from sigec.rest.security import recognise
from sigec.rest.services import Services
from sigec.rest.streamed import is_streamed

KEY_LENGTH_MAX = 200
KEPT_H = 24
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_KEPT_HEADERS = (b"content-type", b"etag", b"location")
SIGN_IN = "/api/v1/auth/"


class KeyInUse(Conflict):
    """The first request with this key has not ended, as far as is known."""

    code = "conflict.idempotency_key_in_use"


class KeyReused(Invalid):
    """The key came with another request before."""

    code = "invalid.idempotency_key_reused"

    def __init__(self) -> None:
        super().__init__(FieldError(field="Idempotency-Key", code="field"))


class Idempotency:
    """Keeps answers to writes that carry a key and come from somebody signed in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        key = _key_of(scope)
        user_id = None if key is None else await _user_of(scope)
        if key is None or user_id is None:
            await self._app(scope, receive, send)
            return
        try:
            await self._serve(scope, receive, send, _Key(_services_of(scope), user_id, key))
        except SigecError as error:
            language = header_of(scope, b"accept-language")
            response = problem_response(error, path=scope["path"], accept_language=language)
            await response(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send, key: "_Key") -> None:
        if len(key.key) > KEY_LENGTH_MAX:
            raise Invalid(FieldError(field="Idempotency-Key", code="field"))
        body = await _read(receive)
        fingerprint = _fingerprint(scope, body)
        kept = await key.claim(fingerprint)
        if kept is None:
            await self._serve_first(scope, body, send, key)
            return
        if kept.fingerprint != fingerprint:
            raise KeyReused
        if kept.status is None:
            raise KeyInUse
        headers = {**(kept.headers or {}), "Idempotent-Replayed": "true"}
        answer = Response(kept.body, status_code=kept.status, headers=headers)
        await answer(scope, receive, send)

    async def _serve_first(self, scope: Scope, body: bytes, send: Send, key: "_Key") -> None:
        answer = _Answer()
        try:
            await self._app(scope, _replayed(body), answer.collect)
        except Exception:
            await key.release()
            raise
        if answer.is_success:
            await key.keep(answer)
        else:
            await key.release()
        for message in answer.messages:
            await send(message)


@dataclass(frozen=True, slots=True)
class _Key:
    """A key of one user, in the database."""

    services: Services
    user_id: UserId
    key: str

    async def claim(self, fingerprint: str) -> KeptAnswer | None:
        at = self.services.clock.now()
        async with self.services.database.transaction(PLATFORM) as connection:
            await idempotency.remove_older(connection, at=at - timedelta(hours=KEPT_H))
            return await idempotency.claim(
                connection, self.user_id, self.key, fingerprint=fingerprint, at=at
            )

    async def keep(self, answer: "_Answer") -> None:
        async with self.services.database.transaction(PLATFORM) as connection:
            await idempotency.keep(
                connection,
                self.user_id,
                self.key,
                status=answer.status,
                headers=answer.kept_headers,
                body=answer.body,
            )

    async def release(self) -> None:
        async with self.services.database.transaction(PLATFORM) as connection:
            await idempotency.release(connection, self.user_id, self.key)


class _Answer:
    """Holds an answer back until it is kept."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    async def collect(self, message: Message) -> None:
        self.messages.append(message)

    @property
    def status(self) -> int:
        return int(self.messages[0]["status"])

    @property
    def is_success(self) -> bool:
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    @property
    def kept_headers(self) -> dict[str, str]:
        return {
            name.decode(): value.decode("latin-1")
            for name, value in self.messages[0]["headers"]
            if name in _KEPT_HEADERS
        }

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.messages[1:])


def _key_of(scope: Scope) -> str | None:
    if scope["type"] != "http" or scope["method"] not in WRITES:
        return None
    if scope["path"].startswith(SIGN_IN):
        return None  # tokens are never kept
    if is_streamed(scope["path"]):
        return None  # a file is sent once, and held by nobody
    return header_of(scope, b"idempotency-key")


def _services_of(scope: Scope) -> Services:
    services: Services = scope["app"].state.services
    return services


async def _user_of(scope: Scope) -> UserId | None:
    scheme, _, token = (header_of(scope, b"authorization") or "").partition(" ")
    credential = token if scheme.lower() == "bearer" else header_of(scope, b"x-api-key")
    if not credential:
        return None
    try:
        caller = await recognise(_services_of(scope), State(scope["state"]), credential)
    except SigecError:
        return None  # the route says so in its own words
    return caller.actor.user_id


def _fingerprint(scope: Scope, body: bytes) -> str:
    tenant = header_of(scope, b"x-sigec-tenant") or ""
    head = f"{scope['method']} {scope['path']}?{scope['query_string'].decode('latin-1')} {tenant}\n"
    return hashlib.sha256(head.encode() + body).hexdigest()


async def _read(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body", False):
            return bytes(body)


def _replayed(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
