"""Transaction ids for OCPP 1.6: unique in the installation, positive, never used twice."""

import asyncio
from collections.abc import Iterator

from sigec.db import Database
from sigec.kit.actor import PLATFORM
from sigec.sessions._store import numbers

BLOCK = 1_000


class TransactionNumbers:
    """Hands out numbers from a block that this process reserved; a restart leaves the rest."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._block: Iterator[int] = iter(())
        self._reserving = asyncio.Lock()

    async def take(self) -> int:
        """Return a number that nobody else has, reserving another block when one is used up."""
        async with self._reserving:
            number = next(self._block, None)
            if number is None:
                async with self._database.transaction(PLATFORM) as connection:
                    self._block = iter(await numbers.reserve(connection, BLOCK))
                number = next(self._block)
            return number
