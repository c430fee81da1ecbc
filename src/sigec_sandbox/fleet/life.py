"""One station living on its own: it keeps its connection, beats, and lets drivers charge."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial

from sigec_sandbox.errors import (
    AnswerUnusable,
    CallRefused,
    CentralSystemSilent,
    HandshakeRefused,
    LineLost,
)
from sigec_sandbox.fleet import visits
from sigec_sandbox.fleet.cards import Cards
from sigec_sandbox.fleet.dice import Dice
from sigec_sandbox.fleet.schedule import Schedule
from sigec_sandbox.fleet.troubles import Trouble, befall
from sigec_sandbox.scenarios.model import Scenario
from sigec_sandbox.stations.connectors import Connector
from sigec_sandbox.stations.equipment import ACCEPTED
from sigec_sandbox.stations.station import Station

FIRST_RETRY_S = 5.0
TICK_S = 60.0


class Life:
    """Everything that happens at one station until it ends.

    It waits by alarms and runs a task only while something happens, so that ten thousand lives
    fit into a process. `dice` is where everything random comes from.
    """

    def __init__(
        self,
        station: Station,
        scenario: Scenario,
        cards: Cards,
        dice: Dice,
        failed: Callable[[BaseException], None],
    ) -> None:
        self.station = station
        self.refusals = 0
        self.refused_cards: set[str] = set()
        self._schedule = Schedule(station.clock, failed)
        self._scenario = scenario
        self._cards = cards
        self._dice = dice
        self._retry_s = FIRST_RETRY_S
        self._connecting = False
        self._beating = False
        self._looking = False
        station.when_line_ends = self._retry

    def begin(self, after_s: float, troubles: Iterable[Trouble]) -> None:
        """Come to life in simulated seconds."""
        self._connecting = True
        schedule, chance = self._schedule, self._dice.roll()
        schedule.after(after_s, self._connect)
        schedule.call_after(after_s + chance.uniform(0.0, TICK_S), self._tick)
        for connector in self.station.connectors.values():
            arrival_s = self._scenario.first_arrival_s.drawn(chance)
            schedule.after(after_s + arrival_s, partial(self._serve, connector))
        for trouble in troubles:
            at_s = after_s + trouble.at_s.drawn(chance)
            schedule.after(at_s, partial(self._suffer, trouble))

    async def end(self) -> None:
        """Stop living, without a goodbye."""
        self._schedule.end()
        self.station.when_line_ends = None
        self.station.cut()
        await self.station.close()

    def lose_way(self) -> None:
        """Lose the connection, and every way to get a new one."""
        self.station.has_network = False
        self.station.cut()

    def find_way(self) -> None:
        """Be able to connect again."""
        self.station.has_network = True
        self._retry()

    @contextmanager
    def tolerating_trouble(self) -> Iterator[None]:
        """Go on after a lost line or a refusal; hang up on a central system that is silent."""
        try:
            yield
        except CentralSystemSilent:
            self.station.cut()
        except LineLost:
            pass
        except (AnswerUnusable, CallRefused, HandshakeRefused):
            self.refusals += 1

    async def _connect(self) -> None:
        station, connected = self.station, False
        try:
            with self.tolerating_trouble():
                if station.has_network and not station.is_down and not station.online:
                    await self._dial()
                connected = station.online
        finally:
            self._connecting = False
        if connected:
            self._retry_s = FIRST_RETRY_S
            self._begin_to_beat()
        elif station.has_network:
            self._retry()

    async def _dial(self) -> None:
        station = self.station
        if station.registration == ACCEPTED and station.boot_reason is None:
            await station.reconnect()
            return
        await station.connect()
        while station.boot_reason is not None:
            await station.clock.sleep(station.boot_retry_s)
            await station.boot(station.boot_reason)

    def _retry(self) -> None:
        if self._connecting or not self.station.has_network:
            return
        self._connecting = True
        self._schedule.after(self._retry_s * self._dice.roll().uniform(0.5, 1.0), self._connect)
        self._retry_s = min(self._scenario.longest_retry_s, self._retry_s * 2)

    def _begin_to_beat(self) -> None:
        if not self._beating:
            self._beating = True
            self._schedule.call_after(self.station.heartbeat_interval_s, self._beat)

    def _beat(self) -> None:
        if self.station.delivers:
            self._schedule.start(self._heartbeat)
        self._schedule.call_after(self.station.heartbeat_interval_s, self._beat)

    async def _heartbeat(self) -> None:
        with self.tolerating_trouble():
            await self.station.heartbeat()

    def _tick(self) -> None:
        if self.station.is_busy and not self._looking:
            self._looking = True
            self._schedule.start(self._look_around)
        self._schedule.call_after(min(TICK_S, self.station.sample_interval_s or TICK_S), self._tick)

    async def _look_around(self) -> None:
        try:
            with self.tolerating_trouble():
                await self.station.look_around()
        finally:
            self._looking = False

    async def _serve(self, connector: Connector) -> None:
        card = self._cards.take()
        if card is not None and connector.is_free and connector.reservation is None:
            chance = self._dice.roll()
            visit = self._scenario.visit(connector.outlet.spec, card, self._cards, chance)
            with self.tolerating_trouble():
                if not await visits.make(visit, self.station, connector):
                    self.refused_cards.add(visit.token.value)
            if connector.plugged:
                with self.tolerating_trouble():
                    await self.station.unplug(connector.number)
        if card is not None:
            self._cards.bring_back(card)
        pause_s = self._scenario.pause_s.drawn(self._dice.roll())
        self._schedule.after(pause_s, partial(self._serve, connector))

    async def _suffer(self, trouble: Trouble) -> None:
        with self.tolerating_trouble():
            await befall(self, trouble, self._dice.roll())
        if trouble.every_s is not None:
            pause_s = trouble.every_s.drawn(self._dice.roll())
            self._schedule.after(pause_s, partial(self._suffer, trouble))
