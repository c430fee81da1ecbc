"""The clock of a demo: as fast as one likes, always tied to the wall clock."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

Result = TypeVar("Result")


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
        await asyncio.sleep(self._wall_seconds(seconds))

    def call_later(self, seconds: float, call: Callable[[], object]) -> asyncio.TimerHandle:
        """Have the event loop call something in simulated seconds."""
        return asyncio.get_running_loop().call_later(self._wall_seconds(seconds), call)

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

    def _wall_seconds(self, seconds: float) -> float:
        now = self.now()
        due = now + timedelta(seconds=seconds)
        return self._elapsed_at(due) - self._elapsed_at(now)

    def _elapsed_at(self, instant: datetime) -> float:
        hurried_s = (instant - self._start).total_seconds() / self._speed
        if hurried_s < self._catches_up_after_s:
            return hurried_s
        return (instant - self._wall_start).total_seconds()
