"""How much energy a session took, and how we know."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from sigec.sessions.model.fold import Fold
from sigec.sessions.model.layouts import location_rank
from sigec.sessions.model.metering import Context
from sigec.sessions.model.registers import Mark, Track

FLAT_BELOW_WH = 100
"""A power integral below this does not contradict a register that stands still."""


class Method(StrEnum):
    """What the energy was computed from, the best first."""

    REGISTER = "register"
    INTERVAL = "interval"
    POWER = "power"
    UNKNOWN = "unknown"


class Quality(StrEnum):
    """How far the result may be trusted."""

    EXACT = "exact"
    ESTIMATED = "estimated"
    UNKNOWN = "unknown"


class Doubt(StrEnum):
    """Why a result is not exact."""

    METER_RESET = "meter_reset"
    FIRST_AFTER_START = "first_after_start"
    LAST_BEFORE_END = "last_before_end"
    REGISTER_FLAT = "register_flat"
    NO_REGISTER = "no_register"
    NOTHING_MEASURED = "nothing_measured"


class EnergyPart(Struct, frozen=True, kw_only=True, gc=False):
    """One line of the explanation; the parts' energies add up to the session's.

    For a register ``first`` and ``last`` are what it showed; otherwise ``count`` samples between
    ``from_at`` and ``to_at`` were added up.
    """

    from_at: datetime
    to_at: datetime
    energy_wh: int
    first: Mark | None = None
    last: Mark | None = None
    count: int | None = None


class Energy(Struct, frozen=True, kw_only=True, gc=False):
    """A session's energy with its method, its inputs and its doubts.

    ``energy_wh`` is ``None`` when nothing was measured: unknown, which is not zero.
    """

    energy_wh: int | None
    method: Method
    quality: Quality
    location: str | None = None
    parts: Sequence[EnergyPart] = ()
    doubts: Sequence[Doubt] = ()

    def __post_init__(self) -> None:
        assert (self.energy_wh is None) is (self.method is Method.UNKNOWN)
        assert sum(part.energy_wh for part in self.parts) == (self.energy_wh or 0)


def measure(fold: Fold, *, is_metered: bool = True) -> Energy:
    """Compute the energy from registers, else intervals, else power, and say how (§3).

    Of several locations only one counts, the outlet first. A register that stood still while
    something else shows energy yields to that. ``is_metered`` says that meters are told of while
    it goes on, as stations do and clouds do not.
    """
    track = _best_track(fold)
    if track is not None and track.energy_wh > 0:
        return _by_register(fold, track)
    flowed = _by_flow(fold, Doubt.NO_REGISTER if track is None else Doubt.REGISTER_FLAT)
    if flowed is not None and (track is None or (flowed.energy_wh or 0) >= FLAT_BELOW_WH):
        return flowed
    if track is not None:
        return _by_register(fold, track)
    return _by_nothing(fold, is_metered=is_metered)


def _best_track(fold: Fold) -> Track | None:
    """Return the register that counts among those that were read at least twice."""
    read_twice = [
        track
        for track in fold.meters.tracks
        if any(segment.has_two_marks for segment in track.segments)
    ]
    return min(read_twice, key=lambda track: location_rank(track.location), default=None)


def _by_register(fold: Fold, track: Track) -> Energy:
    parts = [
        EnergyPart(
            from_at=segment.first.at,
            to_at=segment.last.at,
            energy_wh=segment.energy_wh,
            first=segment.first,
            last=segment.last,
        )
        for segment in track.segments
    ]
    if track.closed_more_wh:
        between = (parts[-2].to_at, parts[-1].from_at)
        more = EnergyPart(from_at=between[0], to_at=between[1], energy_wh=track.closed_more_wh)
        parts.insert(-1, more)
    doubts = _register_doubts(fold, track)
    return Energy(
        energy_wh=track.energy_wh,
        method=Method.REGISTER,
        quality=Quality.ESTIMATED if doubts else Quality.EXACT,
        location=track.location,
        parts=parts,
        doubts=doubts,
    )


def _register_doubts(fold: Fold, track: Track) -> Sequence[Doubt]:
    first, last = track.first, track.last
    is_last_at_end = (
        last.is_explicit
        or last.source == Context.END
        or fold.ended_at is None
        or last.at >= fold.ended_at
    )
    found = {
        Doubt.METER_RESET: track.resets > 0,
        Doubt.FIRST_AFTER_START: not fold.is_at_start(first),
        Doubt.LAST_BEFORE_END: not is_last_at_end,
    }
    return [doubt for doubt, is_so in found.items() if is_so]


def _by_flow(fold: Fold, doubt: Doubt) -> Energy | None:
    """Add up intervals, or integrate the power; ``None`` when there is neither."""
    intervals, power = fold.meters.intervals.best, fold.meters.power
    if intervals.first_at is not None and intervals.last_at is not None:
        method, energy_wh = Method.INTERVAL, max(0, intervals.wh)
        from_at, to_at, count = intervals.first_at, intervals.last_at, intervals.count
    elif power.first_at is not None and power.last_at is not None and power.count > 1:
        method, energy_wh = Method.POWER, power.energy_wh
        from_at, to_at, count = power.first_at, power.last_at, power.count
    else:
        return None
    part = EnergyPart(from_at=from_at, to_at=to_at, energy_wh=energy_wh, count=count)
    return Energy(
        energy_wh=energy_wh,
        method=method,
        quality=Quality.ESTIMATED,
        parts=(part,),
        doubts=(doubt,),
    )


def _by_nothing(fold: Fold, *, is_metered: bool) -> Energy:
    """Say zero while a session with a first register goes on; else that nobody knows."""
    if is_metered and fold.ended_at is None and fold.meters.tracks:
        track = min(fold.meters.tracks, key=lambda track: location_rank(track.location))
        return _by_register(fold, track)
    return Energy(
        energy_wh=None,
        method=Method.UNKNOWN,
        quality=Quality.UNKNOWN,
        doubts=(Doubt.NOTHING_MEASURED,),
    )
