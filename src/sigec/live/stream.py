"""Events for programs: those they missed, out of the outbox, then each as it comes."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import suppress

from sigec.kit.actor import Actor
from sigec.kit.errors import SigecError
from sigec.kit.ids import EventId
from sigec.live.frames import Frame, visible_topics
from sigec.live.hub import Hub, Watcher, WatchOver
from sigec.live.missed import Missed

KEEP_ALIVE_S = 15.0
"""Proxies cut what is silent for a minute."""
CHECK_S = 30.0
"""How long a watch outlives the rights of its watcher at most."""

Renew = Callable[[], Awaitable[Actor]]
"""Returns the watcher with the rights they have now; raises when they are not signed in."""


class EventStream:
    """Follows what happens, from where a follower was cut off."""

    def __init__(
        self,
        hub: Hub,
        missed: Missed,
        *,
        keep_alive_s: float = KEEP_ALIVE_S,
        check_s: float = CHECK_S,
    ) -> None:
        self._hub = hub
        self._missed = missed
        self._keep_alive_s = keep_alive_s
        self._check_s = check_s

    def follow(
        self, actor: Actor, *, topics: Collection[str], after: EventId | None, renew: Renew
    ) -> AsyncIterator[Frame | None]:
        """Yield frames as they come, and ``None`` now and then while there are none.

        With ``after`` it begins with what happened since that event (see `Missed.since`). An event
        may come twice, with the same id. It ends when the actor may not watch any more, or is too
        slow.

        :raises PermissionDenied: at once, when the actor may see none of the topics.
        :raises TooManyWatches: at once, when the actor watches more than often enough.
        """
        self._hub.require_room(actor)
        return self._follow(actor, visible_topics(actor, topics), after, renew)

    async def _follow(
        self, actor: Actor, topics: frozenset[str], after: EventId | None, renew: Renew
    ) -> AsyncIterator[Frame | None]:
        told: set[str | None] = set()
        with self._hub.watch(actor) as watcher, suppress(WatchOver, SigecError):
            watcher.subscribe(topics)  # before the outbox is read: nothing falls in between
            if after is not None:
                async for frame in self._missed.since(actor, topics, after):
                    told.add(frame.id)
                    yield frame
            async for now in self._coming(watcher, renew):
                if now is None or now.id is None or now.id not in told:
                    yield now

    async def _coming(self, watcher: Watcher, renew: Renew) -> AsyncIterator[Frame | None]:
        check_at = time.monotonic() + self._check_s
        while True:
            if time.monotonic() >= check_at:
                watcher.admit(await renew())
                check_at = time.monotonic() + self._check_s
            try:
                async with asyncio.timeout(self._keep_alive_s):
                    frame = await watcher.next()
            except TimeoutError:
                yield None
            else:
                yield frame
