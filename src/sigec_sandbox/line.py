"""One WebSocket to the central system: frames out and in, one CALL outstanding at a time."""

import asyncio
import base64
import ssl
import uuid
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import quote

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.typing import Subprotocol

from sigec_sandbox.errors import CallRefused, CentralSystemSilent, HandshakeRefused, LineLost
from sigec_sandbox.frames import Call, CallError, CallResult, Frame, Json, decode
from sigec_sandbox.records import Exchange, Exchanges, Frames

Answerer: TypeAlias = Callable[[Call], Coroutine[Any, Any, None]]

FRAME_LIMIT_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a station connects and as whom.

    `url` is the address without the identity; `user` differs from the identity only to be refused.
    """

    url: str
    identity: str
    password: str | bytes | None = None
    subprotocols: tuple[str, ...] = ()
    user: str | None = None
    tls: ssl.SSLContext | None = None

    @property
    def address(self) -> str:
        """The address that is dialled, the identity percent-encoded at its end."""
        return f"{self.url.rstrip('/')}/{quote(self.identity, safe='')}"

    @property
    def transport(self) -> dict[str, Any]:
        """What `connect` is told about TLS: nothing, so that `wss` has the system's defaults."""
        return {} if self.tls is None else {"ssl": self.tls}

    @property
    def headers(self) -> dict[str, str]:
        """The `Authorization` header of security profiles 1 and 2, if there is a password."""
        if self.password is None:
            return {}
        secret = self.password if isinstance(self.password, bytes) else self.password.encode()
        user = self.identity if self.user is None else self.user
        credentials = base64.b64encode(user.encode() + b":" + secret).decode()
        return {"Authorization": f"Basic {credentials}"}


class Line:
    """A connection that pairs answers with CALLs and hands the other side's CALLs on."""

    def __init__(
        self, socket: ClientConnection, answerer: Answerer, sent: Exchanges, frames: Frames
    ) -> None:
        self._socket = socket
        self._answerer = answerer
        self._sent = sent
        self._frames = frames
        self._turn = asyncio.Lock()
        self._pending: dict[str, asyncio.Future[Frame]] = {}
        self._answering: set[asyncio.Task[None]] = set()
        self.closed = asyncio.Event()
        self._reader = asyncio.create_task(self._read())

    @classmethod
    async def open(
        cls, endpoint: Endpoint, answerer: Answerer, sent: Exchanges, frames: Frames
    ) -> "Line":
        """Dial the central system.

        :raises HandshakeRefused: when it answers the upgrade with an HTTP error.
        :raises LineLost: when nobody can be reached.
        """
        try:
            socket = await connect(
                endpoint.address,
                subprotocols=[Subprotocol(name) for name in endpoint.subprotocols] or None,
                additional_headers=endpoint.headers,
                # Thousands of deflate contexts would cost more memory than the stations.
                compression=None,
                ping_interval=None,
                close_timeout=2,
                open_timeout=20,
                max_size=FRAME_LIMIT_BYTES,
                proxy=None,
                **endpoint.transport,
            )
        except InvalidStatus as refusal:
            raise HandshakeRefused(refusal.response.status_code) from refusal
        except (OSError, TimeoutError, WebSocketException) as failure:
            raise LineLost(str(failure)) from failure
        return cls(socket, answerer, sent, frames)

    @property
    def subprotocol(self) -> str | None:
        """The subprotocol that the central system chose."""
        return self._socket.subprotocol

    @property
    def close_code(self) -> int | None:
        """The code with which the connection was closed, if it was."""
        return self._socket.close_code

    async def call(
        self, action: str, payload: Json, *, message_id: str | None = None, timeout_s: float = 30.0
    ) -> Json:
        """Send a CALL once the one before is answered, and return its answer.

        :raises CallRefused: when the answer is a CALLERROR.
        :raises CentralSystemSilent: when none comes within `timeout_s` (wall-clock seconds).
        :raises LineLost: when the connection breaks first.
        """
        async with self._turn:
            call = Call(message_id=message_id or str(uuid.uuid4()), action=action, payload=payload)
            exchange = Exchange(action=action, message_id=call.message_id, request=payload)
            self._sent.add(exchange)
            match await self._exchange(call, timeout_s):
                case CallResult() as result:
                    exchange.answer = result.payload
                    return result.payload
                case CallError() as refusal:
                    exchange.error = refusal.code
                    raise CallRefused(refusal.code, refusal.description, refusal.details)
                case _:
                    raise LineLost("the connection ended before the answer")

    async def send(self, text: str) -> None:
        """Send any text as a frame, right or wrong."""
        self._frames.add("out", text)
        try:
            await self._socket.send(text)
        except ConnectionClosed as closed:
            raise LineLost(str(closed)) from closed

    async def close(self) -> None:
        """Close the connection politely."""
        await self._socket.close()
        await self.closed.wait()

    def cut(self) -> None:
        """Drop the connection as a power cut does: no close frame."""
        self._socket.transport.abort()

    def freeze(self) -> None:
        """Leave the connection half open: nothing is read, no ping answered, nothing closed."""
        self._socket.transport.pause_reading()

    async def _exchange(self, call: Call, timeout_s: float) -> Frame | None:
        waiting: asyncio.Future[Frame] = asyncio.get_running_loop().create_future()
        self._pending[call.message_id] = waiting
        ended = asyncio.ensure_future(self.closed.wait())
        try:
            await self.send(call.encode())
            async with asyncio.timeout(timeout_s):
                await asyncio.wait((waiting, ended), return_when=asyncio.FIRST_COMPLETED)
            return waiting.result() if waiting.done() else None
        except TimeoutError as silence:
            raise CentralSystemSilent(call.action, timeout_s) from silence
        finally:
            ended.cancel()
            self._pending.pop(call.message_id, None)

    async def _read(self) -> None:
        try:
            async for text in self._socket:
                self._frames.add("in", text if isinstance(text, str) else text.decode())
                self._receive(decode(text))
        except ConnectionClosed:
            pass
        finally:
            self.closed.set()

    def _receive(self, frame: Frame | None) -> None:
        match frame:
            case Call():
                task = asyncio.create_task(self._answerer(frame))
                self._answering.add(task)
                task.add_done_callback(self._answering.discard)
            case CallResult() | CallError():
                waiting = self._pending.get(frame.message_id)
                if waiting is not None and not waiting.done():
                    waiting.set_result(frame)
            case None:
                pass
