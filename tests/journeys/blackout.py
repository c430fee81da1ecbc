"""A platform that is killed again and again while stations charge."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tests.journeys.condominium import Condominium
from tests.journeys.fleet import Fleet
from tests.journeys.process import Process

ANSWERS_BETWEEN_KILLS = (10, 60)
JITTER_S = 0.02


@dataclass
class Blackout:
    """A fleet under load, and a platform that loses its power by chance."""

    fleet: Fleet
    process: Process
    chance: random.Random

    @classmethod
    @asynccontextmanager
    async def over(
        cls, house: Condominium, process: Process, *, seed: int
    ) -> AsyncIterator["Blackout"]:
        """Let stations charge for as long as the context lasts, then finish."""
        async with Fleet.at_work(house, seed=seed) as fleet:
            yield cls(fleet, process, random.Random(seed))

    async def strike(self) -> None:
        """Kill the platform after some more answers, start it, and look before anybody else."""
        await self.fleet.has_worked(self.chance.randint(*ANSWERS_BETWEEN_KILLS))
        await asyncio.sleep(self.chance.random() * JITTER_S)
        self.fleet.mains.clear()
        await self.process.kill()
        for station in self.fleet.stations:
            if station.online:
                await station.line.ended()
        await self.process.start()
        await self.fleet.look()
        self.fleet.mains.set()
