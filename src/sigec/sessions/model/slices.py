"""A session's energy over time, as finely as its readings tell: what a tariff prices."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sigec.sessions.model.energy import Energy, Method
from sigec.sessions.model.metering import MeterSample
from sigec.sessions.model.session import Session
from sigec.tariffs.model import Slice


def slices_of(session: Session, readings: Iterable[MeterSample]) -> Sequence[Slice]:
    """Divide the session's energy by what its register showed between start and end.

    Without readings, or when the register was reset, there is one slice, which a tariff divides in
    proportion to time. The slices' energies add up to the session's.
    """
    energy = session.energy
    total_wh = energy.energy_wh or 0
    from_at = session.started_at
    to_at = max(from_at, session.ended_at or session.fold.last_at)
    points = list(_points(energy, readings, from_at, to_at))
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


def _points(
    energy: Energy, readings: Iterable[MeterSample], from_at: datetime, to_at: datetime
) -> Iterator[tuple[datetime, int]]:
    """Yield instants between start and end with the energy drawn until then."""
    if energy.method is not Method.REGISTER or len(energy.parts) != 1:
        return
    [part] = energy.parts
    assert part.first is not None, "a register's part has marks"
    for reading in readings:
        at, register_wh = reading.at, reading.energy_wh
        if at is None or register_wh is None or reading.location != energy.location:
            continue
        if from_at < at < to_at:
            yield at, register_wh - part.first.wh
