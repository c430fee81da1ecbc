"""What a scenario says, ready to be played."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import TypeVar

from sigec_sandbox.errors import ScenarioInvalid
from sigec_sandbox.fleet.cards import Cards
from sigec_sandbox.fleet.troubles import Trouble
from sigec_sandbox.fleet.visits import Stop, Tap, Visit
from sigec_sandbox.physics.cars import Car, CarModel
from sigec_sandbox.physics.outlets import OutletSpec
from sigec_sandbox.scenarios.spans import Span
from sigec_sandbox.stations.faults import Faults
from sigec_sandbox.stations.spec import StationSpec
from sigec_sandbox.stations.tokens import Token

HALF_EMPTY = Span(15, 60)
FULL = Span(100, 100)
OVERNIGHT_S = Span(10 * 3600, 14 * 3600)
PROMPTLY_S = Span(300, 1800)
WITHIN_AN_HOUR_S = Span(0, 3600)
SOME_HOURS_S = Span(1800, 4 * 3600)


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverKind:
    """A kind of driver; `share` is its weight among the others."""

    cars: tuple[CarModel, ...]
    share: float = 1.0
    tap: Tap = Tap.AFTER
    stop: Stop = Stop.CARD
    soc: Span = HALF_EMPTY
    target: Span = FULL
    stays_s: Span = OVERNIGHT_S
    lingers_s: Span = PROMPTLY_S


@dataclass(frozen=True, slots=True, kw_only=True)
class StationKind:
    """A kind of station; without `version` the one that was asked for, see `Member.offers`."""

    spec: StationSpec
    share: float = 1.0
    version: str | None = None
    offers: tuple[str, ...] | None = None
    faults: Faults = field(default_factory=Faults)


Kind = TypeVar("Kind", DriverKind, StationKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Who comes when with which car, and what goes wrong.

    `longest_retry_s`: how long a station waits at most before it tries again to connect.
    """

    name: str
    drivers: tuple[DriverKind, ...]
    stations: tuple[StationKind, ...] = (StationKind(spec=StationSpec()),)
    troubles: tuple[Trouble, ...] = ()
    description: str = ""
    starts: time | None = None
    lasts_s: float | None = None
    unknown_cards: float = 0.0
    first_arrival_s: Span = WITHIN_AN_HOUR_S
    pause_s: Span = SOME_HOURS_S
    longest_retry_s: float = 300.0

    def __post_init__(self) -> None:
        if not self.drivers:
            raise ScenarioInvalid(f"{self.name}: nobody drives")

    def starts_at(self, now: datetime) -> datetime:
        """Return the last instant of the scenario's time of day before now."""
        if self.starts is None:
            return now
        zone = self.starts.tzinfo or UTC
        start = datetime.combine(now.astimezone(zone).date(), self.starts)
        return (start if start <= now else start - timedelta(days=1)).astimezone(UTC)

    def station_kind(self, chance: random.Random) -> StationKind:
        """Draw what the next station is."""
        return _drawn(self.stations, chance)

    def visit(self, outlet: OutletSpec, card: str, cards: Cards, chance: random.Random) -> Visit:
        """Draw what the next driver at an outlet does; the car fits the plug."""
        driver = _drawn(self._drivers_for(outlet), chance)
        fitting = [car for car in driver.cars if car.max_power_w(dc=outlet.is_dc)]
        car = Car(
            chance.choice(fitting),
            soc_percent_at_arrival=driver.soc.drawn(chance),
            target_percent=driver.target.drawn(chance),
        )
        stranger = chance.random() < self.unknown_cards
        return Visit(
            car=car,
            token=Token(cards.unknown() if stranger else card),
            tap=driver.tap,
            stop=driver.stop,
            stays_s=driver.stays_s.drawn(chance),
            lingers_s=driver.lingers_s.drawn(chance),
        )

    def _drivers_for(self, outlet: OutletSpec) -> list[DriverKind]:
        fitting = [
            driver
            for driver in self.drivers
            if any(car.max_power_w(dc=outlet.is_dc) for car in driver.cars)
        ]
        if not fitting:
            raise ScenarioInvalid(f"{self.name}: no car fits the DC outlet")
        return fitting


def _drawn(kinds: Sequence[Kind], chance: random.Random) -> Kind:
    return chance.choices(kinds, [kind.share for kind in kinds])[0]
