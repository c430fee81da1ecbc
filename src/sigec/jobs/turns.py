"""Work that one process at a time does, as a job that is held (`sigec.jobs.leases`)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sigec.db import Database
from sigec.jobs import leases
from sigec.jobs.service import LEASED, Job, schedule
from sigec.kit.actor import PLATFORM
from sigec.kit.ports import Clock

RENEW_EVERY = timedelta(seconds=15)


class Turn:
    """Is ours while we go on asking; when we die another process has it after the lease."""

    def __init__(self, database: Database, clock: Clock, name: str) -> None:
        self._database = database
        self._clock = clock
        self._kind = LEASED + name
        self._held: Sequence[Job] = ()
        self._renewed_at: datetime | None = None

    async def is_ours(self) -> bool:
        """Say whether it is this process's turn, and take it when it is nobody's."""
        now = self._clock.now()
        if self._held and self._renewed_at is not None and now - self._renewed_at < RENEW_EVERY:
            return True
        if self._held:
            async with self._database.transaction(PLATFORM) as connection:
                if not await leases.renew(connection, self._held, at=now):
                    self._held = ()
        if not self._held:
            self._held = await self._take(now)
        self._renewed_at = now
        return bool(self._held)

    async def release(self) -> None:
        """Let another process have it at once."""
        if self._held:
            async with self._database.transaction(PLATFORM) as connection:
                await leases.release(connection, self._held)
            self._held = ()

    async def _take(self, now: datetime) -> Sequence[Job]:
        async with self._database.read(PLATFORM) as connection:
            is_planned = await leases.is_planned(connection, self._kind)
            if is_planned and not await leases.find_free(connection, self._kind, at=now):
                return ()
        async with self._database.transaction(PLATFORM) as connection:
            if not is_planned:
                await schedule(connection, kind=self._kind, key=self._kind, run_at=now)
            return await leases.take(connection, self._kind, at=now)
