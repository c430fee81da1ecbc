"""A fleet: its stations, what they do now, and their common end."""

import asyncio
import random
import ssl
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from sigec_sandbox.clocks import Clock
from sigec_sandbox.fleet.cards import Cards
from sigec_sandbox.fleet.dice import Dice
from sigec_sandbox.fleet.life import Life
from sigec_sandbox.fleet.members import Member
from sigec_sandbox.fleet.troubles import Trouble
from sigec_sandbox.scenarios.model import Scenario
from sigec_sandbox.stations.receipts import Receipt
from sigec_sandbox.stations.station import Station

CARDS_NAMED = 3
"""In a line of the status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetStatus:
    """What a fleet does at one moment."""

    stations: int
    online: int
    charging: int
    power_w: int
    waiting: int
    refusals: int
    refused_cards: Collection[str]

    def __str__(self) -> str:
        return (
            f"{self.online}/{self.stations} stations online, {self.charging} cars at a charge, "
            f"{self.power_w / 1000:.1f} kW, {self.waiting} messages waiting"
            + (f", {self.refusals} refusals" if self.refusals else "")
            + (f", {self._tell_of_cards()}" if self.refused_cards else "")
        )

    def _tell_of_cards(self) -> str:
        some = ", ".join(sorted(self.refused_cards)[:CARDS_NAMED])
        more = "" if len(self.refused_cards) <= CARDS_NAMED else ", …"
        return f"{len(self.refused_cards)} cards refused ({some}{more})"


class Fleet:
    """Stations that live until the scenario is over or somebody cancels.

    Cards given by name are drawn as they are; invented ones are as many as drivers need.
    """

    def __init__(
        self,
        members: Sequence[Member],
        url: str,
        scenario: Scenario,
        clock: Clock,
        *,
        cards: Sequence[str] = (),
        seed: int = 0,
        tls: ssl.SSLContext | None = None,
        sources: Sequence[str] = (),
    ) -> None:
        chance = random.Random(seed)
        pool = Cards(cards, chance) if cards else Cards.invented(4 * len(members), chance)
        self._clock = clock
        self._scenario = scenario
        self._failure: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._lives: list[Life] = []
        self._troubles: list[list[Trouble]] = []
        for index, member in enumerate(members):
            dice = Dice(f"{seed}:{member.identity}")
            source = sources[index % len(sources)] if sources else None
            station = member.build(url, clock, tls, source)
            self._lives.append(Life(station, scenario, pool, dice, self._fail))
            self._troubles.append(_drawn(scenario.troubles, member.identity, dice.roll()))

    @property
    def stations(self) -> list[Station]:
        """The stations, in the order of their members."""
        return [life.station for life in self._lives]

    def status(self) -> FleetStatus:
        """Return what the fleet does now."""
        connectors = [c for station in self.stations for c in station.connectors.values()]
        return FleetStatus(
            stations=len(self._lives),
            online=sum(station.online for station in self.stations),
            charging=sum(connector.transaction is not None for connector in connectors),
            power_w=sum(connector.outlet.power_w for connector in connectors),
            waiting=sum(len(station.delivery) for station in self.stations),
            refusals=sum(life.refusals for life in self._lives),
            refused_cards=frozenset().union(*(life.refused_cards for life in self._lives)),
        )

    def hear_charges(self, listener: Callable[[Receipt], None]) -> None:
        """Have somebody told what really happened of every charge that is over."""
        for station in self.stations:
            station.when_charged = listener

    async def live(self, *, connecting_s: float = 0.0) -> None:
        """Let every station live until the scenario is over, for ever if it has no end.

        They come to life evenly within `connecting_s`.
        """
        over = asyncio.get_running_loop().create_future()
        if self._scenario.lasts_s is not None:
            self._clock.call_later(self._scenario.lasts_s, lambda: over.set_result(None))
        share_s = connecting_s / len(self._lives)
        for index, (life, troubles) in enumerate(zip(self._lives, self._troubles, strict=True)):
            life.begin(index * share_s, troubles)
        try:
            await asyncio.wait((over, self._failure), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for life in self._lives:
                await life.end()
        if self._failure.done():
            self._failure.result()

    def _fail(self, failure: BaseException) -> None:
        if not self._failure.done():
            self._failure.set_exception(failure)


def _drawn(troubles: Sequence[Trouble], identity: str, chance: random.Random) -> list[Trouble]:
    return [
        trouble
        for trouble in troubles
        if fnmatchcase(identity, trouble.stations) and chance.random() < trouble.share
    ]
