"""Jobs: one row per key, one worker at a time, again after a failure or a death."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from sigec import jobs
from sigec.db import Database
from sigec.jobs import Job
from sigec.jobs._store import jobs as table
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import TenantId, new_id

NOW = datetime(2026, 11, 21, 22, 34, tzinfo=UTC)
LEASE_S = 60
LEASE = timedelta(seconds=LEASE_S)


async def schedule(
    database: Database, key: str = "a", *, run_at: datetime = NOW, **values: Any
) -> None:
    async with database.transaction(PLATFORM) as connection:
        await jobs.schedule(connection, kind="test", key=key, run_at=run_at, **values)


async def claim(database: Database, *, at: datetime = NOW, limit: int = 10) -> Sequence[Job]:
    async with database.transaction(PLATFORM) as connection:
        return await jobs.claim(connection, at=at, limit=limit, lease_s=LEASE_S)


async def finish(database: Database, job: Job) -> None:
    async with database.transaction(PLATFORM) as connection:
        await jobs.finish(connection, job)


async def postpone(database: Database, job: Job, *, at: datetime = NOW, error: str = "") -> None:
    async with database.transaction(PLATFORM) as connection:
        await jobs.postpone(connection, job, at=at, error=error)


async def keys(database: Database) -> list[str]:
    async with database.read(PLATFORM) as connection:
        return list((await connection.execute(select(table.c.key).order_by("key"))).scalars())


async def test_a_job_is_claimed_when_its_time_has_come_with_all_it_was_given(
    database: Database,
) -> None:
    tenant = TenantId(new_id())
    await schedule(database, run_at=NOW, payload={"n": [1]}, tenant_id=tenant)

    assert await claim(database, at=NOW - timedelta(microseconds=1)) == []
    [job] = await claim(database)

    assert (job.kind, job.key, job.run_at) == ("test", "a", NOW)
    assert (job.payload, job.tenant_id, job.attempts) == ({"n": [1]}, tenant, 1)


async def test_there_is_a_cheap_way_to_see_that_nothing_is_due(database: Database) -> None:
    await schedule(database, run_at=NOW)

    async def is_any_due(at: datetime) -> bool:
        async with database.read(PLATFORM) as connection:
            return await jobs.is_any_due(connection, at=at)

    assert not await is_any_due(NOW - timedelta(seconds=1))
    assert await is_any_due(NOW)
    await claim(database)
    assert not await is_any_due(NOW)
    assert await is_any_due(NOW + LEASE)


async def test_the_oldest_come_first_and_no_more_than_asked_for(database: Database) -> None:
    for minutes, key in ((1, "young"), (3, "old"), (2, "middle")):
        await schedule(database, key, run_at=NOW - timedelta(minutes=minutes))

    assert [job.key for job in await claim(database, limit=2)] == ["old", "middle"]
    assert [job.key for job in await claim(database, limit=2)] == ["young"]


async def test_a_claimed_job_belongs_to_its_worker_until_the_lease_ends(
    database: Database,
) -> None:
    await schedule(database)
    await claim(database)

    assert await claim(database, at=NOW + LEASE - timedelta(seconds=1)) == []
    [again] = await claim(database, at=NOW + LEASE)
    assert again.attempts == 2


async def test_a_worker_that_outlived_its_lease_finishes_nothing(database: Database) -> None:
    await schedule(database)
    [slow] = await claim(database)
    [current] = await claim(database, at=NOW + LEASE)

    await finish(database, slow)
    await postpone(database, slow)
    assert await keys(database) == ["a"]
    assert await claim(database, at=NOW + LEASE + timedelta(seconds=1)) == []

    await finish(database, current)
    assert await keys(database) == []


async def test_two_workers_at_the_same_moment_share_the_work(postgres_url: str) -> None:
    one, other = Database(postgres_url), Database(postgres_url)
    for number in range(6):
        await schedule(one, str(number), run_at=NOW - timedelta(minutes=10 - number))

    async with one.transaction(PLATFORM) as connection:
        mine = await jobs.claim(connection, at=NOW, limit=4, lease_s=LEASE_S)
        theirs = await claim(other)

    assert [job.key for job in mine] == ["0", "1", "2", "3"]
    assert [job.key for job in theirs] == ["4", "5"]
    await one.close()
    await other.close()


async def test_a_finished_job_is_gone(database: Database) -> None:
    await schedule(database)
    [job] = await claim(database)
    await finish(database, job)

    assert await keys(database) == []


async def test_each_failure_makes_the_next_try_later_up_to_an_hour(database: Database) -> None:
    await schedule(database)
    at, waits = NOW, []
    for _ in range(13):
        [job] = await claim(database, at=at)
        await postpone(database, job, at=at, error="TimeoutError")
        async with database.read(PLATFORM) as connection:
            next_at = (await connection.execute(select(table.c.run_at))).scalar_one()
        waits.append(int((next_at - at).total_seconds()))
        at = next_at

    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 3_600, 3_600, 3_600]


async def test_why_it_failed_is_kept_for_whoever_looks(database: Database) -> None:
    await schedule(database)
    [job] = await claim(database)
    await postpone(database, job, error="x" * 2_000)

    async with database.read(PLATFORM) as connection:
        error = (await connection.execute(select(table.c.error))).scalar_one()
    assert error == "x" * jobs.service.ERROR_LENGTH_MAX


async def test_scheduling_under_the_same_key_replaces_what_waits(database: Database) -> None:
    await schedule(database, run_at=NOW, payload={"n": 1})
    await schedule(database, run_at=NOW + timedelta(hours=1), payload={"n": 2})

    assert await claim(database) == []
    [job] = await claim(database, at=NOW + timedelta(hours=1))
    assert (job.payload, job.attempts) == ({"n": 2}, 1)


async def test_a_job_scheduled_anew_while_it_runs_runs_again(database: Database) -> None:
    await schedule(database)
    [running] = await claim(database)
    await schedule(database, run_at=NOW + timedelta(minutes=5))
    await finish(database, running)

    assert await claim(database) == []
    [again] = await claim(database, at=NOW + timedelta(minutes=5))
    assert again.attempts == 1


async def test_a_worker_of_the_old_job_cannot_finish_the_new_one_that_another_runs(
    database: Database,
) -> None:
    """The attempts alone do not tell them apart: both are in their first."""
    await schedule(database)
    [old] = await claim(database)
    await schedule(database)
    [new] = await claim(database)

    await finish(database, old)
    await postpone(database, old)
    assert await claim(database, at=NOW + timedelta(seconds=30)) == []

    await finish(database, new)
    assert await keys(database) == []


async def test_cancelling_takes_a_job_off_the_list(database: Database) -> None:
    await schedule(database, "a")
    await schedule(database, "b")
    async with database.transaction(PLATFORM) as connection:
        assert await jobs.cancel(connection, "a")
        assert not await jobs.cancel(connection, "never")

    assert await keys(database) == ["b"]


async def test_a_job_shares_the_fate_of_what_made_it_necessary(database: Database) -> None:
    async def fail_after_scheduling() -> None:
        async with database.transaction(PLATFORM) as connection:
            await jobs.schedule(connection, kind="test", key="a", run_at=NOW)
            raise KeyError

    with pytest.raises(KeyError):
        await fail_after_scheduling()
    assert await keys(database) == []
