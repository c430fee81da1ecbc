"""What stations, cars and drivers know about time."""

from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime
from typing import Any, Protocol, TypeVar

Result = TypeVar("Result")


class Alarm(Protocol):
    """Something that is going to be called."""

    def cancel(self) -> None:
        """Let it not be called; harmless when it already was."""


class Clock(Protocol):
    """The time of a simulation, and how to wait in it."""

    def now(self) -> datetime:
        """Return the simulated instant, aware and in UTC."""

    async def sleep(self, seconds: float) -> None:
        """Wait for simulated seconds."""

    def call_later(self, seconds: float, call: Callable[[], object]) -> Alarm:
        """Call something in simulated seconds; nobody waits for it, which costs next to nothing."""

    def stamp(self, at: datetime) -> datetime:
        """Return what stations write down for a simulated instant."""

    def attend(self, work: Coroutine[Any, Any, Result]) -> Coroutine[Any, Any, Result]:
        """Count work among those that time has to wait for; call it when the task is created."""

    async def outside(self, event: Awaitable[Result]) -> Result:
        """Wait for something that is not time, and let time pass meanwhile."""
