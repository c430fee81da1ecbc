"""The station's CALLs on one connection: answered in order, by a task that lives while any wait."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import NamedTuple

from sigec.ocpp.connection.limits import ConnectionLimits
from sigec.ocpp.frames import CallFrame, SendFrame


class Received(NamedTuple):
    """A CALL or SEND, its length as text and when it came."""

    frame: CallFrame | SendFrame
    length: int
    received_at: datetime


class InboundCalls:
    """The queue of the station's CALLs; when it is full, the socket is not read."""

    def __init__(
        self,
        answer: Callable[[Received], Awaitable[None]],
        *,
        pause: Callable[[], None],
        resume: Callable[[], None],
        limits: ConnectionLimits,
    ) -> None:
        """Answer each CALL by ``answer``, which must not raise."""
        self._answer = answer
        self._pause = pause
        self._resume = resume
        self._limits = limits
        self._queue: deque[Received] = deque()
        self._waiting_bytes = 0
        self._task: asyncio.Task[None] | None = None

    def put(self, received: Received) -> None:
        """Answer it after all that came before."""
        self._queue.append(received)
        self._waiting_bytes += received.length
        if self._is_full:
            self._pause()
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._answer_all())

    def drop(self) -> None:
        """Forget what waits: a newer connection of the station will hear it again."""
        self._queue.clear()
        self._waiting_bytes = 0

    async def drain(self) -> None:
        """Wait until everything that came is answered."""
        if self._task is not None:
            await asyncio.shield(self._task)

    @property
    def _is_full(self) -> bool:
        return (
            len(self._queue) >= self._limits.calls_waiting_max
            or self._waiting_bytes >= self._limits.bytes_waiting_max
        )

    async def _answer_all(self) -> None:
        try:
            while self._queue:
                received = self._queue.popleft()
                self._waiting_bytes -= received.length
                await self._answer(received)
                if not self._is_full:
                    self._resume()
        finally:
            self._task = None
