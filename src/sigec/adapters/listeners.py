"""What a subscription collects until its listener comes for it."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator

from sigec.kit.ports import BusMessage

BACKLOG_MAX = 1_024
"""A slow listener loses the oldest messages; the others must not wait for it."""


class Listener:
    """A bounded queue that can end: iterate over it."""

    def __init__(self, topic: str) -> None:
        self.topic = topic
        self._waiting: deque[BusMessage] = deque(maxlen=BACKLOG_MAX)
        self._changed = asyncio.Event()
        self._ended = False

    def hears(self, topic: str) -> bool:
        """Say whether a message of ``topic`` is for this listener."""
        if self.topic.endswith(".>"):
            return topic.startswith(self.topic[:-1])
        return topic == self.topic

    def tell(self, message: BusMessage) -> None:
        """Put a message in the queue."""
        self._waiting.append(message)
        self._changed.set()

    def end(self) -> None:
        """Let the iteration end after what is in the queue."""
        self._ended = True
        self._changed.set()

    def __aiter__(self) -> AsyncIterator[BusMessage]:
        return self

    async def __anext__(self) -> BusMessage:
        while not self._waiting:
            if self._ended:
                raise StopAsyncIteration
            self._changed.clear()
            await self._changed.wait()
        return self._waiting.popleft()
