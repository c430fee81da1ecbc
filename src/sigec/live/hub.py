"""Hands each frame of the bus to the watchers of this process who may see it."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import structlog

from sigec.kit.actor import Actor, Permission
from sigec.kit.ports import Bus, BusMessage, BusUnavailable
from sigec.live.feed import ROOT

QUEUE_MAX = 1_000
"""Frames a browser may fall behind; then it is dropped, for it must ask anew anyway."""
RETRY_S = 2.0

_PERMISSIONS = {
    "stations": Permission.READ_STATIONS,
    "sessions": Permission.READ_SESSIONS,
}
TOPICS = frozenset(_PERMISSIONS)

_log = structlog.get_logger()


class TooSlow(Exception):
    """The watcher fell behind by more than `QUEUE_MAX` frames."""


class Watcher:
    """One browser: what it asked to see, and the frames that wait for it."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self._topics: frozenset[str] = frozenset()
        self._queue: asyncio.Queue[bytes] = asyncio.Queue(QUEUE_MAX)
        self._is_too_slow = False

    def subscribe(self, topics: frozenset[str]) -> None:
        """Watch these topics instead of those before; unknown names are ignored."""
        self._topics = topics & TOPICS

    def offer(self, *, tenant: str, topic: str, person: str, frame: bytes) -> None:
        """Queue the frame if it was asked for and may be seen."""
        if topic not in self._topics or not self._may_see(tenant, topic, person):
            return
        try:
            self._queue.put_nowait(frame)
        except asyncio.QueueFull:
            self._is_too_slow = True

    async def frames(self) -> AsyncIterator[bytes]:
        """Yield the frames as they come.

        :raises TooSlow: when frames were lost.
        """
        while not self._is_too_slow:
            yield await self._queue.get()
        raise TooSlow

    def _may_see(self, tenant: str, topic: str, person: str) -> bool:
        actor = self._actor
        if actor.tenant_id is None:
            if not actor.is_platform:
                return False
        elif tenant != str(actor.tenant_id):
            return False
        if actor.may(_PERMISSIONS[topic]):
            return True
        is_own = actor.person_id is not None and person == str(actor.person_id)
        return is_own and topic == "sessions" and actor.may(Permission.READ_OWN)


class Hub:
    """All watchers of this process."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._watchers: set[Watcher] = set()

    @contextmanager
    def watch(self, actor: Actor) -> Iterator[Watcher]:
        """Add a watcher for as long as the context lasts."""
        watcher = Watcher(actor)
        self._watchers.add(watcher)
        try:
            yield watcher
        finally:
            self._watchers.discard(watcher)

    async def run(self) -> None:
        """Deliver until cancelled; while the bus is away nothing arrives and it is tried again."""
        while True:
            try:
                async with self._bus.subscribe(f"{ROOT}.>") as messages:
                    async for message in messages:
                        self._deliver(message)
            except BusUnavailable:
                _log.warning("live.bus.unavailable")
            await asyncio.sleep(RETRY_S)

    def _deliver(self, message: BusMessage) -> None:
        _, tenant, topic, person = message.topic.split(".")
        for watcher in self._watchers:
            watcher.offer(tenant=tenant, topic=topic, person=person, frame=message.payload)
