"""Says that this process is at work, and looks after those that say nothing any more."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Self

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import presence
from sigec.db import Database, StorageUnavailable
from sigec.kit.actor import PLATFORM
from sigec.presence import Attendance, NodeState

BEAT_EVERY_S = 5.0

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
        self, database: Database, badge: Badge, when_struck_off: Callable[[], None]
    ) -> None:
        """Prepare; ``when_struck_off`` lets go of what was given to others meanwhile."""
        self._database = database
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
            was_known = await presence.beat(
                connection,
                name=badge.name,
                host=badge.host,
                roles=badge.roles,
                trouble=self._database.trouble,
            )
        if self._is_known and not was_known:
            _log.warning("presence.struck_off", node=badge.name)
            self._when_struck_off()
        self._is_known = True

    async def leave(self) -> None:
        """Say that this process ends."""
        async with self._database.transaction(PLATFORM) as connection:
            await presence.leave(connection, self._badge.name)

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
