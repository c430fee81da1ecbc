"""Stations of a demo that stay in one state each, so that every state can be looked at."""

from datetime import timedelta
from enum import StrEnum
from typing import assert_never

from sigec_sandbox.errors import SandboxError
from sigec_sandbox.physics.cars import Car, CarModel
from sigec_sandbox.stations.station import Station
from sigec_sandbox.stations.tokens import Token

GLANCE_S = 1.0
SETTLES_S = 5.0
"""After a boot a station first tells how its connectors are."""
_HATCH = CarModel(name="compact hatch", battery_wh=44_900, max_ac_w=7_000)


class Act(StrEnum):
    """What a station shows.

    `FULL`: a car that takes no more. `HELD`: one that may take nothing, once somebody limits the
    station. `DONE`: a charge that is over, with the cable in. `PLUGGED`: a cable without a card.
    `BROKEN`, `LOST`: a fault, no connection. `GHOST`: says that it charges, and tells of no
    transaction. `STRANGER`: charges for a card that nobody knows. `VANISHED`: never comes.
    `RESERVED`, `TAKEN_OUT`, `PENDING`, `KNOCKING`: what the central system makes of it.
    """

    FULL = "full"
    HELD = "held"
    DONE = "done"
    PLUGGED = "plugged"
    BROKEN = "broken"
    LOST = "lost"
    GHOST = "ghost"
    STRANGER = "stranger"
    VANISHED = "vanished"
    RESERVED = "reserved"
    TAKEN_OUT = "taken_out"
    PENDING = "pending"
    KNOCKING = "knocking"


async def perform(act: Act, station: Station, card: str) -> None:
    """Bring a station of a living fleet into the state, and leave it there.

    What a lost connection interrupts is not begun again.
    """
    while not station.delivers:
        await station.clock.sleep(GLANCE_S)
    await station.clock.sleep(SETTLES_S)
    try:
        await _perform(act, station, Token(card))
    except SandboxError:
        return


async def _perform(act: Act, station: Station, card: Token) -> None:
    match act:
        case Act.FULL:
            await _charge(station, card, soc_percent=99.8)
        case Act.HELD:
            await _charge(station, card, soc_percent=20)
        case Act.DONE:
            await _charge(station, card, soc_percent=60)
            await station.clock.sleep(90)
            await station.stop(token=card)
        case Act.PLUGGED:
            await station.plug(1, Car(_HATCH, soc_percent_at_arrival=40))
        case Act.BROKEN:
            await _charge(station, card, soc_percent=30)
            await station.clock.sleep(45)
            await station.fail()
        case Act.LOST:
            station.has_network = False
            station.cut()
        case Act.GHOST:
            await _haunt(station)
        case Act.STRANGER:
            await station.plug(1, Car(_HATCH, soc_percent_at_arrival=25))
            await station.tap(card, authorize=False)
        case Act.VANISHED | Act.RESERVED | Act.TAKEN_OUT | Act.PENDING | Act.KNOCKING:
            pass
        case other:
            assert_never(other)


async def _charge(station: Station, card: Token, *, soc_percent: float) -> None:
    await station.plug(1, Car(_HATCH, soc_percent_at_arrival=soc_percent))
    await station.clock.sleep(2)
    await station.tap(card)


async def _haunt(station: Station) -> None:
    """Say, as a 1.6 station does, that a charge has been going on for a while."""
    since = station.clock.now() - timedelta(minutes=25)
    said = {"connectorId": 1, "errorCode": "NoError", "status": "Charging"}
    await station.call("StatusNotification", said | {"timestamp": station.stamp(since)})
