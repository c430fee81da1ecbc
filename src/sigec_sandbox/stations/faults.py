"""What can be wrong with a station; every switch may be turned while it runs."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Repeat(StrEnum):
    """Under which message id a message is sent again."""

    SAME_ID = "same_id"
    NEW_ID = "new_id"


@dataclass(slots=True, kw_only=True)
class Faults:
    """The misbehaviour of one station.

    `duplicates`: every transaction message is sent twice. `lost_answers`: the answers of that
    many transaction messages never arrive, so they are sent again under `resend`.
    `clock_offset_s` and `clock_unset` (1970, counting from boot) falsify what the station stamps.
    `seq_gaps` leaves numbers out, `out_of_order` delivers neighbours swapped (2.x).
    `confirms_start=False`: a 1.6 station that never learns its transaction id and says minus one.
    """

    duplicates: Repeat | None = None
    lost_answers: int = 0
    resend: Repeat = Repeat.NEW_ID
    clock_offset_s: float = 0.0
    clock_unset: bool = False
    seq_gaps: bool = False
    out_of_order: bool = False
    confirms_start: bool = True
    kwh_registers: bool = False
    no_meter_stop: bool = False

    def stamp(self, now: datetime, booted_at: datetime) -> datetime:
        """Return what the station believes the time to be."""
        if self.clock_unset:
            return EPOCH + (now - booted_at)
        return now + timedelta(seconds=self.clock_offset_s)
