"""A fleet: its stations, what they do now, and their common end."""

import asyncio
import random
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from sigec_sandbox.clocks import Clock
from sigec_sandbox.fleet.cards import Cards
from sigec_sandbox.fleet.life import Life
from sigec_sandbox.fleet.members import Member
from sigec_sandbox.fleet.troubles import Trouble
from sigec_sandbox.scenarios.model import Scenario
from sigec_sandbox.stations.station import Station


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetStatus:
    """What a fleet does at one moment."""

    stations: int
    online: int
    charging: int
    power_w: int
    waiting: int
    refusals: int

    def __str__(self) -> str:
        return (
            f"{self.online}/{self.stations} stations online, {self.charging} cars at a charge, "
            f"{self.power_w / 1000:.1f} kW, {self.waiting} messages waiting"
            + (f", {self.refusals} refusals" if self.refusals else "")
        )


class Fleet:
    """Stations that live until the scenario is over or somebody cancels."""

    def __init__(
        self,
        members: Sequence[Member],
        url: str,
        scenario: Scenario,
        clock: Clock,
        *,
        cards: Sequence[str] = (),
        seed: int = 0,
        connects_within_s: float = 0.0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        chance = random.Random(seed)
        pool = Cards(cards, chance) if cards else Cards.invented(4 * len(members), chance)
        self._clock = clock
        self._scenario = scenario
        self._lives: list[Life] = []
        self._troubles: list[list[Trouble]] = []
        for index, member in enumerate(members):
            own_chance = random.Random(f"{seed}:{member.identity}")
            life = Life(
                member.build(url, clock, tls),
                scenario,
                pool,
                own_chance,
                starts_after_s=connects_within_s * index / len(members),
            )
            self._lives.append(life)
            self._troubles.append(_drawn(scenario.troubles, member.identity, own_chance))

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
        )

    async def live(self) -> None:
        """Let every station live until the scenario is over, for ever if it has no end."""
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(self._clock.attend(life.run(troubles)))
                for life, troubles in zip(self._lives, self._troubles, strict=True)
            ]
            if self._scenario.lasts_s is not None:
                await self._clock.attend(self._clock.sleep(self._scenario.lasts_s))
                for task in tasks:
                    task.cancel()


def _drawn(troubles: Sequence[Trouble], identity: str, chance: random.Random) -> list[Trouble]:
    return [
        trouble
        for trouble in troubles
        if fnmatchcase(identity, trouble.stations) and chance.random() < trouble.share
    ]
