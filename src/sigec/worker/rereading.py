"""Read again what every process remembers: a broker may lose the word of a change."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import suppress

from sigec.db import StorageUnavailable
from sigec.kit.ids import TenantId

REREAD_EVERY_S = 30.0
"""As long as a token that was blocked may be remembered as good."""


class Rereading:
    """Bounds how long a suspension, a reservation, or its end, may be unknown to a process."""

    def __init__(
        self,
        refresh: Callable[[], Awaitable[Collection[TenantId]]],
        part: Callable[[TenantId], None],
        *,
        also: Sequence[Callable[[], Awaitable[None]]] = (),
    ) -> None:
        """Read by ``refresh``, which returns whose standing is another now; ``part`` is told.

        ``also`` is read at the same pace.
        """
        self._also = also
        self._refresh = refresh
        self._part = part

    async def run(self) -> None:
        """Read again and again until cancelled; without a database what is known stays."""
        while True:
            await asyncio.sleep(REREAD_EVERY_S)
            with suppress(StorageUnavailable):
                await self.step()

    async def step(self) -> None:
        """Read once, and let the people of tenants ask anew whose standing changed unheard."""
        for tenant_id in await self._refresh():
            self._part(tenant_id)
        for read in self._also:
            await read()
