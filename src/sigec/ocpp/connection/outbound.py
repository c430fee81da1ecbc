"""Our CALLs on one connection: one at a time, in order, each with a deadline."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

import structlog
from msgspec import Raw

from sigec.ocpp import frames
from sigec.ocpp.connection.failures import (
    CallUnanswered,
    ConnectionLost,
    ReplyBroken,
    TooManyCalls,
)
from sigec.ocpp.frames import BadFrame, ErrorCode, OcppVersion
from sigec.ocpp.router import Refused

Reply = frames.ResultFrame | frames.ErrorFrame

CheckReply: TypeAlias = Callable[[Raw], None]
"""Reads the payload of a reply; raises `Refused` when it breaks the action's schema."""

HearLate: TypeAlias = Callable[[Reply], None]
"""Hears a reply that came after its CALL was given up."""

LATE_MAX = 16
_log = structlog.get_logger(__name__)


@dataclass(slots=True, eq=False)
class _Outgoing:
    message_id: str
    action: str
    frame: bytes
    timeout_s: float
    timer: asyncio.TimerHandle
    check: CheckReply | None
    hear_late: HearLate | None
    future: "asyncio.Future[Reply]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    def settle(self, outcome: Reply | Exception) -> None:
        self.timer.cancel()
        if self.future.done():
            return
        if isinstance(outcome, Exception):
            self.future.set_exception(outcome)
        else:
            self.future.set_result(outcome)


class OutboundCalls:
    """The queue of our CALLs. A CALL whose caller gave up keeps its turn until it is answered."""

    def __init__(
        self, send: Callable[[bytes], None], *, version: OcppVersion, waiting_max: int
    ) -> None:
        """Send frames by ``send``; nothing goes out until `release`."""
        self._send = send
        self._version = version
        self._waiting_max = waiting_max
        self._loop = asyncio.get_running_loop()
        self._queue: deque[_Outgoing] = deque()
        self._current: _Outgoing | None = None
        self._late: OrderedDict[str, _Outgoing] = OrderedDict()
        self._is_held = True
        self._is_closed = False

    async def call(
        self,
        message_id: str,
        action: str,
        payload: bytes,
        *,
        timeout_s: float,
        check: CheckReply | None = None,
        hear_late: HearLate | None = None,
    ) -> Reply:
        """Send a CALL in its turn and wait for the reply, ``timeout_s`` for each of both.

        :raises ConnectionLost: when the connection ends first.
        :raises CallUnanswered: when its turn or its reply did not come in time.
        :raises ReplyBroken: when what came makes no sense, or fails ``check``.
        :raises TooManyCalls: when too many wait already.
        """
        if self._is_closed:
            raise ConnectionLost(was_sent=False)
        if len(self._queue) >= self._waiting_max:
            raise TooManyCalls(retry_after_s=1)
        outgoing = _Outgoing(
            message_id,
            action,
            frames.call(message_id, action, payload),
            timeout_s,
            self._loop.call_later(timeout_s, self._give_up, message_id),
            check,
            hear_late,
        )
        self._queue.append(outgoing)
        self._send_next()
        try:
            return await outgoing.future
        finally:
            self._forget_unsent(outgoing)

    def hold(self) -> None:
        """Send nothing more until `release`: the station is booting."""
        self._is_held = True

    def release(self) -> None:
        """Send what waits."""
        self._is_held = False
        self._send_next()

    def replied(self, reply: Reply) -> None:
        """Take a reply; a late one is attributed and goes to whoever gave up."""
        current = self._take(frames.message_id(reply.id), reply)
        if current is None:
            return
        try:
            if current.check is not None and isinstance(reply, frames.ResultFrame):
                current.check(reply.payload)
        except Refused as fault:
            if self._version is OcppVersion.V21:
                self._send(frames.result_error(reply.id, fault.code, fault.description))
            current.settle(ReplyBroken(fault.code, fault.description))
        else:
            if current.future.cancelled() and current.hear_late is not None:
                current.hear_late(reply)
            current.settle(reply)
        self._send_next()

    def broken(self, frame: BadFrame) -> None:
        """Take a text that tried to be a reply: the CALL that it names has failed."""
        current = None if frame.replies_to is None else self._take(frame.replies_to, None)
        if current is None:
            return
        if frame.retort is not None:
            self._send(frame.retort)
        current.settle(ReplyBroken(ErrorCode.FORMAT_VIOLATION, frame.reason))
        self._send_next()

    def close(self) -> None:
        """Fail everything that waits: the connection is gone."""
        self._is_closed = True
        if self._current is not None:
            self._current.settle(ConnectionLost(was_sent=True))
            self._current = None
        while self._queue:
            self._queue.popleft().settle(ConnectionLost(was_sent=False))

    def _take(self, message_id: str, reply: Reply | None) -> _Outgoing | None:
        """Return the CALL that waits for this reply, and make room for the next."""
        current = self._current
        if current is not None and current.message_id == message_id:
            self._current = None
            return current
        late = self._late.pop(message_id, None)
        _log.info(
            "ocpp.reply.unexpected",
            message_id=message_id[:64],
            late_action=None if late is None else late.action,
        )
        if late is not None and late.hear_late is not None and reply is not None:
            late.hear_late(reply)
        return None

    def _send_next(self) -> None:
        if self._current is not None or self._is_held or not self._queue:
            return
        outgoing = self._current = self._queue.popleft()
        outgoing.timer.cancel()
        give_up = self._give_up
        outgoing.timer = self._loop.call_later(outgoing.timeout_s, give_up, outgoing.message_id)
        self._send(outgoing.frame)

    def _give_up(self, message_id: str) -> None:
        current = self._current
        if current is not None and current.message_id == message_id:
            self._current = None
            self._late[message_id] = current
            if len(self._late) > LATE_MAX:
                self._late.popitem(last=False)
            current.settle(CallUnanswered(action=current.action))
            self._send_next()
            return
        for outgoing in self._queue:
            if outgoing.message_id == message_id:
                outgoing.settle(CallUnanswered(action=outgoing.action))

    def _forget_unsent(self, outgoing: _Outgoing) -> None:
        if outgoing in self._queue:
            outgoing.timer.cancel()
            self._queue.remove(outgoing)
