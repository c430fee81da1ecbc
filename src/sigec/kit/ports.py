"""What several slices need from outside the process: the time, a bus, a cache."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BusMessage:
    """One message as it came from the bus; ``reply_to`` is set when an answer is awaited."""

    topic: str
    payload: bytes
    reply_to: str | None = None


class BusUnavailable(Exception):
    """The bus cannot be reached, or nobody listens to what was asked on it; nobody heard it."""


class NobodyAnswered(BusUnavailable):
    """A request was heard, perhaps, and not answered in time."""


class Bus(Protocol):
    """Carries short-lived messages between processes; nothing acknowledged depends on it.

    Topics are dotted words. A subscription may end in ``.>`` to mean everything below.
    """

    @property
    def is_connected(self) -> bool:
        """Whether others can be heard now."""
        ...

    async def publish(self, topic: str, payload: bytes) -> None:
        """Send to whoever listens now, and to nobody else.

        :raises BusUnavailable: when the broker cannot be reached.
        """
        ...

    def subscribe(self, topic: str) -> AbstractAsyncContextManager[AsyncIterator[BusMessage]]:
        """Listen from the moment the context is entered until it is left.

        A listener that falls behind by more than 1,024 messages loses the oldest.
        """
        ...

    async def request(self, topic: str, payload: bytes, *, timeout_s: float) -> bytes:
        """Send and wait for one answer.

        :raises NobodyAnswered: when nobody answers within ``timeout_s``.
        :raises BusUnavailable: when nobody listens, or the broker cannot be reached.
        """
        ...

    async def reply(self, message: BusMessage, payload: bytes) -> None:
        """Answer a request; without a ``reply_to`` nothing happens, for nobody waits."""
        ...

    async def close(self) -> None:
        """End every subscription and the connection."""
        ...


class Cache(Protocol):
    """Remembers small values and counts for a while; losing it only costs time."""

    async def get(self, key: str) -> bytes | None:
        """Return the value, or ``None`` when it is unknown or expired."""
        ...

    async def put(self, key: str, value: bytes, *, ttl_s: int) -> None:
        """Remember ``value`` for ``ttl_s`` seconds, replacing what was there."""
        ...

    async def drop(self, key: str) -> None:
        """Forget the value; harmless when there is none."""
        ...

    async def count(self, key: str, *, window_s: int) -> int:
        """Add one to a counter that lives ``window_s`` from its first use, and return it."""
        ...

    async def close(self) -> None:
        """Let go of the connection."""
        ...


class Vault(Protocol):
    """Seals what must not be read from the database alone."""

    def seal(self, plain: str) -> bytes:
        """Return the text in a form that only `open` reads."""
        ...

    def open(self, sealed: bytes) -> str:
        """Return the text that was sealed."""
        ...
