"""A bus inside this process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

from sigec.adapters.listeners import Listener
from sigec.kit.ports import BusMessage, BusUnavailable, NobodyAnswered


class MemoryBus:
    """Hands messages from publisher to listeners directly."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._answers: dict[str, asyncio.Future[bytes]] = {}
        self._is_closed = False

    @property
    def is_connected(self) -> bool:
        """Always: everybody is here."""
        return not self._is_closed

    async def publish(self, topic: str, payload: bytes) -> None:
        """Send to whoever listens now, and to nobody else."""
        self._tell(BusMessage(topic=topic, payload=payload))

    @asynccontextmanager
    async def subscribe(self, topic: str) -> AsyncIterator[AsyncIterator[BusMessage]]:
        """Listen from the moment the context is entered until it is left."""
        self._refuse_when_closed()
        listener = Listener(topic)
        self._listeners.append(listener)
        try:
            yield listener
        finally:
            if listener in self._listeners:
                self._listeners.remove(listener)

    async def request(self, topic: str, payload: bytes, *, timeout_s: float) -> bytes:
        """Send and wait for one answer."""
        reply_to = uuid4().hex
        answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._answers[reply_to] = answer
        try:
            if not self._tell(BusMessage(topic=topic, payload=payload, reply_to=reply_to)):
                raise BusUnavailable(f"nobody listens to {topic}")
            return await asyncio.wait_for(answer, timeout_s)
        except TimeoutError as error:
            raise NobodyAnswered(f"nobody answered {topic}") from error
        finally:
            del self._answers[reply_to]

    async def reply(self, message: BusMessage, payload: bytes) -> None:
        """Answer a request; without a ``reply_to`` nothing happens, for nobody waits."""
        answer = self._answers.get(message.reply_to or "")
        if answer is not None and not answer.done():
            answer.set_result(payload)

    async def close(self) -> None:
        """End every subscription."""
        self._is_closed = True
        for listener in self._listeners:
            listener.end()
        self._listeners.clear()

    def _tell(self, message: BusMessage) -> int:
        self._refuse_when_closed()
        hearing = [listener for listener in self._listeners if listener.hears(message.topic)]
        for listener in hearing:
            listener.tell(message)
        return len(hearing)

    def _refuse_when_closed(self) -> None:
        if self._is_closed:
            raise BusUnavailable("the bus is closed")
