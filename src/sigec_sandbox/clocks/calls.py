"""Calls that are due at simulated instants, the earliest first."""

import heapq
import itertools
from collections.abc import Callable
from datetime import datetime


class PendingCall:
    """A call that is due at an instant unless it is cancelled before."""

    __slots__ = ("_call",)

    def __init__(self, call: Callable[[], object]) -> None:
        self._call: Callable[[], object] | None = call

    def cancel(self) -> None:
        """Let it not be called; harmless when it already was."""
        self._call = None

    def make(self) -> None:
        """Call it, unless it was cancelled."""
        if self._call is not None:
            self._call()


class PendingCalls:
    """What is going to be called; calls of the same instant keep the order in which they came."""

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, int, PendingCall]] = []
        self._order = itertools.count()

    def add(self, due: datetime, call: Callable[[], object]) -> PendingCall:
        """Have something called at an instant."""
        pending = PendingCall(call)
        heapq.heappush(self._heap, (due, next(self._order), pending))
        return pending

    def take(self, until: datetime) -> tuple[datetime, PendingCall] | None:
        """Return the next call that is due by an instant, if there is one."""
        if not self._heap or self._heap[0][0] > until:
            return None
        due, _, pending = heapq.heappop(self._heap)
        return due, pending
