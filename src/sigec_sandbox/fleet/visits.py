"""A driver's visit: comes, plugs, taps, charges, and leaves in time, late or too early."""

from dataclasses import dataclass
from enum import StrEnum

from sigec_sandbox.physics.cars import Car
from sigec_sandbox.stations.connectors import Connector
from sigec_sandbox.stations.equipment import ACCEPTED
from sigec_sandbox.stations.station import Station
from sigec_sandbox.stations.tokens import Token

GLANCE_S = 30.0
PATIENCE_S = 600.0


class Tap(StrEnum):
    """When a driver presents the card."""

    BEFORE = "before"
    AFTER = "after"
    REMOTE = "remote"


class Stop(StrEnum):
    """How a driver ends a charge."""

    CARD = "card"
    UNPLUG = "unplug"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a driver is going to do; with `Tap.REMOTE` somebody else has to start the charge.

    `stays_s` is the longest time at the plug, `lingers_s` the time the cable stays in after the
    car has stopped taking power.
    """

    car: Car
    token: Token
    tap: Tap = Tap.AFTER
    stop: Stop = Stop.CARD
    stays_s: float = 12 * 3600
    lingers_s: float = 600


async def make(visit: Visit, station: Station, connector: Connector) -> bool:
    """Live through a visit at a free connector; ``False`` when the card was refused."""
    number = connector.number
    if visit.tap is Tap.BEFORE:
        if await station.tap(visit.token, number) != ACCEPTED:
            return False
        await station.clock.sleep(15)
    await station.plug(number, visit.car)
    if visit.tap is Tap.AFTER:
        await station.clock.sleep(10)
        if await station.tap(visit.token, number) != ACCEPTED:
            await _leave(visit, station, connector)
            return False
    await _stay(visit, station, connector)
    await _leave(visit, station, connector)
    return True


async def _stay(visit: Visit, station: Station, connector: Connector) -> None:
    arrived_at = station.clock.now()
    done_since_s = 0.0
    while (station.clock.now() - arrived_at).total_seconds() < visit.stays_s:
        await station.clock.sleep(GLANCE_S)
        if connector.transaction is None:
            done_since_s += GLANCE_S
            waits_s = PATIENCE_S if visit.tap is Tap.REMOTE else min(120.0, visit.lingers_s)
            if done_since_s > waits_s:
                return
        elif visit.car.is_full:
            done_since_s += GLANCE_S
            if done_since_s > visit.lingers_s:
                return
        else:
            done_since_s = 0.0


async def _leave(visit: Visit, station: Station, connector: Connector) -> None:
    transaction = connector.transaction
    if visit.stop is Stop.CARD and transaction is not None and connector.authorized is not None:
        await station.stop(connector.number, token=visit.token)
        await station.clock.sleep(20)
    await station.unplug(connector.number)
