"""`sigec simulate`: a fleet of stations against any central system, as fast as one likes."""

import asyncio
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from sigec_sandbox.clocks import PacedClock
from sigec_sandbox.fleet.fleet import Fleet, FleetStatus
from sigec_sandbox.fleet.members import Member
from sigec_sandbox.fleet.room import make_room
from sigec_sandbox.scenarios.model import Scenario
from sigec_sandbox.scenarios.reading import load
from sigec_sandbox.stations.receipts import Receipt

DEFAULT_SCENARIO = "condominium-evening"
CONNECTS_PER_S = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulateOptions:
    """What to simulate.

    `url` is the address without the identity. `version` is "1.6", "2.0.1", "2.1", "mixed" or
    "any" (offers all, speaks what the central system chooses). `identity` is a format with
    `{number}`, `cards` the card numbers that drivers use (default: invented ones). `members`
    replaces `stations`, `version`, `identity` and `password`. `connects_per_s`: how many stations
    connect at first in a second of the wall clock. `receipt` hears what really happened of every
    charge that is over. `catches_up`: time hurries only until it has reached the present.
    `wall_stamps`: messages carry real time however fast the simulation is. `lasts_s` is simulated.
    """

    url: str
    stations: int = 1
    version: str = "1.6"
    scenario: str | Path | Scenario = DEFAULT_SCENARIO
    speed: float = 1.0
    identity: str = "SIM-{number:04}"
    password: str | None = None
    cards: Sequence[str] = ()
    members: Sequence[Member] = field(default_factory=tuple)
    starts_at: datetime | None = None
    lasts_s: float | None = None
    catches_up: bool = False
    wall_stamps: bool = False
    seed: int = 0
    tls: ssl.SSLContext | None = None
    connects_per_s: float = CONNECTS_PER_S
    receipt: Callable[[Receipt], None] | None = None
    report: Callable[[FleetStatus], None] | None = None
    report_every_s: float = 5.0


async def simulate(options: SimulateOptions) -> None:
    """Run a fleet until its scenario ends or the task is cancelled.

    :raises ScenarioInvalid: when the scenario cannot be read or played.
    :raises NoRoomForStations: when this machine cannot hold so many connections.
    """
    scenario = options.scenario
    if not isinstance(scenario, Scenario):
        scenario = load(scenario)
    if options.lasts_s is not None:
        scenario = replace(scenario, lasts_s=options.lasts_s)
    now = datetime.now(UTC)
    clock = PacedClock(
        options.speed,
        options.starts_at or (scenario.starts_at(now) if options.speed > 1 else now),
        ahead=not options.catches_up,
        wall_stamps=options.wall_stamps,
    )
    members = options.members or invent_members(options, scenario)
    fleet = Fleet(
        members,
        options.url,
        scenario,
        clock,
        cards=options.cards,
        seed=options.seed,
        tls=options.tls,
        sources=make_room(len(members), options.url),
    )
    if options.receipt is not None:
        fleet.hear_charges(options.receipt)
    reporting = asyncio.create_task(_report(fleet, options))
    try:
        await fleet.live(connecting_s=len(members) / options.connects_per_s * options.speed)
    finally:
        reporting.cancel()


async def run_fleet(
    url: str,
    *,
    stations: int,
    version: str = "1.6",
    scenario: str | Path | Scenario = DEFAULT_SCENARIO,
    speed: float = 1.0,
    cards: Sequence[str] = (),
) -> None:
    """Run a fleet with the options that are needed most; `simulate` has them all."""
    await simulate(
        SimulateOptions(
            url=url,
            stations=stations,
            version=version,
            scenario=scenario,
            speed=speed,
            cards=cards,
        )
    )


def invent_members(options: SimulateOptions, scenario: Scenario) -> list[Member]:
    """Return as many stations as asked for, their kinds drawn from the scenario."""
    chance = Random(options.seed)
    versions = ("1.6", "2.0.1", "2.1") if options.version == "mixed" else (options.version,)
    members = []
    for number in range(1, options.stations + 1):
        kind = scenario.station_kind(chance)
        members.append(
            Member(
                identity=options.identity.format(number=number),
                version=kind.version or versions[number % len(versions)],
                spec=replace(kind.spec, records=0),
                faults=kind.faults,
                offers=kind.offers,
                password=options.password,
            )
        )
    return members


async def _report(fleet: Fleet, options: SimulateOptions) -> None:
    while options.report is not None:
        await asyncio.sleep(options.report_every_s)
        options.report(fleet.status())
