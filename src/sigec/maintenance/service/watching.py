"""End what nobody hears of any more, and forget what is old."""

from datetime import timedelta

from sigec.db import Database, files
from sigec.kit.actor import PLATFORM
from sigec.kit.ports import Clock
from sigec.maintenance._store import links, logs
from sigec.maintenance._store import updates as store
from sigec.maintenance.model import Step, log_overdue, overdue
from sigec.maintenance.model.logs import PATIENCE as LOG_PATIENCE
from sigec.maintenance.model.updates import PATIENCE as UPDATE_PATIENCE
from sigec.maintenance.service.logs import keep_log
from sigec.maintenance.service.moving import move

BATCH = 100
UNFINISHED_AFTER = timedelta(days=1)
"""No upload takes longer."""


class MaintenanceWatch:
    """What is due by the clock."""

    def __init__(self, database: Database, clock: Clock, *, log_days: int) -> None:
        self._database = database
        self._clock = clock
        self._kept_for = timedelta(days=log_days)

    async def watch(self) -> None:
        """End updates and requests for logs of which nothing was heard for too long."""
        at = self._clock.now()
        async with self._database.transaction(PLATFORM) as connection:
            for update in await store.find_unheard(
                connection, before=at - UPDATE_PATIENCE, limit=BATCH
            ):
                after = overdue(update, at=at)
                if after != update:
                    await move(connection, update, after, Step(word="silent", at=at))
            for log in await logs.find_unheard(connection, before=at - LOG_PATIENCE, limit=BATCH):
                await keep_log(connection, log, log_overdue(log, at=at))

    async def forget(self) -> None:
        """Forget logs that are older than they are kept, links that opened, and half files."""
        at = self._clock.now()
        async with self._database.transaction(PLATFORM) as connection:
            await links.forget(connection, before=at)
        await files.forget_unfinished(self._database, before=at - UNFINISHED_AFTER)
        is_more = True
        while is_more:
            async with self._database.transaction(PLATFORM) as connection:
                old = await logs.find_old(connection, before=at - self._kept_for, limit=BATCH)
                for log in old:
                    await logs.remove(connection, log.id)
            for log in old:
                if log.file_id is not None:
                    await files.remove(self._database, log.tenant_id, log.file_id)
            is_more = len(old) == BATCH
