"""The clock of a test: it moves when somebody sleeps on it."""

from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from sigec_sandbox.clocks.calls import PendingCall, PendingCalls

Result = TypeVar("Result")


class ScriptClock:
    """A clock that moves when somebody sleeps on it: one actor, exact instants, no waiting."""

    def __init__(self, starts_at: datetime | None = None) -> None:
        self._now = starts_at or datetime.now(UTC).replace(microsecond=0)
        self._calls = PendingCalls()

    def now(self) -> datetime:
        """Return the instant that the script has reached."""
        return self._now

    def set(self, at: datetime) -> None:
        """Move to an instant, forwards or backwards."""
        self._now = at

    async def sleep(self, seconds: float) -> None:
        """Move forwards at once, calling on the way what is due."""
        end = self._now + timedelta(seconds=seconds)
        while next_call := self._calls.take(end):
            self._now = max(self._now, next_call[0])
            next_call[1].make()
        self._now = end

    def call_later(self, seconds: float, call: Callable[[], object]) -> PendingCall:
        """Call something when the script has slept so long."""
        return self._calls.add(self._now + timedelta(seconds=seconds), call)

    def stamp(self, at: datetime) -> datetime:
        """Return the instant as it is."""
        return at

    def attend(self, work: Coroutine[Any, Any, Result]) -> Coroutine[Any, Any, Result]:
        """Return work as it is: a script waits for nobody."""
        return work

    async def outside(self, event: Awaitable[Result]) -> Result:
        """Wait for the event."""
        return await event
