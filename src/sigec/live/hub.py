"""Hands each frame of the bus to the watchers of this process who may see it."""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from sigec.kit.actor import Actor
from sigec.kit.errors import TooManyRequests
from sigec.kit.ids import EventId, TenantId, UserId
from sigec.kit.ports import Bus, BusUnavailable
from sigec.kit.recent import Recent
from sigec.live.frames import ROOT, TOPICS, Frame, frame_of
from sigec.outbox import Envelope

QUEUE_MAX = 1_000
"""Frames a watcher may fall behind; then it is dropped, for it must ask anew anyway."""
WATCHES_OF_ONE_MAX = 50
"""Browser tabs and programs of one login, in one process."""
RETRY_S = 2.0
ROOM_AFTER_S = 30
"""When somebody with too many watches may look again; what was cut off is noticed by then."""

_log = structlog.get_logger()


class WatchOver(Exception):
    """No frame comes any more; this process is about to end."""


class TooSlow(WatchOver):
    """The watcher fell behind by more than `QUEUE_MAX` frames."""


class TooManyWatches(TooManyRequests):
    """One login watches `WATCHES_OF_ONE_MAX` times already."""

    code = "too_many_requests.watches"


class Watcher:
    """One browser or program: what it asked to see, and the frames that wait for it."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self._topics: frozenset[str] = frozenset()
        self._resume_after: EventId | None = None
        self._waiting: deque[Frame] = deque()
        self._has_news = asyncio.Event()
        self._end: WatchOver | None = None

    @property
    def actor(self) -> Actor:
        """Who watches, with the rights they have now."""
        return self._actor

    @property
    def topics(self) -> frozenset[str]:
        """What is watched."""
        return self._topics

    def subscribe(self, topics: frozenset[str], *, after: EventId | None = None) -> None:
        """Watch these topics instead of those before; unknown names are ignored.

        With ``after`` what was missed since that event is to be told before anything else.
        """
        self._topics = topics & TOPICS
        if after is not None:
            self._resume_after = after
            self._has_news.set()

    def take_resume(self) -> EventId | None:
        """Return since which event to tell what was missed, once."""
        after, self._resume_after = self._resume_after, None
        return after

    def admit(self, actor: Actor) -> None:
        """Go on with the rights that the actor has now."""
        self._actor = actor

    def is_of(self, tenant_id: TenantId) -> bool:
        """Say whether it watches for this tenant."""
        return self._actor.tenant_id == tenant_id

    def offer(self, frame: Frame) -> None:
        """Queue the frame if it was asked for and may be seen."""
        if self._end is not None or frame.topic not in self._topics:
            return
        if not frame.may_be_seen_by(self._actor):
            return
        if len(self._waiting) == QUEUE_MAX:
            self.end(TooSlow())
            return
        self._waiting.append(frame)
        self._has_news.set()

    def end(self, why: WatchOver) -> None:
        """Let whoever waits for frames know that none will come."""
        self._end = why
        self._waiting.clear()
        self._has_news.set()

    async def next(self) -> Frame | None:
        """Wait for the next frame; ``None`` when what was missed is to be told first.

        :raises TooSlow: when frames were lost.
        :raises WatchOver: when there will be no more.
        """
        while not self._waiting:
            if self._resume_after is not None:
                return None
            if self._end is not None:
                raise self._end
            self._has_news.clear()
            await self._has_news.wait()
        return self._waiting.popleft()


class Hub:
    """All watchers of this process."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._watchers: set[Watcher] = set()
        self._is_dismissed = False
        self._recent = Recent()

    @contextmanager
    def watch(self, actor: Actor) -> Iterator[Watcher]:
        """Add a watcher for as long as the context lasts."""
        watcher = Watcher(actor)
        if self._is_dismissed:
            watcher.end(WatchOver())
        self._watchers.add(watcher)
        try:
            yield watcher
        finally:
            self._watchers.discard(watcher)

    def require_room(self, actor: Actor) -> None:
        """Pass, or refuse one watch too many; who has no login of their own is not counted.

        :raises TooManyWatches: when the login has as many as it may.
        """
        if actor.user_id is None:
            return
        of_them = sum(each.actor.user_id == actor.user_id for each in self._watchers)
        if of_them >= WATCHES_OF_ONE_MAX:
            raise TooManyWatches(retry_after_s=ROOM_AFTER_S, limit=WATCHES_OF_ONE_MAX)

    def part(self, tenant_id: TenantId) -> None:
        """End the watching of a tenant's people; who still may comes back at once."""
        for watcher in self._watchers:
            if watcher.is_of(tenant_id):
                watcher.end(WatchOver())

    def part_one(self, user_id: UserId) -> None:
        """End the watching of one user or API key; who still may comes back at once."""
        for watcher in self._watchers:
            if watcher.actor.user_id == user_id:
                watcher.end(WatchOver())

    def dismiss(self) -> None:
        """End all watching, now and later: streams would keep the process from ending."""
        self._is_dismissed = True
        for watcher in self._watchers:
            watcher.end(WatchOver())

    @property
    def watchers(self) -> int:
        """How many watch now."""
        return len(self._watchers)

    async def run(self) -> None:
        """Deliver until cancelled; while the bus is away it is tried again."""
        while True:
            try:
                async with self._bus.subscribe(f"{ROOT}.>") as messages:
                    async for message in messages:
                        self.deliver(Frame.arrived(message.topic, message.payload))
            except BusUnavailable:
                _log.warning("live.bus.unavailable")
            await asyncio.sleep(RETRY_S)

    async def hear(self, envelope: Envelope) -> None:
        """Deliver an event that came by another way than the bus."""
        if self._watchers and (frame := frame_of(envelope)) is not None:
            self.deliver(frame)

    def deliver(self, frame: Frame) -> None:
        """Offer a frame to every watcher; an event that came before is passed over."""
        if frame.id is not None and not self._recent.is_new(frame.id):
            return
        for watcher in self._watchers:
            watcher.offer(frame)
