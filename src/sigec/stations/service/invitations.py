"""Stations that were told to wait, and are asked to boot again once they are accepted."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from sigec.kit.ids import StationId
from sigec.stations.model import Command, CommandAnswer, Registration, Trigger
from sigec.stations.ports import StationOffline, StationSilent
from sigec.stations.service.directory import StationDirectory

BOOT = "BootNotification"

Ask = Callable[[StationId, Command], Awaitable[CommandAnswer]]


class Invitations:
    """Otherwise they would boot in their own time, and some never do (libocpp)."""

    def __init__(self, *, directory: StationDirectory, ask: Ask) -> None:
        self._directory = directory
        self._ask = ask
        self._waiting: set[StationId] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def note(self, station_id: StationId, told: Registration) -> None:
        """Remember what a booting station was told."""
        if told is Registration.PENDING:
            self._waiting.add(station_id)
        else:
            self._waiting.discard(station_id)

    def invite(self, station_id: StationId) -> None:
        """Ask a station that waits to boot, if it is accepted now; once."""
        station = self._directory.find(station_id)
        is_accepted = station is not None and station.registration is Registration.ACCEPTED
        if not is_accepted or station_id not in self._waiting:
            return
        self._waiting.discard(station_id)
        task = asyncio.create_task(self._ask_to_boot(station_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _ask_to_boot(self, station_id: StationId) -> None:
        with suppress(StationOffline, StationSilent):
            await self._ask(station_id, Trigger(message=BOOT))
