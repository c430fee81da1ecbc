"""Schedule, cancel, claim and finish jobs.

All functions take the caller's ``connection`` and open no transaction, so a job can be scheduled
in the very transaction that makes it necessary.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.upserts import insert_into
from sigec.jobs._store import is_free, jobs
from sigec.kit.ids import JobId, TenantId, new_id

BACKOFF_FIRST_S = 5
BACKOFF_MAX_S = 3_600
ERROR_LENGTH_MAX = 500
_REPLACED = tuple(column.name for column in jobs.c if column.name != "key")
LEASED = "lease."
"""How the kinds of jobs begin that are held and not run: see `sigec.jobs.leases`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A piece of work whose time has come; ``attempts`` counts this one."""

    id: JobId
    tenant_id: TenantId | None
    kind: str
    key: str
    run_at: datetime
    payload: Mapping[str, Any]
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A job that is to run at ``run_at``; of those with the same ``key`` the last one counts."""

    kind: str
    key: str
    run_at: datetime
    payload: Mapping[str, Any] = field(default_factory=dict)
    tenant_id: TenantId | None = None


async def schedule(
    connection: AsyncConnection,
    *,
    kind: str,
    key: str,
    run_at: datetime,
    payload: Mapping[str, Any] | None = None,
    tenant_id: TenantId | None = None,
) -> None:
    """Run a job of ``kind`` at ``run_at``; one that waits under the same ``key`` is replaced."""
    plan = Plan(kind=kind, key=key, run_at=run_at, payload=payload or {}, tenant_id=tenant_id)
    await schedule_all(connection, [plan])


async def schedule_all(connection: AsyncConnection, plans: Sequence[Plan]) -> None:
    """Put many jobs on the list, as `schedule` does with one."""
    if not plans:
        return
    statement = insert_into(jobs, connection.dialect.name)
    replaced = {name: statement.excluded[name] for name in _REPLACED}
    await connection.execute(
        statement.on_conflict_do_update(index_elements=[jobs.c.key], set_=replaced),
        [_values(plan) for plan in plans],
    )


async def cancel(connection: AsyncConnection, key: str) -> bool:
    """Take the job under ``key`` off the list; ``False`` when there is none (any more)."""
    return (await connection.execute(delete(jobs).where(jobs.c.key == key))).rowcount > 0


async def cancel_all(connection: AsyncConnection, keys: Collection[str]) -> None:
    """Take the jobs under these keys off the list, where there are any."""
    await connection.execute(delete(jobs).where(jobs.c.key.in_(keys)))


async def is_any_due(connection: AsyncConnection, *, at: datetime) -> bool:
    """Say whether `claim` would find something; a cheap look that takes no lock."""
    statement = _due(select(jobs.c.id), at).limit(1)
    return (await connection.execute(statement)).first() is not None


async def claim(
    connection: AsyncConnection, *, at: datetime, limit: int, lease_s: int
) -> Sequence[Job]:
    """Take up to ``limit`` jobs whose time has come, oldest first.

    They are ours for ``lease_s``; whoever dies meanwhile leaves them to the next claim.
    """
    due = _due(select(jobs.c.id), at).order_by(jobs.c.run_at).limit(limit)
    taken = await hold(connection, due, until=at + timedelta(seconds=lease_s))
    return sorted(taken, key=lambda job: job.run_at)


async def hold(
    connection: AsyncConnection, which: Select[Any], *, until: datetime
) -> Sequence[Job]:
    """Take the jobs whose ids ``which`` selects, without those that are just being taken."""
    # As a mere subquery PostgreSQL may run it twice and take more.
    chosen = which.with_for_update(skip_locked=True).cte("chosen")
    taken = (
        update(jobs)
        .where(jobs.c.id.in_(select(chosen.c.id)))
        .values(locked_until=until, attempts=jobs.c.attempts + 1)
        .returning(*(jobs.c[each.name] for each in fields(Job)))
    )
    return [Job(**row) for row in (await connection.execute(taken)).mappings()]


async def finish(connection: AsyncConnection, job: Job) -> None:
    """Remove a job that is done, unless it was scheduled anew meanwhile."""
    await connection.execute(_claimed(delete(jobs), job))


async def postpone(
    connection: AsyncConnection, job: Job, *, at: datetime, error: str | None = None
) -> None:
    """Give a job back after a failure: later each time (5 s, 10 s, … 1 h)."""
    delay_s = min(BACKOFF_FIRST_S * 2 ** (job.attempts - 1), BACKOFF_MAX_S)
    await connection.execute(
        _claimed(update(jobs), job).values(
            run_at=at + timedelta(seconds=delay_s),
            locked_until=None,
            error=error and error[:ERROR_LENGTH_MAX],
        )
    )


def _values(plan: Plan) -> dict[str, Any]:
    return {
        "id": new_id(),  # a fresh one, so that whoever runs the old job cannot finish the new one
        "key": plan.key,
        "kind": plan.kind,
        "run_at": plan.run_at,
        "payload": dict(plan.payload),
        "tenant_id": plan.tenant_id,
        "attempts": 0,
        "locked_until": None,
        "error": None,
    }


def _due(statement: Select[Any], at: datetime) -> Select[Any]:
    is_run = jobs.c.kind.not_like(f"{LEASED}%")
    return statement.where(jobs.c.run_at <= at, is_free(at), is_run)


def _claimed(statement: Any, job: Job) -> Any:
    return statement.where(jobs.c.id == job.id, jobs.c.attempts == job.attempts)
