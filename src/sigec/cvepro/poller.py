"""Holds the sources that this process asks, and asks each of them when it is due.

Each source is a leased job: of any number of processes one has it, for as long as it lives. A
step never waits for the cloud; whoever drives it by hand lets the cycles `settle`.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import httpx2
import structlog

from sigec import jobs
from sigec.cvepro.client import Client, Sleep
from sigec.cvepro.cycle import Asker
from sigec.cvepro.feeds import Feeds
from sigec.cvepro.memory import Memory
from sigec.db import Database
from sigec.jobs import Job
from sigec.kit.actor import PLATFORM
from sigec.kit.errors import Unavailable
from sigec.kit.ids import SourceId
from sigec.kit.ports import Clock
from sigec.sources.model import Source, SourceState, gone_blind
from sigec.sources.service import POLL_KIND, Cycle, SourceProgress

RENEW_EVERY = timedelta(seconds=15)
HINT_AFTER = timedelta(seconds=3)
"""The earliest cycle after another one, however much there is to tell or wanted."""

_log = structlog.get_logger()


@dataclass(slots=True, eq=False, kw_only=True)
class Watch:
    """A source that this process holds."""

    job: Job
    source: Source
    client: Client
    since: datetime
    memory: Memory = field(default_factory=Memory)
    began_at: datetime | None = None
    is_hinted: bool = False
    running: "asyncio.Task[None] | None" = None
    following: "asyncio.Task[None] | None" = None

    def hint(self) -> None:
        """Ask sooner: the cloud's feed told of something."""
        self.is_hinted = True

    def is_due(self, at: datetime) -> bool:
        """Say whether to ask now: never while asking, nor in a pause, nor while it backs off."""
        source = self.source
        if self.running is not None or (source.not_before_at and at < source.not_before_at):
            return False
        if self.began_at is None:
            return True
        interval = timedelta(seconds=source.interval_s)
        is_wanted = self.is_hinted or source.sync_from_at is not None
        return at - self.began_at >= (min(HINT_AFTER, interval) if is_wanted else interval)


class Poller:
    """The loop behind all sources: `step` once a second."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        progress: SourceProgress,
        asker: Asker,
        http: httpx2.AsyncClient,
        feeds: Feeds | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """Ask over ``http``; ``sleep`` is how the tries of a call wait.

        Without ``feeds`` nobody listens, and everything is known a little later.
        """
        self._feeds = feeds
        self._database = database
        self._clock = clock
        self._progress = progress
        self._asker = asker
        self._http = http
        self._sleep = sleep
        self._held: dict[SourceId, Watch] = {}
        self._renewed_at: datetime | None = None

    @property
    def watches(self) -> Mapping[SourceId, Watch]:
        """The sources that this process holds."""
        return self._held

    async def step(self) -> bool:
        """Take what nobody holds, hold on to what is ours, and begin what is due."""
        now = self._clock.now()
        await self._renew(now)  # first: what is still ours after a sleep is not taken anew
        taken = await self._take(now)
        jobs_held = {**{key: watch.job for key, watch in self._held.items()}, **taken}
        stored = await self._progress.load(jobs_held.keys())
        for source_id, job in jobs_held.items():
            source = stored.get(source_id)
            if source is None or not source.is_active:
                self._drop(source_id)
            else:
                self._update(job, source)
        for watch in list(self._held.values()):
            await self._look(watch, now)
        return False

    async def settle(self) -> None:
        """Wait until no cycle runs."""
        running = [watch.running for watch in self._held.values() if watch.running is not None]
        if running:
            await asyncio.gather(*running, return_exceptions=True)

    async def close(self) -> None:
        """Stop asking, and let another process take over at once."""
        both = [task for watch in self._held.values() for task in (watch.running, watch.following)]
        tasks = [task for task in both if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        held = [watch.job for watch in self._held.values()]
        self._held.clear()
        if held:
            async with self._database.transaction(PLATFORM) as connection:
                await jobs.leases.release(connection, held)

    async def _take(self, now: datetime) -> dict[SourceId, Job]:
        async with self._database.read(PLATFORM) as connection:
            if not await jobs.leases.find_free(connection, POLL_KIND, at=now):
                return {}
        async with self._database.transaction(PLATFORM) as connection:
            taken = await jobs.leases.take(connection, POLL_KIND, at=now)
        found = {SourceId(UUID(job.payload["source_id"])): job for job in taken}
        for source_id in found:
            self._drop(source_id)  # it was lost meanwhile: what we remember is stale
        return found

    async def _renew(self, now: datetime) -> None:
        if self._renewed_at is not None and now - self._renewed_at < RENEW_EVERY:
            return
        self._renewed_at = now
        if not self._held:
            return
        async with self._database.transaction(PLATFORM) as connection:
            kept = await jobs.leases.renew(
                connection, [watch.job for watch in self._held.values()], at=now
            )
        for source_id, watch in list(self._held.items()):
            if watch.job.id not in kept:
                self._drop(source_id)

    def _update(self, job: Job, source: Source) -> None:
        """Take over what people edited; another account or address begins anew."""
        watch = self._held.get(source.id)
        if watch is None:
            self._held[source.id] = Watch(
                job=job, source=source, client=self._client(source), since=self._clock.now()
            )
            return
        if _reach(watch.source) != _reach(source):
            watch.client = self._client(source)
            _stop_following(watch)
        watch.source = source

    def _drop(self, source_id: SourceId) -> None:
        if (watch := self._held.pop(source_id, None)) is not None:
            _stop_following(watch)
            if watch.running is not None:
                watch.running.cancel()  # whoever holds it now asks; two must not

    def _follow(self, watch: Watch) -> None:
        """Listen to the feed of a source that answers and wants it."""
        if not watch.source.live_updates:
            _stop_following(watch)
        elif (
            self._feeds is not None
            and watch.following is None
            and watch.source.state is SourceState.OK
        ):
            listening = self._feeds.follow(watch.source, watch.client, watch.memory, watch.hint)
            watch.following = asyncio.create_task(listening)

    def _client(self, source: Source) -> Client:
        return Client(
            source,
            self._http,
            self._clock,
            sleep=self._sleep,
            not_before_at=source.not_before_at if source.state.is_trouble else None,
        )

    async def _look(self, watch: Watch, now: datetime) -> None:
        source = watch.source
        blind = gone_blind(source, at=now, watched_since=watch.since)
        if blind is not None and await self._progress.note(
            Cycle(before=source, after=blind, at=now)
        ):
            watch.source = blind
        self._follow(watch)
        if watch.is_due(now):
            watch.began_at, watch.is_hinted = now, False
            watch.running = asyncio.create_task(self._run(watch))

    async def _run(self, watch: Watch) -> None:
        try:
            await self._asker.ask(watch.source, watch.client, watch.memory)
        except Unavailable as error:
            _log.warning("cvepro.cycle.unavailable", problem=str(error))
            _begin_anew(watch)
        except Exception:  # noqa: BLE001 - one source cannot stop the others, nor itself for ever
            _log.exception("cvepro.cycle.broken", source_id=str(watch.source.id))
            _begin_anew(watch)
        finally:
            watch.running = None


def _begin_anew(watch: Watch) -> None:
    """Forget what was told: of a cycle that broke nobody knows what was stored."""
    watch.memory = Memory()
    _stop_following(watch)


def _stop_following(watch: Watch) -> None:
    if watch.following is not None:
        watch.following.cancel()
        watch.following = None


def _reach(source: Source) -> tuple[object, ...]:
    return (source.base_url, source.account, source.headers, source.timezone)
