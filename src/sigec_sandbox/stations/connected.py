"""A station's connection: dialling, calling, answering, and every way of losing it."""

import asyncio
import json
from collections import deque
from collections.abc import Coroutine
from contextlib import suppress
from datetime import datetime
from typing import Any, ClassVar

from sigec_sandbox.clocks import Clock, ScriptClock
from sigec_sandbox.errors import LineLost
from sigec_sandbox.frames import Call, CallError, CallResult, Json
from sigec_sandbox.line import Endpoint, Line
from sigec_sandbox.records import Exchange, Exchanges, Frames
from sigec_sandbox.stations.answering import Hold, Override, Refusal, Reply, Routes, Silence
from sigec_sandbox.stations.faults import Faults, Repeat


class Connected:
    """The part of a station that knows sockets and frames but no charging.

    `answers` are the station's own CALLs with what the central system answered, `commands` the
    central system's CALLs with what the station answered, `frames` all texts on the wire.
    `overrides` replaces the answer to an action: a payload, a `Refusal`, a function or `SILENCE`.
    """

    subprotocol: ClassVar[str]
    routes: ClassVar[Routes]
    known_actions: ClassVar[frozenset[str]]
    malformed_code: ClassVar[str]

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        clock: Clock | None = None,
        faults: Faults | None = None,
        records: int | None = None,
        silence_s: float = 30.0,
    ) -> None:
        self.endpoint = endpoint
        self.clock: Clock = clock or ScriptClock()
        self.faults = faults or Faults()
        self.answers = Exchanges(records)
        self.commands = Exchanges(records)
        self.frames = Frames(records)
        self.overrides: dict[str, Override] = {}
        self.silence_s = silence_s
        self.booted_at = self.clock.now()
        self._line: Line | None = None
        self._abandoned: list[Line] = []
        self._holds: dict[str, Hold] = {}
        self._reactions: set[asyncio.Task[Any]] = set()
        self._failures: deque[BaseException] = deque(maxlen=10)

    @property
    def identity(self) -> str:
        """The name under which the central system knows the station."""
        return self.endpoint.identity

    @property
    def online(self) -> bool:
        """The connection stands, as far as the station can tell."""
        return self._line is not None and not self._line.closed.is_set()

    @property
    def line(self) -> Line:
        """The connection.

        :raises LineLost: when there is none.
        """
        if self._line is None or self._line.closed.is_set():
            raise LineLost(f"{self.identity} is not connected")
        return self._line

    def stamp(self, at: datetime | None = None) -> str:
        """Return an instant (default: now) as the station writes it into its messages."""
        instant = self.clock.stamp(at or self.clock.now())
        believed = self.faults.stamp(instant, self.clock.stamp(self.booted_at))
        precision = "milliseconds" if believed.microsecond else "seconds"
        return believed.isoformat(timespec=precision).replace("+00:00", "Z")

    async def dial(self) -> None:
        """Open a connection, and nothing else.

        :raises HandshakeRefused: with the HTTP status of the refusal.
        :raises LineLost: when nobody can be reached.
        """
        self._line = await Line.open(self.endpoint, self._answer, self.answers, self.frames)

    async def disconnect(self) -> None:
        """Close the connection politely; harmless when there is none."""
        if self._line is not None:
            await self._line.close()
            self._line = None

    def cut(self) -> None:
        """Lose the connection without a close frame."""
        if self._line is not None:
            self._line.cut()
            self._line = None

    def abandon(self) -> None:
        """Leave the connection half open on the other side and forget it, as a lost route does."""
        if self._line is not None:
            self._line.freeze()
            self._abandoned.append(self._line)
            self._line = None

    def drop_abandoned(self) -> None:
        """End the half-open connections at last."""
        for line in self._abandoned:
            line.cut()
        self._abandoned.clear()

    async def call(self, action: str, payload: Json, *, message_id: str | None = None) -> Json:
        """Send any CALL and return its answer.

        :raises CallRefused: when the answer is a CALLERROR.
        :raises CentralSystemSilent: when no answer comes.
        :raises LineLost: when there is no connection, or it breaks first.
        """
        return await self.line.call(
            action, payload, message_id=message_id, timeout_s=self.silence_s
        )

    async def mention(self, action: str, payload: Json) -> None:
        """Send a CALL that may get lost with the line, because the next connection repeats it."""
        with suppress(LineLost):
            await self.call(action, payload)

    async def replay(self, action: str, repeat: Repeat = Repeat.NEW_ID) -> Json:
        """Send the newest CALL of an action once more, letter for letter, and return its answer."""
        last = self.answers.last(action)
        message_id = last.message_id if repeat is Repeat.SAME_ID else None
        return await self.call(action, last.request, message_id=message_id)

    async def send_raw(self, text: str) -> None:
        """Send any text as a frame, without waiting for an answer."""
        await self.line.send(text)

    async def ask_raw(self, text: str, timeout_s: float = 5.0) -> Any:
        """Send any text as a frame and return the next answering frame (3 or 4), decoded."""
        answer = self.frames.watch(lambda frame: frame.lstrip().startswith(("[3", "[4")))
        await self.line.send(text)
        return json.loads(await asyncio.wait_for(answer, timeout_s))

    def hold(self, action: str) -> Hold:
        """Keep the answer to the next CALL of an action back until it is released."""
        self._holds[action] = Hold()
        return self._holds[action]

    async def settle(self) -> None:
        """Wait until everything that commands set off is done.

        Raises the first failure among them, so that a test cannot overlook it.
        """
        while self._reactions:
            await asyncio.wait(self._reactions)
        if self._failures:
            raise self._failures.popleft()

    def react(self, work: Coroutine[Any, Any, object]) -> None:
        """Do something on the station's own account, beside the script."""
        task = asyncio.create_task(self.clock.attend(work))
        self._reactions.add(task)
        task.add_done_callback(self._reacted)

    async def close(self) -> None:
        """End every connection and everything under way."""
        for task in tuple(self._reactions):
            task.cancel()
        self.drop_abandoned()
        await self.disconnect()

    async def _answer(self, call: Call) -> None:
        exchange = Exchange(action=call.action, message_id=call.message_id, request=call.payload)
        self.commands.add(exchange)
        if hold := self._holds.pop(call.action, None):
            await hold.keep()
        try:
            reply = self._reply(call)
        except Refusal as refusal:
            exchange.error = refusal.code
            await self._send_answer(
                CallError(
                    message_id=call.message_id,
                    code=refusal.code,
                    description=refusal.description,
                )
            )
            return
        if reply is None:
            return
        exchange.answer = reply.payload
        await self._send_answer(CallResult(message_id=call.message_id, payload=reply.payload))
        if reply.then is not None:
            self.react(_awaited(reply.then))

    def _reply(self, call: Call) -> Reply | None:
        match self.overrides.get(call.action):
            case None:
                return self._handle(call)
            case Silence():
                return None
            case Refusal() as refusal:
                raise refusal
            case dict() as payload:
                return Reply(payload)
            case function:
                return Reply(function(call.payload))

    def _handle(self, call: Call) -> Reply:
        handler = self.routes.get(call.action)
        if handler is None:
            known = call.action in self.known_actions
            raise Refusal("NotSupported" if known else "NotImplemented", call.action[:255])
        try:
            return handler(self, call.payload)
        except (KeyError, TypeError, ValueError) as wrong:
            raise Refusal(self.malformed_code, f"{type(wrong).__name__}: {wrong}"[:255]) from wrong

    async def _send_answer(self, answer: CallResult | CallError) -> None:
        try:
            await self.line.send(answer.encode())
        except LineLost:
            return  # Whoever asked has learnt it from the broken connection.

    def _reacted(self, task: asyncio.Task[Any]) -> None:
        self._reactions.discard(task)
        if task.cancelled():
            return
        failure = task.exception()
        if failure is not None and not isinstance(failure, LineLost):
            self._failures.append(failure)


async def _awaited(then: Any) -> object:
    return await then()
