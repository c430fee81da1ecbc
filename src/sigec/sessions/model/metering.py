"""From the sampled values of a message to one sample per instant: Wh, W, A, V, one place."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct, field

from sigec.sessions.model.flags import Flag
from sigec.sessions.model.values import (
    NO_FLAGS,
    OUTLET,
    Amount,
    Measurand,
    SampledValue,
    read_amount,
)

LOCATIONS = (OUTLET, "Cable", "EV", "Inlet", "Body", "Upstream")
"""Where a meter may sit, the one that counts first; others follow by name."""


class Context:
    """The contexts that matter to us, as OCPP spells them; any other text is kept as it is."""

    BEGIN = "Transaction.Begin"
    END = "Transaction.End"
    PERIODIC = "Sample.Periodic"
    CLOCK = "Sample.Clock"


_UNREADABLE = frozenset({Flag.VALUE_UNREADABLE})
_CONTEXT_ORDER = {Context.BEGIN: 0, Context.END: 2}


class MeterSample(Struct, frozen=True, kw_only=True, gc=False):
    """What a meter said at one instant; ``at`` is as stated, ``None`` when missing.

    ``energy_step_wh`` is the resolution in which the register was written: 6.1 kWh has steps of
    100 Wh. ``location`` is the register's. ``other`` holds what has no field, as the wire wrote it.
    """

    at: datetime | None
    context: str = Context.PERIODIC
    location: str = OUTLET
    energy_wh: int | None = None
    energy_step_wh: int = 1
    interval_wh: int | None = None
    power_w: int | None = None
    offered_w: int | None = None
    current_a: float | None = None
    voltage_v: float | None = None
    soc_percent: float | None = None
    other: Mapping[str, str] = field(default_factory=dict)
    flags: frozenset[Flag] = field(default_factory=frozenset)


def read_meter(at: datetime | None, values: Iterable[SampledValue]) -> tuple[MeterSample, ...]:
    """Put the values of one instant together: one sample per context, begin first, end last.

    Nothing is refused: what cannot be understood is kept as text in ``other``. Phases are added
    up for energy and power when no total is given; a location is never mixed with another.
    """
    by_context: dict[str, list[SampledValue]] = {}
    for value in values:
        by_context.setdefault(value.context or Context.PERIODIC, []).append(value)
    if len(by_context) > 1:
        by_context = dict(sorted(by_context.items(), key=_by_context))
    return tuple(_sample(at, context, alike) for context, alike in by_context.items())


def _by_context(item: tuple[str, object]) -> tuple[int, str]:
    return _CONTEXT_ORDER.get(item[0], 1), item[0]


def location_rank(location: str) -> tuple[int, str]:
    """Order locations by which one a bill should use."""
    known = LOCATIONS.index(location) if location in LOCATIONS else len(LOCATIONS)
    return known, location


_Phases = dict[str | None, Amount]
"""The values of one measurand at one location; ``None`` is the total of all phases."""

_Measured = dict[Measurand, dict[str, _Phases]]
"""The values by measurand and location."""


def _sample(at: datetime | None, context: str, values: Sequence[SampledValue]) -> MeterSample:
    measured: _Measured = {}
    other: dict[str, str] = {}
    flags = NO_FLAGS
    for value in values:
        kind = value.kind
        measurand, phase = kind.measurand, kind.phase
        amount = None if measurand is None else read_amount(kind, value.value)
        if amount is None or phase:
            other[kind.name] = f"{value.value}{kind.unit_text}".strip()
        if amount is not None:
            assert measurand is not None
            places = measured.get(measurand)
            if places is None:
                places = measured[measurand] = {}
            places.setdefault(kind.location, {}).setdefault(phase, amount)
            flags |= amount.flags
        elif measurand is not None:
            flags |= _UNREADABLE

    location, registers = _at_best_location(measured, Measurand.REGISTER)
    return MeterSample(
        at=at,
        context=context,
        location=location,
        energy_wh=_whole(_sum(registers)),
        energy_step_wh=_step(registers),
        interval_wh=_whole(_sum(_phases_of(measured, Measurand.INTERVAL))),
        power_w=_whole(_sum(_phases_of(measured, Measurand.POWER))),
        offered_w=_whole(_sum(_phases_of(measured, Measurand.OFFERED))),
        current_a=_highest(_phases_of(measured, Measurand.CURRENT)),
        voltage_v=_mean(_phases_of(measured, Measurand.VOLTAGE)),
        soc_percent=_highest(_phases_of(measured, Measurand.SOC)),
        other=other,
        flags=flags,
    )


def _at_best_location(measured: _Measured, wanted: Measurand) -> tuple[str, _Phases]:
    """Return the location whose values count, the outlet when it has any, and those values."""
    places = measured.get(wanted)
    if not places:
        return OUTLET, {}
    place = OUTLET if OUTLET in places else min(places, key=location_rank)
    return place, places[place]


def _phases_of(measured: _Measured, wanted: Measurand) -> _Phases:
    return _at_best_location(measured, wanted)[1]


def _lines(phases: _Phases) -> list[Amount]:
    """Return what belongs to a line (L1, L2-N, L1-L2 …), each once; the neutral is none."""
    lines: dict[str, Amount] = {}
    for phase, amount in phases.items():
        if phase and phase.startswith("L"):
            lines.setdefault(phase.removesuffix("-N"), amount)
    return list(lines.values())


def _sum(phases: _Phases) -> Amount | None:
    lines = _lines(phases)
    if None in phases or not lines:
        return phases.get(None)
    return Amount(sum((line.value for line in lines), Decimal(0)))


def _step(phases: _Phases) -> int:
    """Return how coarse the sum is; that of several lines has the steps of all."""
    if None in phases:
        return max(1, int(phases[None].step))
    return max(1, int(sum(line.step for line in _lines(phases))))


def _highest(phases: _Phases) -> float | None:
    if None in phases:
        return float(phases[None].value)
    return max((float(line.value) for line in _lines(phases)), default=None)


def _mean(phases: _Phases) -> float | None:
    if None in phases:
        return float(phases[None].value)
    between_lines = {phase for phase in phases if phase and "-L" in phase}
    to_neutral = {phase: phases[phase] for phase in phases if phase not in between_lines}
    lines = _lines(to_neutral) or _lines(phases)
    return float(sum((line.value for line in lines), Decimal(0)) / len(lines)) if lines else None


def _whole(amount: Amount | None) -> int | None:
    """Round to a whole unit, half up."""
    return None if amount is None else int(amount.value.to_integral_value(ROUND_HALF_UP))
