"""How the values of one instant belong together, worked out once for all that are written alike."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from sigec.sessions.model.flags import Flag
from sigec.sessions.model.values import (
    NO_FLAGS,
    OUTLET,
    Measurand,
    Spelling,
    ValueKind,
    kind_of,
)

LOCATIONS = (OUTLET, "Cable", "EV", "Inlet", "Body", "Upstream")
"""Where a meter may sit, the one that counts first; others follow by name."""

LAYOUTS_MAX = 1_024
"""How many ways to write a whole message are remembered; stations of a model share one or two."""

_UNREADABLE = frozenset({Flag.VALUE_UNREADABLE})


class Shown(NamedTuple):
    """Which values show a measurand, by their numbers in the message.

    ``total`` stands for all phases, ``lines`` for one each; the total counts where there is one.
    """

    total: int | None = None
    lines: tuple[int, ...] = ()


class Layout(NamedTuple):
    """What each value of an instant is good for.

    ``location`` is the register's. ``others`` are values that have no field of their own, or are of
    one phase: their number, name, and what follows it.
    """

    location: str
    register: Shown
    interval: Shown
    power: Shown
    offered: Shown
    current: Shown
    voltage: Shown
    soc: Shown
    others: tuple[tuple[int, str, str], ...]
    flags: frozenset[Flag]


class Plan(NamedTuple):
    """What the values of an instant are of, and their layout if all of ours are readable."""

    kinds: tuple[ValueKind, ...]
    layout: Layout


@lru_cache(maxsize=LAYOUTS_MAX)
def plan_of(spellings: tuple[Spelling, ...]) -> Plan:
    """Say what to make of values that are written so."""
    kinds = tuple(map(kind_of, spellings))
    return Plan(kinds, arrange(kinds, unreadable=frozenset()))


def arrange(kinds: Sequence[ValueKind], *, unreadable: AbstractSet[int]) -> Layout:
    """Put values together; those that are no numbers are kept as the text they are.

    Phases are added up where no total is given; a location is never mixed with another.
    """
    places: dict[Measurand, dict[str, dict[str | None, int]]] = {}
    others: list[tuple[int, str, str]] = []
    flags = NO_FLAGS
    for number, kind in enumerate(kinds):
        is_ours = kind.measurand is not None
        is_read = is_ours and number not in unreadable
        if not is_read or kind.phase:
            others.append((number, kind.name, kind.unit_text))
        if kind.measurand is not None and is_read:
            at_place = places.setdefault(kind.measurand, {}).setdefault(kind.location, {})
            at_place.setdefault(kind.phase, number)
            flags |= kind.flags
        elif is_ours:
            flags |= _UNREADABLE

    def shown(measurand: Measurand) -> Shown:
        here = places.get(measurand)
        return _shown(here[_best(here)]) if here else Shown()

    registers, voltages = places.get(Measurand.REGISTER), places.get(Measurand.VOLTAGE)
    return Layout(
        location=_best(registers) if registers else OUTLET,
        register=shown(Measurand.REGISTER),
        interval=shown(Measurand.INTERVAL),
        power=shown(Measurand.POWER),
        offered=shown(Measurand.OFFERED),
        current=shown(Measurand.CURRENT),
        voltage=_to_neutral(voltages[_best(voltages)]) if voltages else Shown(),
        soc=shown(Measurand.SOC),
        others=tuple(others),
        flags=flags,
    )


def location_rank(location: str) -> tuple[int, str]:
    """Order locations by which one a bill should use."""
    known = LOCATIONS.index(location) if location in LOCATIONS else len(LOCATIONS)
    return known, location


def _best(locations: Iterable[str]) -> str:
    return min(locations, key=location_rank)


def _shown(phases: dict[str | None, int]) -> Shown:
    """Find what belongs to a line (L1, L2-N, L1-L2 …), each once; the neutral is none."""
    lines: dict[str, int] = {}
    for phase, number in phases.items():
        if phase and phase.startswith("L"):
            lines.setdefault(phase.removesuffix("-N"), number)
    return Shown(phases.get(None), tuple(lines.values()))


def _to_neutral(phases: dict[str | None, int]) -> Shown:
    """Prefer what is measured to the neutral over what is measured between lines."""
    to_neutral = {phase: phases[phase] for phase in phases if "-L" not in (phase or "")}
    preferred = _shown(to_neutral)
    return preferred if preferred.lines else _shown(phases)
