"""A station's connection: dialling, calling, and every way of losing it."""

import asyncio
import json
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from sigec_sandbox.clocks import Clock, ScriptClock
from sigec_sandbox.errors import CentralSystemSilent, LineLost
from sigec_sandbox.frames import Call, CallResultError, Json, Send
from sigec_sandbox.line import Endpoint, Line
from sigec_sandbox.records import Exchanges, Frames
from sigec_sandbox.stations.faults import Faults, Repeat
from sigec_sandbox.stations.message_ids import MessageIds
from sigec_sandbox.stations.quirks import bent


class Connected(ABC):
    """The part of a station that knows sockets and frames but no charging.

    `answers` are the station's own CALLs with what the central system answered, `commands` the
    central system's CALLs with what the station answered, `frames` all texts on the wire.
    Without `has_network` nobody can be dialled. `when_line_ends` is called when a connection is
    gone, wanted or not.
    """

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
        self.message_ids = MessageIds()
        self.when_line_ends: Callable[[], None] | None = None
        self.silence_s = silence_s
        self.has_network = True
        self.booted_at = self.clock.now()
        self._line: Line | None = None
        self._abandoned: list[Line] = []

    @property
    def identity(self) -> str:
        """The name under which the central system knows the station."""
        return self.endpoint.identity

    @property
    def online(self) -> bool:
        """The connection stands, as far as the station can tell."""
        return self._line is not None and self._line.is_open

    @property
    def line(self) -> Line:
        """The connection.

        :raises LineLost: when there is none.
        """
        if self._line is None or not self._line.is_open:
            raise LineLost(f"{self.identity} is not connected")
        return self._line

    def stamp(self, at: datetime | None = None) -> str:
        """Return an instant (default: now) as the station writes it into its messages."""
        instant = self.clock.stamp(at or self.clock.now())
        return self.faults.stamp(instant, self.clock.stamp(self.booted_at))

    async def dial(self) -> None:
        """Open a connection, and nothing else.

        :raises HandshakeRefused: with the HTTP status of the refusal.
        :raises LineLost: when nobody can be reached.
        """
        if not self.has_network:
            raise LineLost(f"{self.identity} has no network")
        endpoint = replace(self.endpoint, manners=self.faults.manners)
        self._line = await Line.open(endpoint, self, self.answers, self.frames)
        self.negotiated(self._line.subprotocol)

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

    async def hung_up(self, timeout_s: float = 5.0) -> None:
        """Wait until the central system, or a fault, has ended the connection.

        :raises TimeoutError: when nobody does.
        """
        if self._line is not None:
            await asyncio.wait_for(self._line.ended(), timeout_s)

    async def call(
        self, action: str, payload: Json, *, message_id: str | int | None = None
    ) -> Json:
        """Send any CALL, bent as the faults say, and return its answer.

        :raises CallRefused: when the answer is a CALLERROR.
        :raises AnswerUnusable: when the answer lacks what the station needs of it.
        :raises CentralSystemSilent: when no answer comes.
        :raises LineLost: when there is no connection, or it breaks first.
        """
        bent_payload = bent(action, payload, self.faults.quirks)
        return await self._call(action, bent_payload, message_id)

    async def mention(self, action: str, payload: Json) -> None:
        """Send a CALL that may get lost with the line, because the next connection repeats it."""
        with suppress(LineLost):
            await self.call(action, payload)

    def notify(self, action: str, payload: Json) -> None:
        """Send a message that nobody answers (2.1).

        :raises LineLost: when there is no connection.
        """
        message_id = str(self.fresh_message_id())
        self.line.send(Send(message_id=message_id, action=action, payload=payload).encode())

    async def replay(self, action: str, repeat: Repeat = Repeat.NEW_ID) -> Json:
        """Send the newest CALL of an action once more, letter for letter, and return its answer."""
        last = self.answers.last(action)
        message_id = last.message_id if repeat is Repeat.SAME_ID else None
        return await self._call(action, last.request, message_id)

    async def send_raw(self, text: str, *, reserved_bit: bool = False) -> None:
        """Send any text as a frame, without waiting for an answer."""
        self.line.send(text, reserved_bit=reserved_bit)

    async def ask_raw(self, text: str, timeout_s: float = 5.0) -> Any:
        """Send any text as a frame and return the next answering frame (3 or 4), decoded."""
        answer = self.frames.watch(lambda frame: frame.lstrip().startswith(("[3", "[4")))
        self.line.send(text)
        return json.loads(await asyncio.wait_for(answer, timeout_s))

    def fresh_message_id(self) -> str | int:
        """Return the id of the next message."""
        return self.message_ids.fresh(self.faults.message_ids)

    @abstractmethod
    def negotiated(self, subprotocol: str | None) -> None:
        """Take note of what a new connection speaks."""

    @abstractmethod
    def check(self, action: str, message_id: str | int, answer: Json) -> None:
        """Look at the answer to a CALL.

        :raises AnswerUnusable: when it lacks what the station needs of it.
        """

    @abstractmethod
    def called(self, call: Call) -> None:
        """Answer a CALL of the central system."""

    def disputed(self, error: CallResultError) -> None:
        """Keep that the central system could not use an answer."""
        exchange = self.commands.find(str(error.message_id))
        if exchange is not None:
            exchange.error = error.code

    def line_ended(self) -> None:
        """Tell whoever looks after the connection."""
        if self.when_line_ends is not None:
            self.when_line_ends()

    async def _call(self, action: str, payload: Json, message_id: str | int | None) -> Json:
        call = Call(
            message_id=self.fresh_message_id() if message_id is None else message_id,
            action=action,
            payload=payload,
        )
        try:
            answer = await self.line.call(
                call, timeout_s=self.silence_s, waits=self.faults.waits_for_answers
            )
        except CentralSystemSilent:
            if not self.faults.hangs_up:
                raise
            self.cut()
            raise LineLost(f"{self.identity} hung up") from None
        self.check(action, call.message_id, answer)
        return answer
