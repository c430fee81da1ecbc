"""Jobs that are held rather than run: one process at a time has each, for as long as it lives.

Their kinds begin with `LEASED`, and whoever runs jobs leaves them alone. A holder renews its lease
while it works; when it dies, another takes the job over after the lease.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.jobs._store import is_free, jobs
from sigec.jobs.service import Job, hold
from sigec.kit.ids import JobId

LEASE_S = 45
HELD_MAX = 200


async def is_planned(connection: AsyncConnection, key: str) -> bool:
    """Say whether a job stands under the key, held or not."""
    statement = select(jobs.c.id).where(jobs.c.key == key)
    return (await connection.execute(statement)).first() is not None


async def find_free(connection: AsyncConnection, kind: str, *, at: datetime) -> bool:
    """Say whether `take` would find something; a cheap look that takes no lock."""
    return (await connection.execute(_free(kind, at).limit(1))).first() is not None


async def take(connection: AsyncConnection, kind: str, *, at: datetime) -> Sequence[Job]:
    """Take the jobs of a kind that nobody holds; they are ours until `LEASE_S` from now."""
    return await hold(connection, _free(kind, at).limit(HELD_MAX), until=_until(at))


async def renew(
    connection: AsyncConnection, held: Collection[Job], *, at: datetime
) -> Collection[JobId]:
    """Hold on to jobs for another `LEASE_S`; return those that are still ours."""
    statement = update(jobs).where(_are(held)).values(locked_until=_until(at)).returning(jobs.c.id)
    return set((await connection.execute(statement)).scalars())


async def release(connection: AsyncConnection, held: Collection[Job]) -> None:
    """Give jobs back, so that another process takes them at once."""
    await connection.execute(update(jobs).where(_are(held)).values(locked_until=None))


def _free(kind: str, at: datetime) -> Select[Any]:
    return select(jobs.c.id).where(jobs.c.kind == kind, is_free(at))


def _are(held: Collection[Job]) -> ColumnElement[bool]:
    """Return the condition that these are still held as they were taken."""
    return tuple_(jobs.c.id, jobs.c.attempts).in_([(job.id, job.attempts) for job in held])


def _until(at: datetime) -> datetime:
    return at + timedelta(seconds=LEASE_S)
