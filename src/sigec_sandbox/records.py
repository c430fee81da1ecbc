"""What a station said and heard, kept so that a test can ask for it."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeVar

from sigec_sandbox.frames import Json

Item = TypeVar("Item")


@dataclass(slots=True, kw_only=True)
class Exchange:
    """A CALL with its answer; both answer and error are `None` while it is open or was lost."""

    action: str
    message_id: str
    request: Json
    answer: Json | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedFrame:
    """One frame as text, `out` from the station or `in` to it."""

    direction: Literal["out", "in"]
    text: str


class Exchanges:
    """CALLs of one direction, oldest first."""

    def __init__(self, limit: int | None) -> None:
        self._limit = limit
        self._exchanges: deque[Exchange] | tuple[()] = ()
        self._watchers: list[tuple[str, asyncio.Future[Exchange]]] = []

    def __iter__(self) -> Iterator[Exchange]:
        return iter(self._exchanges)

    def __len__(self) -> int:
        return len(self._exchanges)

    def add(self, exchange: Exchange) -> None:
        """Keep an exchange and wake those who wait for its action."""
        self._exchanges = _kept(self._exchanges, exchange, self._limit)
        for action, watcher in self._watchers:
            if action == exchange.action and not watcher.done():
                watcher.set_result(exchange)
        self._watchers = [entry for entry in self._watchers if not entry[1].done()]

    def of(self, action: str) -> list[Exchange]:
        """Return the exchanges of an action, oldest first."""
        return [exchange for exchange in self._exchanges if exchange.action == action]

    def find(self, message_id: str) -> Exchange | None:
        """Return the newest exchange under a message id."""
        for exchange in reversed(self._exchanges):
            if exchange.message_id == message_id:
                return exchange
        return None

    def last(self, action: str) -> Exchange:
        """Return the newest exchange of an action.

        :raises LookupError: when there was none.
        """
        for exchange in reversed(self._exchanges):
            if exchange.action == action:
                return exchange
        raise LookupError(f"no {action} was exchanged")

    async def next(self, action: str, timeout_s: float = 5.0) -> Exchange:
        """Wait for the next CALL of an action; it may still be unanswered when this returns."""
        watcher: asyncio.Future[Exchange] = asyncio.get_running_loop().create_future()
        self._watchers.append((action, watcher))
        return await asyncio.wait_for(watcher, timeout_s)


class Frames:
    """Every frame of a station as text, oldest first."""

    def __init__(self, limit: int | None) -> None:
        self._limit = limit
        self._frames: deque[LoggedFrame] | tuple[()] = ()
        self._watchers: list[tuple[Callable[[str], bool], asyncio.Future[str]]] = []

    def __iter__(self) -> Iterator[LoggedFrame]:
        return iter(self._frames)

    def add(self, direction: Literal["out", "in"], text: str) -> None:
        """Keep a frame and wake those who wait for one like it."""
        if self._limit != 0:
            frame = LoggedFrame(direction=direction, text=text)
            self._frames = _kept(self._frames, frame, self._limit)
        if direction == "out" or not self._watchers:
            return
        for accepts, watcher in self._watchers:
            if not watcher.done() and accepts(text):
                watcher.set_result(text)
        self._watchers = [entry for entry in self._watchers if not entry[1].done()]

    def watch(self, accepts: Callable[[str], bool]) -> "asyncio.Future[str]":
        """Return a future of the next incoming frame that is accepted."""
        watcher: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._watchers.append((accepts, watcher))
        return watcher


def _kept(items: deque[Item] | tuple[()], item: Item, limit: int | None) -> deque[Item] | tuple[()]:
    """Return the items with one more; an empty deque would cost each of 10,000 stations 600 B."""
    if limit == 0:
        return ()
    kept = items or deque(maxlen=limit)
    kept.append(item)
    return kept
