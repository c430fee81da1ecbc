"""Says that this process is at work, and looks after those that say nothing any more."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Self

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import presence
from sigec.db import Database, StorageUnavailable
from sigec.kit.actor import PLATFORM
from sigec.kit.ports import Clock
from sigec.presence import Attendance, NodeState

BEAT_EVERY_S = 5.0
CLOCKS_APART_MAX_S = 30.0
"""More, and what one process plans is late or early for the others."""

_log = structlog.get_logger()

Bury = Callable[[AsyncConnection, NodeState], Awaitable[None]]
"""Does what a process that is gone could not do itself, in the caller's transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """What a process says of itself."""

    name: str
    host: str
    roles: frozenset[str]

    @classmethod
    def of(cls, host: str, roles: frozenset[str]) -> Self:
        """Name a process by what a restart does not change."""
        return cls(name=f"{host}/{'+'.join(sorted(roles))}", host=host, roles=roles)


class Presence:
    """Beats for as long as the process serves."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        badge: Badge,
        when_struck_off: Callable[[], None],
    ) -> None:
        """Prepare; ``when_struck_off`` lets go of what was given to others meanwhile."""
        self._database = database
        self._clock = clock
        self._badge = badge
        self._when_struck_off = when_struck_off
        self._is_known = False

    @asynccontextmanager
    async def shown(self) -> AsyncIterator[None]:
        """Beat for as long as the context lasts, then say that this process ends."""
        await self._try(self.step)
        beating = asyncio.create_task(self._beat())
        try:
            yield
        finally:
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)
            await self._try(self.leave)

    async def step(self) -> None:
        """Beat once."""
        badge = self._badge
        async with self._database.transaction(PLATFORM) as connection:
            their_now = await presence.read_clock(connection)
            was_known = await presence.beat(
                connection,
                name=badge.name,
                host=badge.host,
                roles=badge.roles,
                trouble=self._database.trouble or self._compare_clocks(their_now),
            )
        if self._is_known and not was_known:
            _log.warning("presence.struck_off", node=badge.name)
            self._when_struck_off()
        self._is_known = True

    async def leave(self) -> None:
        """Say that this process ends."""
        async with self._database.transaction(PLATFORM) as connection:
            await presence.leave(connection, self._badge.name)

    def _compare_clocks(self, their_now: datetime | None) -> str | None:
        apart_s = 0 if their_now is None else (self._clock.now() - their_now).total_seconds()
        if abs(apart_s) <= CLOCKS_APART_MAX_S:
            return None
        which = "ahead of" if apart_s > 0 else "behind"
        return f"its clock is {abs(apart_s):.0f} s {which} the database's"

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT_EVERY_S)
            await self._try(self.step)

    async def _try(self, say: Callable[[], Awaitable[None]]) -> None:
        with suppress(StorageUnavailable):  # health says so, and nobody would hear it
            await say()


class PresenceWatch:
    """Strikes off processes that are gone for good; any number of them may do it side by side."""

    def __init__(self, database: Database, attendance: Attendance, bury: Bury) -> None:
        self._database = database
        self._attendance = attendance
        self._bury = bury

    async def step(self) -> bool:
        """Look once; ``False``, for the next look may wait."""
        async with self._database.read(PLATFORM) as connection:
            states = await presence.list_nodes(connection)
        for attendee in self._attendance.look(states):
            if attendee.is_gone:
                async with self._database.transaction(PLATFORM) as connection:
                    if await presence.strike_off(connection, attendee.state):
                        _log.warning("presence.gone", node=attendee.state.name)
                        await self._bury(connection, attendee.state)
        return False
