"""What a station is going to do, kept as alarms: whoever waits costs no task."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias

from sigec_sandbox.clocks import Alarm, Clock

Work: TypeAlias = Callable[[], Coroutine[Any, Any, object]]


class Schedule:
    """The alarms and the running work of one station, all of which end with it.

    `failed` hears of an exception that nobody expected.
    """

    def __init__(self, clock: Clock, failed: Callable[[BaseException], None]) -> None:
        self.clock = clock
        self._failed = failed
        self._alarms: dict[int, Alarm] = {}
        self._next = 0
        self._running: set[asyncio.Task[Any]] = set()
        self._over = False

    def after(self, seconds: float, work: Work) -> None:
        """Start work in simulated seconds."""
        self.call_after(seconds, lambda: self.start(work))

    def call_after(self, seconds: float, call: Callable[[], object]) -> None:
        """Call something in simulated seconds."""
        if self._over:
            return
        number = self._next = self._next + 1

        def ring() -> None:
            del self._alarms[number]
            call()

        self._alarms[number] = self.clock.call_later(seconds, ring)

    def start(self, work: Work) -> None:
        """Start work now."""
        if self._over:
            return
        task = asyncio.ensure_future(self.clock.attend(work()))
        self._running.add(task)
        task.add_done_callback(self._ended)

    def end(self) -> None:
        """Cancel everything; nothing can be scheduled any more."""
        self._over = True
        for alarm in self._alarms.values():
            alarm.cancel()
        self._alarms.clear()
        for task in self._running:
            task.cancel()

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (failure := task.exception()):
            self._failed(failure)
