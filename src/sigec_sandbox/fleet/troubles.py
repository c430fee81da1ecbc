"""What befalls a station in a scenario, when, and for how long."""

import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from sigec_sandbox.scenarios.spans import Span
from sigec_sandbox.stations import noise
from sigec_sandbox.stations.faults import Faults
from sigec_sandbox.stations.station import Station


class TroubleKind(StrEnum):
    """Everything that a scenario may let happen beside what drivers do.

    `FAULTS` turns switches of `Faults` for a while; the others are events: `OFFLINE`, `HALF_OPEN`
    (the old connection stays open on the other side), `RECONNECT_LOOP`, `REBOOT`,
    `RESUMED_REBOOT` (charging goes on afterwards), `REBOOT_LOOP`, `EXTRA_BOOT` (on the same
    connection), `VERSION_SWITCH`, `REGISTER_RESET`, `CONNECTOR_FAULT`, `GARBAGE` (frames that are
    none), `CHATTER` (messages that nobody asked for), `GHOST_STOP` (a 1.6 stop of a transaction
    that never was).
    """

    FAULTS = "faults"
    OFFLINE = "offline"
    HALF_OPEN = "half_open"
    RECONNECT_LOOP = "reconnect_loop"
    REBOOT = "reboot"
    RESUMED_REBOOT = "resumed_reboot"
    REBOOT_LOOP = "reboot_loop"
    EXTRA_BOOT = "extra_boot"
    VERSION_SWITCH = "version_switch"
    REGISTER_RESET = "register_reset"
    CONNECTOR_FAULT = "connector_fault"
    GARBAGE = "garbage"
    CHATTER = "chatter"
    GHOST_STOP = "ghost_stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A trouble of a scenario; `share` of the stations have it, those whose identity fits.

    `faults` are the switches of the kind `FAULTS`, `versions` what `VERSION_SWITCH` offers,
    `times` how often a loop goes round.
    """

    kind: TroubleKind
    at_s: Span
    lasts_s: Span
    every_s: Span | None = None
    share: float = 1.0
    stations: str = "*"
    faults: Mapping[str, Any] = field(default_factory=dict)
    versions: tuple[str, ...] = ("2.1", "2.0.1", "1.6")
    times: int = 5
    error_code: str = "OtherError"


class Sufferer(Protocol):
    """What a trouble needs of the life that it befalls."""

    station: Station

    def lose_way(self) -> None:
        """Lose the connection, and every way to get a new one."""

    def find_way(self) -> None:
        """Be able to connect again."""


async def befall(life: Sufferer, trouble: Trouble, chance: random.Random) -> None:
    """Let a trouble happen and, when it has an end, end it."""
    happening = Happening(life, trouble, trouble.lasts_s.drawn(chance), chance)
    await _HAPPENINGS[trouble.kind](happening)


@dataclass(frozen=True, slots=True)
class Happening:
    """A trouble that comes true."""

    life: Sufferer
    trouble: Trouble
    lasts_s: float
    chance: random.Random

    @property
    def station(self) -> Station:
        """Where it happens."""
        return self.life.station

    def somewhere(self) -> int:
        """Draw a connector."""
        return self.chance.choice(sorted(self.station.connectors))


async def _misbehave(it: Happening) -> None:
    faults = it.station.faults
    before = {name: getattr(faults, name) for name in it.trouble.faults}
    _turn(faults, it.trouble.faults)
    try:
        await it.station.clock.sleep(it.lasts_s)
    finally:
        _turn(faults, before)


def _turn(faults: Faults, switches: Mapping[str, Any]) -> None:
    for name, setting in switches.items():
        setattr(faults, name, setting)


async def _lose_the_way(it: Happening) -> None:
    it.life.lose_way()
    try:
        await it.station.clock.sleep(it.lasts_s)
    finally:
        it.life.find_way()


async def _leave_half_open(it: Happening) -> None:
    it.station.abandon()
    await it.station.reconnect()
    await it.station.clock.sleep(it.lasts_s)
    it.station.drop_abandoned()


async def _reconnect_again_and_again(it: Happening) -> None:
    for _ in range(it.trouble.times):
        await it.station.disconnect()
        await it.station.reconnect()
        await it.station.clock.sleep(it.lasts_s)


async def _reboot(it: Happening) -> None:
    await it.station.reboot(down_s=it.lasts_s)


async def _reboot_and_resume(it: Happening) -> None:
    await it.station.reboot(down_s=it.lasts_s, resumes=True)


async def _reboot_again_and_again(it: Happening) -> None:
    for _ in range(it.trouble.times):
        await it.station.reboot(down_s=it.lasts_s, resumes=True)


async def _boot_once_more(it: Happening) -> None:
    await it.station.boot("Watchdog")


async def _switch_version(it: Happening) -> None:
    await it.station.switch(*it.trouble.versions)


async def _reset_a_register(it: Happening) -> None:
    it.station.set_register(0, it.somewhere())


async def _break_a_connector(it: Happening) -> None:
    number = it.somewhere()
    await it.station.fail(number, it.trouble.error_code)
    await it.station.clock.sleep(it.lasts_s)
    await it.station.repair(number)


async def _send_garbage(it: Happening) -> None:
    await noise.send_garbage(it.station)


async def _chatter(it: Happening) -> None:
    await noise.chatter(it.station)


async def _stop_a_ghost(it: Happening) -> None:
    await noise.stop_ghost(it.station, it.chance.randrange(1, 2**31))


_HAPPENINGS: Mapping[TroubleKind, Callable[[Happening], Awaitable[None]]] = {
    TroubleKind.FAULTS: _misbehave,
    TroubleKind.OFFLINE: _lose_the_way,
    TroubleKind.HALF_OPEN: _leave_half_open,
    TroubleKind.RECONNECT_LOOP: _reconnect_again_and_again,
    TroubleKind.REBOOT: _reboot,
    TroubleKind.RESUMED_REBOOT: _reboot_and_resume,
    TroubleKind.REBOOT_LOOP: _reboot_again_and_again,
    TroubleKind.EXTRA_BOOT: _boot_once_more,
    TroubleKind.VERSION_SWITCH: _switch_version,
    TroubleKind.REGISTER_RESET: _reset_a_register,
    TroubleKind.CONNECTOR_FAULT: _break_a_connector,
    TroubleKind.GARBAGE: _send_garbage,
    TroubleKind.CHATTER: _chatter,
    TroubleKind.GHOST_STOP: _stop_a_ghost,
}
