"""Runs jobs when their time has come, and keeps the recurring ones on the list."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog

from sigec import jobs
from sigec.db import Database
from sigec.jobs import Job
from sigec.kit.actor import PLATFORM
from sigec.kit.ports import Clock

BATCH = 20
LEASE_S = 120

_log = structlog.get_logger()

Handler = Callable[[Job], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """A job that comes back ``every_s`` after it was last done."""

    kind: str
    every_s: int
    run: Callable[[], Awaitable[None]]


class Scheduler:
    """Claims due jobs and hands each to the handler of its kind.

    A job that fails comes back later each time; one of an unknown kind too, for a newer node may
    know it.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        handlers: Mapping[str, Handler],
        recurring: Sequence[Recurring],
    ) -> None:
        self._database = database
        self._clock = clock
        self._handlers = handlers
        self._recurring = {each.kind: each for each in recurring}

    async def prepare(self) -> None:
        """Put the recurring jobs on the list, due now; harmless when repeated."""
        now = self._clock.now()
        async with self._database.transaction(PLATFORM) as connection:
            for each in self._recurring.values():
                await jobs.schedule(connection, kind=each.kind, key=each.kind, run_at=now)

    async def step(self) -> bool:
        """Run what is due; ``True`` when there may be more."""
        now = self._clock.now()
        async with self._database.read(PLATFORM) as connection:
            if not await jobs.is_any_due(connection, at=now):
                return False
        async with self._database.transaction(PLATFORM) as connection:
            due = await jobs.claim(connection, at=now, limit=BATCH, lease_s=LEASE_S)
        for job in due:
            await self._run(job)
        return len(due) == BATCH

    async def _run(self, job: Job) -> None:
        try:
            if (recurring := self._recurring.get(job.kind)) is not None:
                await recurring.run()
            else:
                await self._handlers[job.kind](job)
        except Exception as error:  # noqa: BLE001 - a job that fails comes back
            _log.exception("job.failed", kind=job.kind, job_id=str(job.id), attempts=job.attempts)
            async with self._database.transaction(PLATFORM) as connection:
                await jobs.postpone(
                    connection, job, at=self._clock.now(), error=type(error).__name__
                )
        else:
            await self._finish(job)

    async def _finish(self, job: Job) -> None:
        async with self._database.transaction(PLATFORM) as connection:
            await jobs.finish(connection, job)
            if (recurring := self._recurring.get(job.kind)) is not None:
                next_at = self._clock.now() + timedelta(seconds=recurring.every_s)
                await jobs.schedule(connection, kind=job.kind, key=job.key, run_at=next_at)
