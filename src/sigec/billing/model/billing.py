"""What a month bills.

One rule covers new charges, late ones and corrections: a month bills of a session what it is worth
to its unit now, less what earlier months billed of it already. So all months together have billed
each session exactly once, to the cent, and nothing that is closed is ever changed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sigec.kit.ids import PersonId, SessionId, UnitId


class BilledKind(StrEnum):
    """Why a session is in a month."""

    SESSION = "session"
    """It began in it."""
    LATE = "late"
    """It began in an earlier month, which was closed before its price was known."""
    CORRECTION = "correction"
    """It was billed, and is another's or worth something else since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A session whose price is final, and the unit that owes it; ``None`` is nobody's."""

    session_id: SessionId
    started_at: datetime
    unit_id: UnitId | None
    person_id: PersonId | None
    currency: str
    energy_wh: int
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Billed:
    """What closed months billed of a session to a unit, in sum."""

    unit_id: UnitId | None
    currency: str
    energy_wh: int
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Due):
    """What a month bills of a session, which for a correction may be less than nothing."""

    kind: BilledKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The sums of a unit's lines of one currency."""

    unit_id: UnitId | None
    currency: str
    sessions: int
    energy_wh: int
    amount_minor: int


def bill(
    dues: Iterable[Due], billed: Mapping[SessionId, Sequence[Billed]], *, from_at: datetime
) -> Sequence[Line]:
    """Return what the month that begins at ``from_at`` bills, by the start of the sessions."""
    lines = [line for due in dues for line in _lines_of(due, billed.get(due.session_id), from_at)]
    return sorted(lines, key=lambda line: (line.started_at, line.session_id))


def tally(lines: Iterable[Line]) -> Sequence[Tally]:
    """Sum the lines for each unit and currency."""
    sums: dict[tuple[UnitId | None, str], list[Line]] = {}
    for line in lines:
        sums.setdefault((line.unit_id, line.currency), []).append(line)
    return [
        Tally(
            unit_id=unit_id,
            currency=currency,
            sessions=len({line.session_id for line in theirs}),
            energy_wh=sum(line.energy_wh for line in theirs),
            amount_minor=sum(line.amount_minor for line in theirs),
        )
        for (unit_id, currency), theirs in sums.items()
    ]


def _lines_of(due: Due, billed: Sequence[Billed] | None, from_at: datetime) -> Iterator[Line]:
    if not billed:
        kind = BilledKind.SESSION if due.started_at >= from_at else BilledKind.LATE
        yield _line(due, due, kind, energy_wh=due.energy_wh, amount_minor=due.amount_minor)
        return
    owed_now = (due.unit_id, due.currency)
    for earlier in billed:
        still = (earlier.unit_id, earlier.currency) == owed_now
        energy_wh = due.energy_wh * still - earlier.energy_wh
        amount_minor = due.amount_minor * still - earlier.amount_minor
        if energy_wh or amount_minor:
            yield _line(
                due, earlier, BilledKind.CORRECTION, energy_wh=energy_wh, amount_minor=amount_minor
            )
    if all((earlier.unit_id, earlier.currency) != owed_now for earlier in billed):
        yield _line(
            due, due, BilledKind.CORRECTION, energy_wh=due.energy_wh, amount_minor=due.amount_minor
        )


def _line(
    due: Due, payer: Due | Billed, kind: BilledKind, *, energy_wh: int, amount_minor: int
) -> Line:
    return Line(
        session_id=due.session_id,
        started_at=due.started_at,
        unit_id=payer.unit_id,
        # Of a unit that does not owe it any more, who charged is none of its business.
        person_id=due.person_id if payer.unit_id == due.unit_id else None,
        currency=payer.currency,
        energy_wh=energy_wh,
        amount_minor=amount_minor,
        kind=kind,
    )
