"""After a boot: ask the station which of its transactions still go on."""

import asyncio
from collections.abc import Awaitable, Callable

from sigec.db import Database
from sigec.kit.actor import PLATFORM
from sigec.kit.errors import SigecError
from sigec.kit.ids import StationId
from sigec.sessions._store import sessions as store
from sigec.sessions._store.sessions import Wanted
from sigec.stations.model import AskTransaction, CommandAnswer, CommandStatus
from sigec.stations.service import StationService

End = Callable[[StationId, str], Awaitable[None]]
"""Ends the station's transaction of this id, which does not go on."""


class Verifier:
    """Asks in the background, for a station may take half a minute to answer."""

    def __init__(self, *, database: Database, stations: StationService, end: End) -> None:
        self._database = database
        self._stations = stations
        self._end = end
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, station_id: StationId) -> None:
        """Ask a station about each of its open transactions."""
        task = asyncio.create_task(self._verify(station_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _verify(self, station_id: StationId) -> None:
        for external_id in await self._open_transactions(station_id):
            try:
                answer = await self._stations.ask(
                    station_id, AskTransaction(external_id=external_id)
                )
                if _is_over(answer):
                    await self._end(station_id, external_id)
            except SigecError:
                return  # offline or silent again: the next boot asks anew

    async def _open_transactions(self, station_id: StationId) -> list[str]:
        async with self._database.transaction(PLATFORM) as connection:
            found = await store.load_involved(connection, Wanted(open_at={station_id}))
        return [session.external_id for session in found]


def _is_over(answer: CommandAnswer) -> bool:
    """Say whether a transaction ended and nothing of it is still on its way (OCPP 2.0.1 E14)."""
    return (
        answer.status is CommandStatus.ACCEPTED
        and answer.payload.get("ongoingIndicator") is False
        and answer.payload.get("messagesInQueue") is False
    )
