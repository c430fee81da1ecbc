"""Time for simulated stations: scripted, paced against the wall clock, or virtual.

Everything in the sandbox waits through a `Clock`, so the same behaviour runs step by step in a
test, sixty times too fast in a demo, and event by event without waiting at all.
"""

import asyncio
import heapq
import itertools
import time
from collections.abc import Awaitable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol, TypeVar

Result = TypeVar("Result")

CALM_ROUNDS = 5


class Clock(Protocol):
    """What stations, cars and drivers know about time."""

    def now(self) -> datetime:
        """Return the simulated instant, aware and in UTC."""

    async def sleep(self, seconds: float) -> None:
        """Wait for simulated seconds."""

    def stamp(self, at: datetime) -> datetime:
        """Return what stations write down for a simulated instant."""

    def attend(self, work: Coroutine[Any, Any, Result]) -> Coroutine[Any, Any, Result]:
        """Count work among those that time has to wait for; call it when the task is created."""

    async def outside(self, event: Awaitable[Result]) -> Result:
        """Wait for something that is not time, and let time pass meanwhile."""


class ScriptClock:
    """A clock that moves when somebody sleeps on it: one actor, exact instants, no waiting."""

    def __init__(self, starts_at: datetime | None = None) -> None:
        self._now = starts_at or datetime.now(UTC).replace(microsecond=0)

    def now(self) -> datetime:
        """Return the instant that the script has reached."""
        return self._now

    def set(self, at: datetime) -> None:
        """Move to an instant, forwards or backwards."""
        self._now = at

    async def sleep(self, seconds: float) -> None:
        """Move forwards at once."""
        self._now += timedelta(seconds=seconds)

    def stamp(self, at: datetime) -> datetime:
        """Return the instant as it is."""
        return at

    def attend(self, work: Coroutine[Any, Any, Result]) -> Coroutine[Any, Any, Result]:
        """Return work as it is: a script waits for nobody."""
        return work

    async def outside(self, event: Awaitable[Result]) -> Result:
        """Wait for the event."""
        return await event


class PacedClock:
    """A clock that runs `speed` times as fast as the wall clock.

    With `starts_at` in the past and `ahead=False` it hurries until it has caught up with the
    wall clock and then keeps pace with it: hours of history first, real time afterwards.
    `wall_stamps` writes real time into messages although the simulation is faster.
    """

    def __init__(
        self,
        speed: float = 1.0,
        starts_at: datetime | None = None,
        *,
        ahead: bool = True,
        wall_stamps: bool = False,
    ) -> None:
        self._speed = speed
        self._wall_stamps = wall_stamps
        self._wall_start = datetime.now(UTC)
        self._monotonic_start = time.monotonic()
        self._start = starts_at or self._wall_start
        lag_s = (self._wall_start - self._start).total_seconds()
        self._catches_up_after_s = (
            float("inf") if ahead or speed <= 1.0 else max(0.0, lag_s / (speed - 1.0))
        )

    def now(self) -> datetime:
        """Return the simulated instant of this moment."""
        elapsed_s = time.monotonic() - self._monotonic_start
        if elapsed_s >= self._catches_up_after_s:
            return self._wall_start + timedelta(seconds=elapsed_s)
        return self._start + timedelta(seconds=elapsed_s * self._speed)

    async def sleep(self, seconds: float) -> None:
        """Wait for simulated seconds, which take less on the wall clock when time is sped up."""
        now = self.now()
        due = now + timedelta(seconds=seconds)
        await asyncio.sleep(self._elapsed_at(due) - self._elapsed_at(now))

    def _elapsed_at(self, instant: datetime) -> float:
        hurried_s = (instant - self._start).total_seconds() / self._speed
        if hurried_s < self._catches_up_after_s:
            return hurried_s
        return (instant - self._wall_start).total_seconds()

    def stamp(self, at: datetime) -> datetime:
        """Return the simulated instant, or the wall clock's when it happened if so asked."""
        if not self._wall_stamps:
            return at
        return self._wall_start + timedelta(seconds=self._elapsed_at(at))

    def attend(self, work: Coroutine[Any, Any, Result]) -> Coroutine[Any, Any, Result]:
        """Return work as it is: the wall clock waits for nobody."""
        return work

    async def outside(self, event: Awaitable[Result]) -> Result:
        """Wait for the event."""
        return await event


class VirtualClock:
    """A clock that jumps from one due sleeper to the next once everybody else has settled.

    Attended work counts as busy until it sleeps, waits `outside` or ends, so a network answer
    takes no simulated time and a run is the same every time.
    """

    def __init__(self, starts_at: datetime | None = None) -> None:
        self._now = starts_at or datetime.now(UTC).replace(microsecond=0)
        self._sleepers: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._order = itertools.count()
        self._busy = 0
        self._settled = asyncio.Event()

    def now(self) -> datetime:
        """Return the instant that the run has reached."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Wait until `run_for` has brought time this far."""
        waking: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        due = self._now + timedelta(seconds=max(0.0, seconds))
        heapq.heappush(self._sleepers, (due, next(self._order), waking))
        self._leave()
        try:
            await waking
        except asyncio.CancelledError:
            if waking.cancelled():
                self._busy += 1
            raise

    def stamp(self, at: datetime) -> datetime:
        """Return the instant as it is."""
        return at

    def attend(self, work: Coroutine[Any, Any, Result]) -> Coroutine[Any, Any, Result]:
        """Hold time back until work sleeps or ends."""
        self._busy += 1
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
        while self._sleepers and self._sleepers[0][0] <= end:
            due, _, waking = heapq.heappop(self._sleepers)
            if waking.done():
                continue
            self._now = due
            self._busy += 1
            waking.set_result(None)
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

    def _enter(self) -> None:
        self._busy += 1

    def _leave(self) -> None:
        self._busy -= 1
        if self._busy <= 0:
            self._settled.set()
