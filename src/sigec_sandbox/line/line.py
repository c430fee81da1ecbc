"""One connection to the central system: frames out and in, one CALL outstanding at a time."""

import asyncio
from typing import Protocol

from sigec_sandbox.errors import CallRefused, CentralSystemSilent, LineLost
from sigec_sandbox.frames import Call, CallError, CallResult, CallResultError, Frame, Json, decode
from sigec_sandbox.line.endpoint import Endpoint
from sigec_sandbox.line.socket import Socket
from sigec_sandbox.records import Exchange, Exchanges, Frames


class LineListener(Protocol):
    """Whom a line tells what it hears."""

    def called(self, call: Call) -> None:
        """Answer a CALL of the central system."""

    def disputed(self, error: CallResultError) -> None:
        """Learn that an answer was not understood (2.1)."""

    def line_ended(self) -> None:
        """Learn that a connection is gone, for whatever reason."""


class Line:
    """A connection that pairs answers with CALLs and hands the other side's CALLs on."""

    def __init__(self, listener: LineListener, sent: Exchanges, frames: Frames) -> None:
        self._listener = listener
        self._sent = sent
        self._frames = frames
        self._turn = asyncio.Lock()
        self._pending: dict[str, asyncio.Future[Frame]] = {}
        self._socket: Socket
        self._end_watched: asyncio.Future[None] | None = None
        self.is_open = True

    @classmethod
    async def open(
        cls, endpoint: Endpoint, listener: LineListener, sent: Exchanges, frames: Frames
    ) -> "Line":
        """Dial the central system.

        :raises HandshakeRefused: when it answers the upgrade with an HTTP error.
        :raises LineLost: when nobody can be reached.
        """
        line = cls(listener, sent, frames)
        line._socket = await Socket.open(endpoint, line._hear, line._end)
        return line

    @property
    def subprotocol(self) -> str | None:
        """The subprotocol that the central system chose."""
        return self._socket.subprotocol

    @property
    def close_code(self) -> int | None:
        """The code with which the connection was closed, if it was."""
        return self._socket.close_code

    async def call(self, call: Call, *, timeout_s: float = 30.0, waits: bool = True) -> Json:
        """Send a CALL and return its answer; unless told not to, wait first for the one before.

        :raises CallRefused: when the answer is a CALLERROR.
        :raises CentralSystemSilent: when none comes within `timeout_s` (wall-clock seconds).
        :raises LineLost: when the connection breaks first.
        """
        if not waits:
            return await self._call(call, timeout_s)
        async with self._turn:
            return await self._call(call, timeout_s)

    def send(self, text: str, *, reserved_bit: bool = False) -> None:
        """Send any text as a frame, right or wrong.

        :raises LineLost: when the connection is gone.
        """
        self._frames.add("out", text)
        self._socket.send(text, reserved_bit=reserved_bit)

    async def close(self) -> None:
        """Close the connection politely."""
        await self._socket.close()

    async def ended(self) -> None:
        """Wait until the connection is gone."""
        if self.is_open:
            self._end_watched = self._end_watched or asyncio.get_running_loop().create_future()
            await asyncio.shield(self._end_watched)

    def cut(self) -> None:
        """Drop the connection as a power cut does: no close frame."""
        self._socket.cut()

    def freeze(self) -> None:
        """Leave the connection half open: nothing is read, no ping answered, nothing closed."""
        self._socket.freeze()

    async def _call(self, call: Call, timeout_s: float) -> Json:
        exchange = Exchange(
            action=call.action, message_id=str(call.message_id), request=call.payload
        )
        self._sent.add(exchange)
        match await self._answer_to(call, timeout_s):
            case CallResult() as result:
                exchange.answer = result.payload
                return result.payload
            case CallError() as refusal:
                exchange.error = refusal.code
                raise CallRefused(refusal.code, refusal.description, refusal.details)
            case other:
                raise AssertionError(f"not an answer: {other}")

    async def _answer_to(self, call: Call, timeout_s: float) -> Frame:
        key = str(call.message_id)
        waiting: asyncio.Future[Frame] = asyncio.get_running_loop().create_future()
        self._pending[key] = waiting
        try:
            self.send(call.encode())
            async with asyncio.timeout(timeout_s):
                return await waiting
        except TimeoutError as silence:
            raise CentralSystemSilent(call.action, timeout_s) from silence
        finally:
            self._pending.pop(key, None)

    def _hear(self, text: str) -> None:
        self._frames.add("in", text)
        match decode(text):
            case Call() as call:
                self._listener.called(call)
            case CallResult() | CallError() as answer:
                waiting = self._pending.get(str(answer.message_id))
                if waiting is not None and not waiting.done():
                    waiting.set_result(answer)
            case CallResultError() as error:
                self._listener.disputed(error)
            case _:
                pass  # A frame that no station understands is no reason to hang up.

    def _end(self) -> None:
        self.is_open = False
        if self._end_watched is not None and not self._end_watched.done():
            self._end_watched.set_result(None)
        for waiting in self._pending.values():
            if not waiting.done():
                waiting.set_exception(LineLost("the connection ended before the answer"))
        self._listener.line_ended()
