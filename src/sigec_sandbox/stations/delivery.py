"""Transaction messages in order, each until it is acknowledged, also after hours offline."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sigec_sandbox.errors import AnswerUnusable, CallRefused, CentralSystemSilent, LineLost
from sigec_sandbox.frames import Json
from sigec_sandbox.stations.faults import Faults, Repeat


@dataclass(slots=True, kw_only=True, eq=False)
class TransactionMessage:
    """A message that must arrive; its payload is made when it is sent, not when it is queued.

    It goes out in the version in which it was made, if need be on a later connection. A
    `deferrable` message may wait for the next one, which then overtakes it.
    """

    version: str
    action: str
    render: Callable[[], Json]
    heard: Callable[[Json], None] | None = None
    deferrable: bool = False
    message_id: str | int | None = None
    answer: Json | None = None


class Carrier(Protocol):
    """What a queue needs of its station."""

    faults: Faults

    @property
    def version(self) -> str:
        """The version that is spoken now."""

    async def call(self, action: str, payload: Json, *, message_id: str | int | None) -> Json:
        """Send a CALL and return its answer."""

    def fresh_message_id(self) -> str | int:
        """Return the id of the next message."""


class Delivery:
    """The queue between a station's transactions and its line."""

    def __init__(self, carrier: Carrier) -> None:
        self._carrier = carrier
        self._queue: list[TransactionMessage] = []
        self._turn = asyncio.Lock()

    def __len__(self) -> int:
        return len(self._queue)

    async def hand_over(self, message: TransactionMessage, *, online: bool) -> Json | None:
        """Queue a message and, when online, deliver everything up to it.

        Returns its answer, or `None` when it still waits or was refused.
        """
        self._queue.append(message)
        if online and not (self._carrier.faults.out_of_order and message.deferrable):
            await self.flush()
        return message.answer

    async def flush(self) -> None:
        """Deliver what waits for this version, in order; stop quietly when the line breaks.

        :raises CentralSystemSilent: when an answer does not come; the message stays queued.
        """
        async with self._turn:
            if self._carrier.faults.out_of_order and len(self._queue) > 1:
                self._queue.insert(0, self._queue.pop())
            while message := self._next():
                try:
                    await self._deliver(message)
                except LineLost:
                    return
                except CentralSystemSilent:
                    self._renew(message)
                    raise
                except (CallRefused, AnswerUnusable):
                    pass  # The record keeps the refusal; sending it again would change nothing.
                if message in self._queue:  # It may have been dropped meanwhile.
                    self._queue.remove(message)

    def reorder(
        self, arrange: Callable[[list[TransactionMessage]], list[TransactionMessage]]
    ) -> None:
        """Rearrange what waits: late, backwards, or without one of them."""
        self._queue = arrange(list(self._queue))

    def drop(self) -> None:
        """Forget what waits, as a station without persistent memory does in a power cut."""
        self._queue.clear()

    def _next(self) -> TransactionMessage | None:
        version = self._carrier.version
        return next((message for message in self._queue if message.version == version), None)

    async def _deliver(self, message: TransactionMessage) -> None:
        faults = self._carrier.faults
        payload = message.render()
        if message.message_id is None:
            message.message_id = self._carrier.fresh_message_id()
        answer = await self._send(message, payload)
        while faults.lost_answers > 0:
            faults.lost_answers -= 1
            self._renew(message)
            answer = await self._send(message, payload)
        if faults.duplicates is not None:
            if faults.duplicates is Repeat.NEW_ID:
                message.message_id = self._carrier.fresh_message_id()
            await self._send(message, payload)
        message.answer = answer
        if message.heard is not None:
            message.heard(answer)

    async def _send(self, message: TransactionMessage, payload: Json) -> Json:
        return await self._carrier.call(message.action, payload, message_id=message.message_id)

    def _renew(self, message: TransactionMessage) -> None:
        if self._carrier.faults.resend is Repeat.NEW_ID:
            message.message_id = self._carrier.fresh_message_id()
