"""Visit stations that are not yet as they are wanted: ask, tell, look again.

Any number of processes may do it; a station is visited by one at a time.
"""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from itertools import groupby

from sigec.db import Database
from sigec.kit.actor import PLATFORM, Scope
from sigec.kit.errors import Unavailable
from sigec.kit.ids import CommandId, StationId, new_id
from sigec.kit.ports import Clock
from sigec.stations._store import connectors
from sigec.stations._store import desires as store
from sigec.stations.model import (
    BUSY_AGAIN_AFTER,
    RESTART_AGAIN_AFTER,
    Attempt,
    CommandStatus,
    Desire,
    DesireKind,
    Outcome,
    Reset,
    ResetKind,
    Visit,
)
from sigec.stations.ports import Fulfiller, StationLink, StationOffline, StationSilent
from sigec.stations.service.wanting import keep

VISIT_MAX_S = 240.0
"""Shorter than the lease of a visit: who takes a station over finds nobody there."""
IN_USE = "in_use"
"""Why a station is not restarted."""
AT_ONCE_MAX = 100
"""Desires of one visit."""


_ORDER = {kind: number for number, kind in enumerate(DesireKind)}
"""What a station is set to comes before what depends on it."""


class Reconciler:
    """What `sigec.worker.deliver` asks for: its parcels are visits to stations."""

    name = "desires"

    def __init__(
        self,
        database: Database,
        clock: Clock,
        fulfillers: Mapping[DesireKind, Fulfiller],
        *,
        link: StationLink,
    ) -> None:
        self._database = database
        self._clock = clock
        self._fulfillers = fulfillers
        self._link = link

    @staticmethod
    def lane_of(visit: Visit) -> StationId:
        """Return what a visit may be held up by."""
        return visit.station_id

    async def claim(self, _busy: Mapping[StationId, int], *, limit: int) -> Sequence[Visit]:
        """Take up to ``limit`` stations whose turn it is and that may be told something."""
        at = self._clock.now()
        async with self._database.read(PLATFORM) as connection:
            if not await store.is_any_due(connection, at=at):
                return []
        async with self._database.transaction(PLATFORM) as connection:
            return await store.claim(connection, at=at, limit=limit)

    async def deliver(self, visit: Visit) -> None:
        """Try once what is wanted of a station and due, and keep what came of each."""
        try:
            async with asyncio.timeout(VISIT_MAX_S):
                due = await self._due(visit)
                told = [each for each in due if not each.needs_reboot]
                for kind, wanted in groupby(told, lambda each: each.wish.kind):
                    await self._fulfil(visit, kind, list(wanted))
                # What the station just took may wait for a boot, too: that is one restart for all.
                waiting = [each for each in await self._due(visit) if each.needs_reboot]
                if waiting:
                    await self._restart(visit, waiting)
        except (StationOffline, StationSilent, Unavailable, TimeoutError) as failure:
            attempt = Attempt(outcome=Outcome.UNREACHED, reason=_why(failure))
            for desire in await self._due(visit):
                await self._keep(visit, desire, attempt)
        finally:
            async with self._database.transaction(_scope(visit)) as connection:
                await store.release(connection, visit)

    async def _due(self, visit: Visit) -> Sequence[Desire]:
        """Return what is due of the kinds that are known here, kind by kind."""
        is_due = store.is_due(self._clock.now())
        async with self._database.read(_scope(visit)) as connection:
            found = await store.find_of_station(
                connection, visit.station_id, is_due, limit=AT_ONCE_MAX
            )
        known = [each for each in found if each.wish.kind in self._fulfillers]
        return sorted(known, key=lambda each: _ORDER[each.wish.kind])

    async def _fulfil(self, visit: Visit, kind: DesireKind, wanted: Sequence[Desire]) -> None:
        async with aclosing(self._fulfillers[kind].fulfil(visit, wanted)) as attempts:
            async for desire, attempt in attempts:
                await self._keep(visit, desire, attempt)

    async def _restart(self, visit: Visit, waiting: Sequence[Desire]) -> None:
        """Restart a station for what counts from its next boot, unless somebody uses it."""
        async with self._database.read(_scope(visit)) as connection:
            is_in_use = await connectors.is_in_use(connection, visit.station_id)
        reason = IN_USE if is_in_use else await self._ask_to_restart(visit)
        wait = BUSY_AGAIN_AFTER if is_in_use else RESTART_AGAIN_AFTER
        at = self._clock.now()
        for desire in waiting:
            await self._store(visit, desire, desire.restarting(reason, at=at, wait=wait))

    async def _ask_to_restart(self, visit: Visit) -> str | None:
        """Ask a station to restart as soon as it is free; return why it will not."""
        answer = await self._link.send(
            visit.station_id, Reset(kind=ResetKind.SOFT), command_id=CommandId(new_id())
        )
        is_taken = answer.status in (CommandStatus.ACCEPTED, CommandStatus.SCHEDULED)
        return None if is_taken else answer.status.value

    async def _keep(self, visit: Visit, desire: Desire, attempt: Attempt) -> None:
        """Keep what came of an attempt, unless something else is wanted or others visit since."""
        await self._store(visit, desire, desire.after(attempt, at=self._clock.now()))

    async def _store(self, visit: Visit, before: Desire, after: Desire) -> None:
        async with self._database.transaction(_scope(visit)) as connection:
            if await store.is_ours(connection, visit):
                await keep(connection, before, after, at=self._clock.now())


def _scope(visit: Visit) -> Scope:
    return Scope(tenant_id=visit.tenant_id)


def _why(failure: Exception) -> str:
    """Say why a station could not be asked, as its own code."""
    return getattr(failure, "code", "deadline_exceeded")
