"""Brings messages to the outside, many at a time, so that a slow receiver delays no other."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Hashable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

import structlog

TASKS_MAX = 64
"""Attempts at a time, of one process."""

Parcel = TypeVar("Parcel")

_log = structlog.get_logger()


class Courier(Protocol[Parcel]):
    """Knows what is due, and how to bring one piece of it to its receiver."""

    @property
    def name(self) -> str:
        """What the log calls it."""
        ...

    def lane_of(self, parcel: Parcel) -> Hashable:
        """Return what may hold the parcel up, such as its receiver."""
        ...

    def claim(self, busy: Mapping[Any, int], *, limit: int) -> Awaitable[Sequence[Parcel]]:
        """Take up to ``limit`` parcels; ``busy`` says how many of each lane are on their way."""
        ...

    def deliver(self, parcel: Parcel) -> Awaitable[None]:
        """Try a parcel once, in bounded time, and keep what came of it."""
        ...


class Deliverer(Generic[Parcel]):
    """Keeps a bounded number of attempts on their way.

    A parcel whose attempt breaks is not lost: its claim ends, and somebody takes it again.
    """

    def __init__(self, courier: Courier[Parcel]) -> None:
        self._courier = courier
        self._on_their_way: dict[asyncio.Task[None], Hashable] = {}

    async def step(self) -> bool:
        """Send out what is due and there is room for; never waits for a receiver."""
        room = TASKS_MAX - len(self._on_their_way)
        if room == 0:
            return False
        busy = Counter(self._on_their_way.values())
        for parcel in await self._courier.claim(busy, limit=room):
            task = asyncio.create_task(self._deliver(parcel), name=self._courier.name)
            self._on_their_way[task] = self._courier.lane_of(parcel)
            task.add_done_callback(self._on_their_way.pop)
        # What ends commits what came of it, and that wakes us; there is nothing to do before.
        return False

    async def finish(self) -> None:
        """Wait for what is on its way."""
        await asyncio.gather(*self._on_their_way)

    async def _deliver(self, parcel: Parcel) -> None:
        try:
            await self._courier.deliver(parcel)
        except Exception:  # noqa: BLE001 - one parcel cannot break the others
            _log.exception("deliver.attempt.failed", courier=self._courier.name)
