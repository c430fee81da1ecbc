"""Why a line is on the bill: a code that every language has words for, and its numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sigec.tariffs.model.charges import Basis, Line, LineKind


class Reason(StrEnum):
    """What an amount follows from; the comment names the parameters."""

    ENERGY_WHOLE = "energy_whole"
    ENERGY_BY_READINGS = "energy_by_readings"
    ENERGY_BY_PROPORTION = "energy_by_proportion"
    TIME = "time"
    IDLE_BEYOND_GRACE = "idle_beyond_grace"  # idle_seconds, grace_seconds
    PER_SESSION = "per_session"
    PER_RESERVATION = "per_reservation"
    RAISED_TO_MINIMUM = "raised_to_minimum"  # subtotal, limit
    LOWERED_TO_MAXIMUM = "lowered_to_maximum"  # subtotal, limit
    TAX_ADDED = "tax_added"  # name, percent, subtotal


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A reason with its parameters, for the reader's language to put into a sentence."""

    code: Reason
    parameters: Mapping[str, str]


_OF_ENERGY = {
    Basis.WHOLE: Reason.ENERGY_WHOLE,
    Basis.READINGS: Reason.ENERGY_BY_READINGS,
    Basis.PROPORTIONAL: Reason.ENERGY_BY_PROPORTION,
}
_OF_FEES = {
    LineKind.TIME: Reason.TIME,
    LineKind.IDLE: Reason.IDLE_BEYOND_GRACE,
    LineKind.SESSION: Reason.PER_SESSION,
    LineKind.RESERVATION: Reason.PER_RESERVATION,
    LineKind.MINIMUM: Reason.RAISED_TO_MINIMUM,
    LineKind.MAXIMUM: Reason.LOWERED_TO_MAXIMUM,
    LineKind.TAX: Reason.TAX_ADDED,
}


def explain(line: Line) -> Explanation:
    """Say why a line is on the bill."""
    reason = _OF_FEES[line.kind] if line.basis is None else _OF_ENERGY[line.basis]
    return Explanation(code=reason, parameters=line.facts)
