"""What befalls a station in a scenario, when, and for how long."""

import asyncio
import random
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from sigec_sandbox.scenarios.spans import Span
from sigec_sandbox.stations.faults import Repeat
from sigec_sandbox.stations.station import Station


class TroubleKind(StrEnum):
    """Everything that a scenario may let go wrong."""

    OFFLINE = "offline"
    REBOOT = "reboot"
    RESUMED_REBOOT = "resumed_reboot"
    HALF_OPEN = "half_open"
    WRONG_CLOCK = "wrong_clock"
    CLOCK_1970 = "clock_1970"
    DUPLICATES = "duplicates"
    DUPLICATES_SAME_ID = "duplicates_same_id"
    LOST_ANSWERS = "lost_answers"
    REGISTER_RESET = "register_reset"
    KWH_REGISTERS = "kwh_registers"
    NO_METER_STOP = "no_meter_stop"
    CONNECTOR_FAULT = "connector_fault"
    SEQ_GAPS = "seq_gaps"
    OUT_OF_ORDER = "out_of_order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A trouble of a scenario; `share` of the stations have it, those whose identity fits."""

    kind: TroubleKind
    at_s: Span
    lasts_s: Span
    every_s: Span | None = None
    share: float = 1.0
    stations: str = "*"
    error_code: str = "OtherError"
    offset_s: float = -7200.0


class Sufferer(Protocol):
    """What a trouble needs of the life that it befalls."""

    station: Station
    reachable: asyncio.Event


async def befall(life: Sufferer, trouble: Trouble, chance: random.Random) -> None:
    """Let a trouble happen and, when it has an end, end it."""
    station, lasts_s = life.station, trouble.lasts_s.drawn(chance)
    match trouble.kind:
        case TroubleKind.OFFLINE:
            await _offline(life, lasts_s)
        case TroubleKind.REBOOT:
            await station.reboot(down_s=lasts_s)
        case TroubleKind.RESUMED_REBOOT:
            await station.reboot(down_s=lasts_s, resumes=True)
        case TroubleKind.HALF_OPEN:
            await _half_open(station, lasts_s)
        case TroubleKind.LOST_ANSWERS:
            station.faults.lost_answers += 1
        case TroubleKind.REGISTER_RESET:
            station.set_register(0, _somewhere(station, chance))
        case TroubleKind.CONNECTOR_FAULT:
            number = _somewhere(station, chance)
            await station.fail(number, trouble.error_code)
            await station.clock.sleep(lasts_s)
            await station.repair(number)
        case _:
            await _misbehave(station, trouble, lasts_s)


async def _offline(life: Sufferer, lasts_s: float) -> None:
    life.reachable.clear()
    life.station.cut()
    try:
        await life.station.clock.sleep(lasts_s)
    finally:
        life.reachable.set()


async def _half_open(station: Station, lasts_s: float) -> None:
    station.abandon()
    await station.reconnect()
    await station.clock.sleep(lasts_s)
    station.drop_abandoned()


async def _misbehave(station: Station, trouble: Trouble, lasts_s: float) -> None:
    switch = _SWITCHES[trouble.kind]
    before = getattr(station.faults, switch)
    setattr(station.faults, switch, _setting(trouble))
    try:
        await station.clock.sleep(lasts_s)
    finally:
        setattr(station.faults, switch, before)


def _setting(trouble: Trouble) -> bool | float | Repeat:
    match trouble.kind:
        case TroubleKind.WRONG_CLOCK:
            return trouble.offset_s
        case TroubleKind.DUPLICATES:
            return Repeat.NEW_ID
        case TroubleKind.DUPLICATES_SAME_ID:
            return Repeat.SAME_ID
        case _:
            return True


def _somewhere(station: Station, chance: random.Random) -> int:
    return chance.choice(sorted(station.connectors))


_SWITCHES = {
    TroubleKind.WRONG_CLOCK: "clock_offset_s",
    TroubleKind.CLOCK_1970: "clock_unset",
    TroubleKind.DUPLICATES: "duplicates",
    TroubleKind.DUPLICATES_SAME_ID: "duplicates",
    TroubleKind.KWH_REGISTERS: "kwh_registers",
    TroubleKind.NO_METER_STOP: "no_meter_stop",
    TroubleKind.SEQ_GAPS: "seq_gaps",
    TroubleKind.OUT_OF_ORDER: "out_of_order",
}
