"""Stations that charge whatever happens to the platform, and who checks their books."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Self

from sigec_sandbox import Faults, HandshakeRefused, LineLost, Station
from tests.canaries import RFID_TOKEN
from tests.journeys.api import Json
from tests.journeys.condominium import VERSIONS, Condominium
from tests.journeys.eventually import eventually
from tests.journeys.ledger import Charge, charges, said_of_charges

STATIONS = 6
REDIAL_S = 0.6
"""Between two attempts: who connects more than twice a second is asked to wait."""
PARKED_S = 0.2
"""Between two cars: thousands of charges would take longer to check than to break."""
ONLINE_WITHIN_S = 120.0
"""How long after any fault a station may be away on a machine with much else to do."""


@dataclass
class Fleet:
    """Stations of every version under load, which come back whenever they can."""

    house: Condominium
    stations: list[Station]
    mains: asyncio.Event = field(default_factory=asyncio.Event)
    """While it is not set nobody dials: who looks at the books looks before anybody else."""
    is_closing: bool = False

    @classmethod
    @asynccontextmanager
    async def at_work(cls, house: Condominium, *, seed: int, **habits: Any) -> AsyncIterator[Self]:
        """Let stations charge for as long as the context lasts, then finish."""
        stations = []
        for number in range(STATIONS):
            house.version = VERSIONS[number % len(VERSIONS)]
            stations.append(await house.station(faults=Faults(hangs_up=True), **habits))
        fleet = cls(house, stations)
        fleet.mains.set()
        async with asyncio.TaskGroup() as tasks:
            keepers = [tasks.create_task(fleet.keep(station)) for station in stations]
            drivers = [
                tasks.create_task(fleet._drive(station, random.Random(seed + number)))
                for number, station in enumerate(stations)
            ]
            yield fleet
            fleet.is_closing = True
            await asyncio.gather(*drivers)
            await eventually(fleet._is_all_told, within_s=ONLINE_WITHIN_S)
            for keeper in keepers:
                keeper.cancel()
        for station in stations:
            await station.disconnect()

    def answered(self) -> int:
        """How much was said of charges and answered."""
        return sum(
            exchange.answer is not None
            for station in self.stations
            for exchange in said_of_charges(station)
        )

    async def has_worked(self, answers: int) -> None:
        """Wait until so many more answers came."""
        goal = self.answered() + answers

        async def look() -> bool:
            return self.answered() >= goal

        await eventually(look, within_s=ONLINE_WITHIN_S)

    async def look(self) -> None:
        """Assert that all that was answered is there, once, and nothing that was never said."""
        told = {each.identity: _charges(each, answered_only=True) for each in self.stations}
        stored = _by_station(await self.house.sessions(), self.stations)
        for station in self.stations:
            mine = stored[station.identity]
            sent = _charges(station, answered_only=False)
            assert told[station.identity].keys() <= mine.keys(), "an answered start is missing"
            assert mine.keys() <= sent.keys(), "a session came from nowhere"
            for started_at, charge in told[station.identity].items():
                session = mine[started_at]
                if charge.ended_at is not None:
                    _assert_bill(session, charge)
                elif session["ended_at"] is not None:
                    assert any(session["ended_at"] == each.ended_at for each in sent.values()), (
                        "a fault ended a session"
                    )

    async def look_at_the_end(self) -> list[Json]:
        """Assert that every charge is there exactly as it was; return their sessions."""
        sent = {each.identity: _charges(each, answered_only=True) for each in self.stations}
        total = sum(len(each) for each in sent.values())
        sessions = await self.house.settled(total)
        stored = _by_station(sessions, self.stations)
        for station in self.stations:
            mine = stored[station.identity]
            assert mine.keys() == sent[station.identity].keys()
            for started_at, charge in sent[station.identity].items():
                _assert_bill(mine[started_at], charge)
                readings = await self.house.readings(mine[started_at])
                shown = [(each["at"], each["context"], each["energy_wh"]) for each in readings]
                assert len(shown) == len(set(shown)), "a reading is doubled"
                assert {(at, wh) for at, _, wh in shown} == charge.readings
        return sessions

    async def _drive(self, station: Station, chance: random.Random) -> None:
        """Charge one car after the other, offline too."""
        await station.plug()
        while not self.is_closing:
            await station.tap(RFID_TOKEN, authorize=False)
            await station.charge(chance.randint(500, 9_000), minutes=chance.randint(20, 120))
            await station.stop()
            await station.clock.sleep(chance.randint(60, 3_600))
            await asyncio.sleep(PARKED_S)
            await self._wait_online(station)

    async def keep(self, station: Station) -> None:
        """Keep a station connected whenever there is power."""
        with suppress(LineLost, HandshakeRefused):
            await station.connect()
        while True:
            if station.online:
                await station.line.ended()
            await self.mains.wait()
            with suppress(LineLost, HandshakeRefused):
                await station.reconnect()
            await asyncio.sleep(REDIAL_S)

    async def _wait_online(self, station: Station) -> None:
        async def is_online() -> bool:
            return bool(station.online)

        await eventually(is_online, within_s=ONLINE_WITHIN_S)

    async def _is_all_told(self) -> bool:
        return all(station.online and not len(station.delivery) for station in self.stations)


def _charges(station: Station, *, answered_only: bool) -> dict[str, Charge]:
    return charges(said_of_charges(station), answered_only=answered_only)


def _by_station(sessions: list[Json], stations: list[Station]) -> dict[str, dict[str, Json]]:
    """Return sessions by station and start, each key once."""
    found: dict[str, dict[str, Json]] = {each.identity: {} for each in stations}
    for session in sessions:
        mine = found[session["station_name"].removeprefix("Vaga ")]
        assert session["started_at"] not in mine, "a session is doubled"
        mine[session["started_at"]] = session
    return found


def _assert_bill(session: Json, charge: Charge) -> None:
    shown = (session["status"], session["ended_at"], session["energy_wh"])
    assert shown == ("ended", charge.ended_at, charge.energy_wh), "an answered end is missing"
