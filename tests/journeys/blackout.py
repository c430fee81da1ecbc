"""Stations that charge while the platform is killed again and again, and who checks the books."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from sigec_sandbox import LineLost, Station
from tests.canaries import RFID_TOKEN
from tests.journeys.api import Json
from tests.journeys.condominium import VERSIONS, Condominium
from tests.journeys.eventually import PAUSE_S, eventually
from tests.journeys.ledger import Charge, charges, said_of_charges
from tests.journeys.process import Process

STATIONS = 6
ANSWERS_BETWEEN_KILLS = (10, 60)
JITTER_S = 0.02


@dataclass
class Blackout:
    """A fleet under load, and a platform that loses its power by chance."""

    house: Condominium
    process: Process
    chance: random.Random
    stations: list[Station]
    mains: asyncio.Event = field(default_factory=asyncio.Event)
    is_closing: bool = False

    @classmethod
    @asynccontextmanager
    async def over(
        cls, house: Condominium, process: Process, *, seed: int
    ) -> AsyncIterator["Blackout"]:
        """Let stations of both versions charge for as long as the context lasts, then finish."""
        stations = []
        for number in range(STATIONS):
            house.version = VERSIONS[number % len(VERSIONS)]
            stations.append(await house.station())
        blackout = cls(house, process, random.Random(seed), stations)
        blackout.mains.set()
        async with asyncio.TaskGroup() as tasks:
            keepers = [tasks.create_task(blackout._keep(station)) for station in stations]
            drivers = [
                tasks.create_task(blackout._drive(station, random.Random(seed + number)))
                for number, station in enumerate(stations)
            ]
            yield blackout
            blackout.is_closing = True
            await asyncio.gather(*drivers)
            await eventually(blackout._is_all_told)
            for keeper in keepers:
                keeper.cancel()
        for station in stations:
            await station.disconnect()

    async def strike(self) -> None:
        """Kill the platform after some more answers, start it, and look before anybody else."""
        goal = self._answered() + self.chance.randint(*ANSWERS_BETWEEN_KILLS)

        async def has_worked() -> bool:
            return self._answered() >= goal

        await eventually(has_worked, within_s=60)
        await asyncio.sleep(self.chance.random() * JITTER_S)
        self.mains.clear()
        await self.process.kill()
        for station in self.stations:
            if station.online:
                await station.line.ended()
        await self.process.start()
        await self.look_after_the_crash()
        self.mains.set()

    async def look_after_the_crash(self) -> None:
        """Assert that all that was answered is there, once, and nothing that was never said."""
        stored = await self._stored(settled=False)
        for station in self.stations:
            mine = stored[station.identity]
            told = charges(said_of_charges(station), answered_only=True)
            sent = charges(said_of_charges(station), answered_only=False)
            assert told.keys() <= mine.keys(), "an answered start is missing"
            assert mine.keys() <= sent.keys(), "a session came from nowhere"
            for started_at, charge in told.items():
                session = mine[started_at]
                if charge.ended_at is not None:
                    _assert_bill(session, charge)
                elif session["ended_at"] is not None:
                    assert any(session["ended_at"] == each.ended_at for each in sent.values()), (
                        "a crash ended a session"
                    )

    async def look_at_the_end(self) -> int:
        """Assert that every charge is there exactly as it was; return how many there are."""
        stored = await self._stored(settled=True)
        for station in self.stations:
            sent = charges(said_of_charges(station), answered_only=True)
            mine = stored[station.identity]
            assert mine.keys() == sent.keys()
            for started_at, charge in sent.items():
                _assert_bill(mine[started_at], charge)
                readings = await self.house.readings(mine[started_at])
                shown = [(each["at"], each["context"], each["energy_wh"]) for each in readings]
                assert len(shown) == len(set(shown)), "a reading is doubled"
                assert {(at, wh) for at, _, wh in shown} == charge.readings
        return sum(len(mine) for mine in stored.values())

    async def _stored(self, *, settled: bool) -> dict[str, dict[str, Json]]:
        """Return the platform's sessions by station and start, each key once."""
        if settled:
            total = sum(
                len(charges(said_of_charges(each), answered_only=True)) for each in self.stations
            )
            sessions = await self.house.settled(total)
        else:
            sessions = await self.house.sessions()
        found: dict[str, dict[str, Json]] = {each.identity: {} for each in self.stations}
        for session in sessions:
            mine = found[session["station_name"].removeprefix("Vaga ")]
            assert session["started_at"] not in mine, "a session is doubled"
            mine[session["started_at"]] = session
        return found

    async def _drive(self, station: Station, chance: random.Random) -> None:
        """Charge one car after the other, offline too."""
        await station.plug()
        while not self.is_closing:
            await station.tap(RFID_TOKEN, authorize=False)
            await station.charge(chance.randint(500, 9_000), minutes=chance.randint(20, 120))
            await station.stop()
            await station.clock.sleep(chance.randint(60, 3_600))
            await self._wait_online(station)

    async def _keep(self, station: Station) -> None:
        """Keep a station connected whenever there is power."""
        await station.connect()
        while True:
            if station.online:
                await station.line.ended()
            await self.mains.wait()
            await self._dial(station)

    async def _dial(self, station: Station) -> None:
        while True:
            with suppress(LineLost):
                return await station.reconnect()
            await asyncio.sleep(PAUSE_S)

    async def _wait_online(self, station: Station) -> None:
        async def is_online() -> bool:
            return bool(station.online)

        await eventually(is_online, within_s=90)

    async def _is_all_told(self) -> bool:
        return all(station.online and not len(station.delivery) for station in self.stations)

    def _answered(self) -> int:
        return sum(
            exchange.answer is not None
            for station in self.stations
            for exchange in said_of_charges(station)
        )


def _assert_bill(session: Json, charge: Charge) -> None:
    shown = (session["status"], session["ended_at"], session["energy_wh"])
    assert shown == ("ended", charge.ended_at, charge.energy_wh), "an answered end is missing"
