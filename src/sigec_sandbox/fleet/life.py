"""One station living on its own: it keeps its connection, beats, and lets drivers charge."""

import asyncio
import random
from collections.abc import Iterator
from contextlib import contextmanager

from sigec_sandbox.errors import CallRefused, CentralSystemSilent, HandshakeRefused, LineLost
from sigec_sandbox.fleet import visits
from sigec_sandbox.fleet.cards import Cards
from sigec_sandbox.fleet.troubles import Trouble, befall
from sigec_sandbox.scenarios.model import Scenario
from sigec_sandbox.stations.charging import ACCEPTED
from sigec_sandbox.stations.connectors import Connector
from sigec_sandbox.stations.station import Station

FIRST_RETRY_S = 5.0
LONGEST_RETRY_S = 300.0
TICK_S = 60.0


class Life:
    """Everything that happens at one station until it is cancelled."""

    def __init__(
        self,
        station: Station,
        scenario: Scenario,
        cards: Cards,
        chance: random.Random,
        *,
        starts_after_s: float = 0.0,
    ) -> None:
        self.station = station
        self.refusals = 0
        self.reachable = asyncio.Event()
        self.reachable.set()
        self._scenario = scenario
        self._cards = cards
        self._chance = chance
        self._starts_after_s = starts_after_s

    async def run(self, troubles: list[Trouble]) -> None:
        """Live until cancelled; call it attended by the station's clock."""
        clock, station = self.station.clock, self.station
        await clock.sleep(self._starts_after_s)
        lives = [self._stay_connected(), self._beat(), self._tick()]
        lives += [self._serve(connector) for connector in station.connectors.values()]
        lives += [self._suffer(trouble) for trouble in troubles]
        try:
            async with asyncio.TaskGroup() as group:
                for life in lives:
                    group.create_task(clock.attend(life))
                await clock.outside(asyncio.get_running_loop().create_future())
        finally:
            station.cut()
            await station.close()

    async def _stay_connected(self) -> None:
        retry_s = FIRST_RETRY_S
        while True:
            if not self.reachable.is_set():
                await self.station.clock.outside(self.reachable.wait())
            with self.tolerating_trouble():
                await self._connect()
                retry_s = FIRST_RETRY_S
                await self.station.clock.outside(self.station.line.closed.wait())
            await self.station.clock.sleep(retry_s * self._chance.uniform(0.5, 1.0))
            retry_s = min(LONGEST_RETRY_S, retry_s * 2)

    async def _connect(self) -> None:
        station = self.station
        while station.is_down:
            await station.clock.sleep(FIRST_RETRY_S)
        if station.online:
            return
        if station.registration == ACCEPTED and station.boot_reason is None:
            await station.reconnect()
            return
        await station.dial()
        while await station.boot(station.boot_reason or "PowerUp") != ACCEPTED:
            await station.clock.sleep(station.boot_retry_s)

    async def _beat(self) -> None:
        while True:
            await self.station.clock.sleep(self.station.heartbeat_interval_s)
            with self.tolerating_trouble():
                if self.station.delivers:
                    await self.station.heartbeat()

    async def _tick(self) -> None:
        station = self.station
        await station.clock.sleep(self._chance.uniform(0.0, TICK_S))
        while True:
            await station.clock.sleep(min(TICK_S, station.sample_interval_s or TICK_S))
            with self.tolerating_trouble():
                await station.look_around()

    async def _serve(self, connector: Connector) -> None:
        clock = self.station.clock
        await clock.sleep(self._scenario.first_arrival_s.drawn(self._chance))
        while True:
            card = self._cards.take()
            if card is not None and connector.is_free and connector.reservation is None:
                visit = self._scenario.visit(connector.outlet.spec, card, self._cards, self._chance)
                with self.tolerating_trouble():
                    await visits.make(visit, self.station, connector)
                if connector.plugged:
                    with self.tolerating_trouble():
                        await self.station.unplug(connector.number)
            if card is not None:
                self._cards.bring_back(card)
            await clock.sleep(self._scenario.pause_s.drawn(self._chance))

    async def _suffer(self, trouble: Trouble) -> None:
        clock = self.station.clock
        await clock.sleep(trouble.at_s.drawn(self._chance))
        while True:
            with self.tolerating_trouble():
                await befall(self, trouble, self._chance)
            if trouble.every_s is None:
                return
            await clock.sleep(trouble.every_s.drawn(self._chance))

    @contextmanager
    def tolerating_trouble(self) -> Iterator[None]:
        """Go on after a lost line or a refusal; hang up on a central system that is silent."""
        try:
            yield
        except CentralSystemSilent:
            self.station.cut()
        except LineLost:
            pass
        except (CallRefused, HandshakeRefused):
            self.refusals += 1
