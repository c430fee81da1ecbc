"""Our CALLs on one connection: one at a time, in order, each with a deadline."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from sigec.kit.errors import DeadlineExceeded, TooManyRequests, Unavailable
from sigec.ocpp import frames

Reply = frames.ResultFrame | frames.ErrorFrame

LATE_MAX = 16
_log = structlog.get_logger(__name__)


class ConnectionLost(Unavailable):
    """The connection ended; ``was_sent`` says whether the station may have acted."""

    code = "ocpp.connection_lost"

    def __init__(self, *, was_sent: bool) -> None:
        self.was_sent = was_sent
        super().__init__(was_sent=was_sent)


class CallUnanswered(DeadlineExceeded):
    """The station did not answer in time, or what it answered was no reply."""

    code = "ocpp.call_unanswered"


class TooManyCalls(TooManyRequests):
    """Too many CALLs wait for this station already."""

    code = "ocpp.too_many_calls"


@dataclass(slots=True, eq=False)
class _Outgoing:
    message_id: str
    action: str
    frame: bytes
    timeout_s: float
    timer: asyncio.TimerHandle
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

    def __init__(self, send: Callable[[bytes], None], *, waiting_max: int) -> None:
        """Send frames by ``send``; nothing goes out until `release`."""
        self._send = send
        self._waiting_max = waiting_max
        self._loop = asyncio.get_running_loop()
        self._queue: deque[_Outgoing] = deque()
        self._current: _Outgoing | None = None
        self._late: OrderedDict[str, str] = OrderedDict()
        self._is_held = True
        self._is_closed = False

    async def call(
        self, message_id: str, action: str, payload: bytes, *, timeout_s: float
    ) -> Reply:
        """Send a CALL in its turn and wait for the reply, ``timeout_s`` for each of both.

        :raises ConnectionLost: when the connection ends first.
        :raises CallUnanswered: when its turn or its reply did not come in time.
        :raises TooManyCalls: when too many wait already.
        """
        if self._is_closed:
            raise ConnectionLost(was_sent=False)
        if len(self._queue) >= self._waiting_max:
            raise TooManyCalls(retry_after_s=1)
        outgoing = self._enqueue(message_id, action, payload, timeout_s)
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

    def replied(self, message_id: str, reply: Reply | None) -> None:
        """Take a reply, ``None`` for one that was unreadable; a late one is only noted."""
        current = self._current
        if current is None or current.message_id != message_id:
            action = self._late.pop(message_id, None)
            _log.info("ocpp.reply.unexpected", message_id=message_id[:64], late_action=action)
            return
        self._current = None
        current.settle(reply or CallUnanswered(action=current.action))
        self._send_next()

    def close(self) -> None:
        """Fail everything that waits: the connection is gone."""
        self._is_closed = True
        if self._current is not None:
            self._current.settle(ConnectionLost(was_sent=True))
            self._current = None
        while self._queue:
            self._queue.popleft().settle(ConnectionLost(was_sent=False))

    def _enqueue(self, message_id: str, action: str, payload: bytes, timeout_s: float) -> _Outgoing:
        timer = self._loop.call_later(timeout_s, self._give_up, message_id)
        frame = frames.call(message_id, action, payload)
        outgoing = _Outgoing(message_id, action, frame, timeout_s, timer)
        self._queue.append(outgoing)
        self._send_next()
        return outgoing

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
            self._late[message_id] = current.action
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
