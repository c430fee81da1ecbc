"""Jobs run when their time has come, come back when they fail, and recur when they should."""

from datetime import UTC, datetime, timedelta

from sigec import jobs
from sigec.db import Database
from sigec.jobs import Job
from sigec.kit.actor import PLATFORM
from sigec.kit.clock import ManualClock
from sigec.worker.schedule import Recurring, Scheduler

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


async def schedule(database: Database, *, kind: str = "greet", run_at: datetime = NOW) -> None:
    async with database.transaction(PLATFORM) as connection:
        await jobs.schedule(connection, kind=kind, key="one", run_at=run_at, payload={"to": "Ana"})


async def test_a_job_runs_at_its_time_and_once(database: Database) -> None:
    ran: list[Job] = []

    async def greet(job: Job) -> None:
        ran.append(job)

    clock = ManualClock(NOW)
    scheduler = Scheduler(database, clock, handlers={"greet": greet}, recurring=[])
    await schedule(database, run_at=NOW + timedelta(seconds=10))
    await scheduler.step()
    assert ran == []
    clock.advance(seconds=10)
    await scheduler.step()
    await scheduler.step()
    assert [job.payload for job in ran] == [{"to": "Ana"}]


async def test_a_job_that_fails_comes_back_later(database: Database) -> None:
    attempts: list[int] = []

    async def fail_twice(job: Job) -> None:
        attempts.append(job.attempts)
        if job.attempts < 3:
            raise RuntimeError("not yet")

    clock = ManualClock(NOW)
    scheduler = Scheduler(database, clock, handlers={"greet": fail_twice}, recurring=[])
    await schedule(database)
    for _ in range(20):
        await scheduler.step()
        clock.advance(seconds=5)
    assert attempts == [1, 2, 3]


async def test_a_job_of_an_unknown_kind_waits_for_who_knows_it(database: Database) -> None:
    clock = ManualClock(NOW)
    await schedule(database, kind="from the future")
    await Scheduler(database, clock, handlers={}, recurring=[]).step()
    clock.advance(minutes=5)
    async with database.transaction(PLATFORM) as connection:
        [job] = await jobs.claim(connection, at=clock.now(), limit=1, lease_s=1)
    assert job.kind == "from the future"


async def test_a_recurring_job_comes_back(database: Database) -> None:
    ran: list[datetime] = []
    clock = ManualClock(NOW)

    async def tick() -> None:
        ran.append(clock.now())

    recurring = [Recurring(kind="tick", every_s=60, run=tick)]
    scheduler = Scheduler(database, clock, handlers={}, recurring=recurring)
    await scheduler.prepare()
    for _ in range(13):
        await scheduler.step()
        clock.advance(seconds=10)
    assert ran == [NOW, NOW + timedelta(seconds=60), NOW + timedelta(seconds=120)]
