"""The clock of a whole simulated night in a second: it jumps to whatever is due next."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from sigec_sandbox.clocks.calls import PendingCall, PendingCalls

Result = TypeVar("Result")

CALM_ROUNDS = 5


class VirtualClock:
    """A clock that jumps from one due call to the next once everybody else has settled.

    Attended work counts as busy until it sleeps, waits `outside` or ends, so a network answer
    takes no simulated time and a run is the same every time.
    """

    def __init__(self, starts_at: datetime | None = None) -> None:
        self._now = starts_at or datetime.now(UTC).replace(microsecond=0)
        self._calls = PendingCalls()
        self._busy = 0
        self._settled = asyncio.Event()

    def now(self) -> datetime:
        """Return the instant that the run has reached."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Wait until `run_for` has brought time this far."""
        waking: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.call_later(max(0.0, seconds), lambda: self._wake(waking))
        self._leave()
        try:
            await waking
        except asyncio.CancelledError:
            if waking.cancelled():
                self._enter()
            raise

    def call_later(self, seconds: float, call: Callable[[], object]) -> PendingCall:
        """Call something when `run_for` has brought time this far."""
        return self._calls.add(self._now + timedelta(seconds=seconds), call)

    def stamp(self, at: datetime) -> datetime:
        """Return the instant as it is."""
        return at

    def attend(self, work: Coroutine[Any, Any, Result]) -> Coroutine[Any, Any, Result]:
        """Hold time back until work sleeps or ends."""
        self._enter()
        return self._attended(work)

    async def outside(self, event: Awaitable[Result]) -> Result:
        """Wait for the event while time may pass."""
        waiting = asyncio.ensure_future(event)
        waiting.add_done_callback(lambda _: self._enter())
        self._leave()
        return await waiting

    async def run_for(self, seconds: float) -> None:
        """Let simulated time pass; return when everybody attended has settled at its end."""
        end = self._now + timedelta(seconds=seconds)
        await self._settle()
        while next_call := self._calls.take(end):
            self._now = next_call[0]
            next_call[1].make()
            if self._busy > 0:
                await self._settle()
        self._now = end

    async def _attended(self, work: Coroutine[Any, Any, Result]) -> Result:
        try:
            return await work
        finally:
            self._leave()

    async def _settle(self) -> None:
        calm_rounds = 0
        while calm_rounds < CALM_ROUNDS:
            if self._busy > 0:
                self._settled.clear()
                await self._settled.wait()
                calm_rounds = 0
            # An event that was set just now wakes its waiter some rounds of the loop later.
            await asyncio.sleep(0)
            calm_rounds += 1

    def _wake(self, waking: "asyncio.Future[None]") -> None:
        if not waking.done():
            self._enter()
            waking.set_result(None)

    def _enter(self) -> None:
        self._busy += 1

    def _leave(self) -> None:
        self._busy -= 1
        if self._busy <= 0:
            self._settled.set()
