"""Transaction messages in order, each until it is acknowledged, also after hours offline."""

import asyncio
import uuid
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from sigec_sandbox.errors import CallRefused, CentralSystemSilent, LineLost
from sigec_sandbox.frames import Json
from sigec_sandbox.stations.faults import Faults, Repeat


@dataclass(slots=True, kw_only=True)
class TransactionMessage:
    """A message that must arrive; its payload is made when it is sent, not when it is queued.

    A `deferrable` message may wait for the next one, which then overtakes it.
    """

    action: str
    render: Callable[[], Json]
    heard: Callable[[Json], None] | None = None
    deferrable: bool = False
    message_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    answer: Json | None = None


class Send(Protocol):
    """How a message gets onto the line."""

    def __call__(self, action: str, payload: Json, *, message_id: str) -> Awaitable[Json]:
        """Send a CALL and return its answer."""


class Delivery:
    """The queue between a station's transactions and its line."""

    def __init__(self, send: Send, faults: Faults) -> None:
        self._send = send
        self._faults = faults
        self._queue: deque[TransactionMessage] = deque()
        self._turn = asyncio.Lock()

    def __len__(self) -> int:
        return len(self._queue)

    async def hand_over(self, message: TransactionMessage, *, online: bool) -> Json | None:
        """Queue a message and, when online, deliver everything up to it.

        Returns its answer, or `None` when it still waits or was refused.
        """
        self._queue.append(message)
        if online and not (self._faults.out_of_order and message.deferrable):
            await self.flush()
        return message.answer

    async def flush(self) -> None:
        """Deliver what waits, in order; stop quietly when the line breaks.

        :raises CentralSystemSilent: when an answer does not come; the message stays queued.
        """
        async with self._turn:
            if self._faults.out_of_order and len(self._queue) > 1:
                self._queue.rotate(1)
            while self._queue:
                message = self._queue[0]
                try:
                    await self._deliver(message)
                except LineLost:
                    return
                except CentralSystemSilent:
                    self._renew(message)
                    raise
                except CallRefused:
                    pass  # The record keeps the refusal; sending it again would change nothing.
                self._queue.popleft()

    def reorder(
        self, arrange: Callable[[list[TransactionMessage]], list[TransactionMessage]]
    ) -> None:
        """Rearrange what waits: late, backwards, or without one of them."""
        self._queue = deque(arrange(list(self._queue)))

    def drop(self) -> None:
        """Forget what waits, as a station without persistent memory does in a power cut."""
        self._queue.clear()

    async def _deliver(self, message: TransactionMessage) -> None:
        payload = message.render()
        answer = await self._send(message.action, payload, message_id=message.message_id)
        while self._faults.lost_answers > 0:
            self._faults.lost_answers -= 1
            self._renew(message)
            answer = await self._send(message.action, payload, message_id=message.message_id)
        if self._faults.duplicates is not None:
            same = self._faults.duplicates is Repeat.SAME_ID
            again = message.message_id if same else str(uuid.uuid4())
            await self._send(message.action, payload, message_id=again)
        message.answer = answer
        if message.heard is not None:
            message.heard(answer)

    def _renew(self, message: TransactionMessage) -> None:
        if self._faults.resend is Repeat.NEW_ID:
            message.message_id = str(uuid.uuid4())
