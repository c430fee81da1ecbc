"""A small central system to which the sandbox's stations talk in tests."""

import asyncio
import base64
import itertools
import json
import ssl
from collections.abc import Sequence
from contextlib import suppress
from http import HTTPStatus
from types import TracebackType
from typing import Any, Self

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from tests.integration.sandbox.schemas import violation

Payload = dict[str, Any]

NOW = "2026-01-01T00:00:00Z"


VERSIONS = ("ocpp1.6", "ocpp2.0.1", "ocpp2.1")


def _select(_: ServerConnection, offered: Sequence[Subprotocol]) -> Subprotocol | None:
    """Choose what the station wants most."""
    return next((name for name in offered if name in VERSIONS), None)


def _frame(text: str | bytes) -> list[Any] | None:
    """Return a frame, or nothing for what no central system can read."""
    try:
        frame: list[Any] = json.loads(text)
    except ValueError:
        return None
    match frame:
        case [2 | 6, _, str(), dict()] | [3, _, dict()] | [4 | 5, _, str(), *_]:
            return frame
        case _:
            return None


class CentralSystem:
    """Accepts every station, remembers what it says and checks it against the schemas.

    `answers` replaces the answer to an action by a payload, or by `None` for silence;
    `refusals` by a CALLERROR.
    """

    def __init__(
        self, *, passwords: dict[str, str] | None = None, tls: ssl.SSLContext | None = None
    ) -> None:
        self.tls = tls
        self.passwords = passwords
        self.calls: list[tuple[str, str, Payload]] = []
        self.message_ids: list[str] = []
        self.violations: list[str] = []
        self.disputes: list[list[Any]] = []
        self.garbage: list[str] = []
        self.answers: dict[str, Payload | None] = {}
        self.refusals: dict[str, str] = {}
        self.known_tokens: set[str] | None = None
        self.sockets: dict[str, ServerConnection] = {}
        self.connections = 0
        self._transaction_ids = itertools.count(1)
        self._pending: dict[str, tuple[str, asyncio.Future[Any]]] = {}
        self._heard = asyncio.Condition()
        self._server: Server | None = None

    async def __aenter__(self) -> Self:
        self._server = await serve(
            self._talk,
            "127.0.0.1",
            0,
            select_subprotocol=_select,
            process_request=self._admit,
            compression=None,
            ping_interval=None,
            close_timeout=1,
            ssl=self.tls,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._server is not None
        self._server.close()
        await self._server.wait_closed()

    @property
    def url(self) -> str:
        assert self._server is not None
        port = next(iter(self._server.sockets)).getsockname()[1]
        return f"{'ws' if self.tls is None else 'wss'}://127.0.0.1:{port}/ocpp"

    def of(self, action: str, identity: str | None = None) -> list[Payload]:
        return [
            payload
            for who, what, payload in self.calls
            if what == action and identity in {None, who}
        ]

    @property
    def actions(self) -> list[str]:
        return [action for _, action, _ in self.calls]

    async def hears(self, action: str, times: int, timeout_s: float = 10.0) -> None:
        """Wait until an action was heard so often."""
        async with asyncio.timeout(timeout_s), self._heard:
            await self._heard.wait_for(lambda: self.actions.count(action) >= times)

    async def ask(
        self, identity: str, action: str, payload: Payload, timeout_s: float = 5.0
    ) -> Any:
        """Send a CALL and return the answer's payload, or the code of a refusal."""
        message_id = f"cs-{len(self._pending) + 1}-{action}"
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._pending[message_id] = (action, answer)
        await self.sockets[identity].send(json.dumps([2, message_id, action, payload]))
        return await asyncio.wait_for(answer, timeout_s)

    def _admit(self, socket: ServerConnection, request: Request) -> Response | None:
        identity = request.path.rsplit("/", 1)[-1]
        if self.passwords is None:
            return None
        expected = base64.b64encode(f"{identity}:{self.passwords.get(identity)}".encode()).decode()
        if request.headers.get("Authorization") == f"Basic {expected}":
            return None
        return Response(HTTPStatus.UNAUTHORIZED.value, "Unauthorized", Headers(), b"")

    async def _talk(self, socket: ServerConnection) -> None:
        assert socket.request is not None
        identity = socket.request.path.rsplit("/", 1)[-1]
        self.sockets[identity] = socket
        self.connections += 1
        with suppress(ConnectionClosed):
            async for text in socket:
                match _frame(text):
                    case None:
                        self.garbage.append(str(text))
                    case frame:
                        await self._hear(identity, socket, frame)

    async def _hear(self, identity: str, socket: ServerConnection, frame: list[Any]) -> None:
        version = socket.subprotocol or "ocpp1.6"
        if frame[0] == 5 or (frame[0] == 4 and frame[1] not in self._pending):
            self.disputes.append(frame)
            return
        if frame[0] in {3, 4}:
            if frame[1] not in self._pending:
                return
            action, waiting = self._pending[frame[1]]
            if frame[0] == 3:
                self._check(violation(version, action, "response", frame[2]))
            waiting.set_result(frame[2])
            return
        kind, message_id, action, payload = frame
        self.calls.append((identity, action, payload))
        async with self._heard:
            self._heard.notify_all()
        self.message_ids.append(message_id)
        self._check(violation(version, action, "request", payload))
        if kind == 6:
            return
        if action in self.refusals:
            await socket.send(json.dumps([4, message_id, self.refusals[action], "", {}]))
        elif action not in self.answers:
            answer = self._answer(version, action, payload)
            await socket.send(json.dumps([3, message_id, answer]))
        elif (bent := self.answers[action]) is not None:
            await socket.send(json.dumps([3, message_id, bent]))

    def _check(self, wrong: str | None) -> None:
        if wrong is not None:
            self.violations.append(wrong)

    def _answer(self, version: str, action: str, payload: Payload) -> Payload:
        status = {"status": self._status(payload)}
        answers: dict[str, Payload] = {
            "BootNotification": {"currentTime": NOW, "interval": 300, "status": "Accepted"},
            "Heartbeat": {"currentTime": NOW},
            "Authorize": {"idTagInfo" if version == "ocpp1.6" else "idTokenInfo": status},
            "TransactionEvent": {"idTokenInfo": status} if "idToken" in payload else {},
            "SignCertificate": {"status": "Accepted"},
            "OpenPeriodicEventStream": {"status": "Accepted"},
        }
        if action == "StartTransaction":
            return {"transactionId": next(self._transaction_ids), "idTagInfo": status}
        return answers.get(action, {})

    def _status(self, payload: Payload) -> str:
        token = payload.get("idTag") or payload.get("idToken", {}).get("idToken")
        known = self.known_tokens is None or token in self.known_tokens
        return "Accepted" if known else "Invalid"
