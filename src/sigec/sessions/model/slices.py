"""A session's energy over time, as finely as its readings tell: what a tariff prices."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sigec.sessions.model.energy import Energy, Method
from sigec.sessions.model.flows import Power
from sigec.sessions.model.metering import Context, MeterSample
from sigec.sessions.model.session import Session
from sigec.tariffs.model import Slice

_Point = tuple[datetime, int]
"""An instant, and the energy drawn until then."""


def slices_of(session: Session, readings: Iterable[MeterSample]) -> Sequence[Slice]:
    """Divide the session's energy by what its meter showed between start and end.

    The readings are in the order of their instants; those count that the energy was measured by.
    Without any, or when the register was reset, there is one slice, which a tariff divides in
    proportion to time. The slices' energies add up to the session's.
    """
    energy = session.energy
    total_wh = energy.energy_wh or 0
    from_at = session.started_at
    to_at = session.reached_at
    points = [point for point in _points(session, energy, readings) if from_at < point[0] < to_at]
    if not points:
        return [Slice(from_at=from_at, to_at=to_at, energy_wh=total_wh)]
    slices: list[Slice] = []
    reached_at, reached_wh = from_at, 0
    for at, drawn_wh in (*points, (to_at, total_wh)):
        drawn_wh = min(max(drawn_wh, reached_wh), total_wh)  # noqa: PLW2901 - a register only grows
        slices.append(
            Slice(from_at=reached_at, to_at=at, energy_wh=drawn_wh - reached_wh, is_read=True)
        )
        reached_at, reached_wh = at, drawn_wh
    return slices


def _points(session: Session, energy: Energy, readings: Iterable[MeterSample]) -> Iterator[_Point]:
    """Yield the energy drawn until each reading, by the method it was measured with."""
    stated = ((reading.at, reading) for reading in readings)
    dated = ((at, reading) for at, reading in stated if at is not None)
    match energy.method:
        case Method.REGISTER if len(energy.parts) == 1:
            yield from _by_register(energy, dated)
        case Method.INTERVAL:
            is_clocked = not session.fold.meters.intervals.sampled.count
            yield from _by_intervals(dated, is_clocked=is_clocked)
        case Method.POWER:
            yield from _by_power(dated)


def _by_register(
    energy: Energy, readings: Iterable[tuple[datetime, MeterSample]]
) -> Iterator[_Point]:
    [part] = energy.parts
    assert part.first is not None, "a register's part has marks"
    for at, reading in readings:
        if reading.energy_wh is not None and reading.location == energy.location:
            yield at, reading.energy_wh - part.first.wh


def _by_intervals(
    readings: Iterable[tuple[datetime, MeterSample]], *, is_clocked: bool
) -> Iterator[_Point]:
    drawn_wh = 0
    for at, reading in readings:
        if reading.interval_wh is not None and (reading.context == Context.CLOCK) is is_clocked:
            drawn_wh += reading.interval_wh
            yield at, drawn_wh


def _by_power(readings: Iterable[tuple[datetime, MeterSample]]) -> Iterator[_Point]:
    power = Power()
    for at, reading in readings:
        if reading.power_w is not None:
            power = power.add(at, reading.power_w)
            yield at, power.energy_wh
