"""What can be wrong with a station; every switch may be turned while it runs."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sigec_sandbox.line import Manners
from sigec_sandbox.stations.message_ids import IdStyle
from sigec_sandbox.stations.quirks import Quirk
from sigec_sandbox.stations.stamps import StampStyle, written

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Repeat(StrEnum):
    """Under which message id a message is sent again."""

    SAME_ID = "same_id"
    NEW_ID = "new_id"


@dataclass(slots=True, kw_only=True)
class Faults:
    """The misbehaviour of one station.

    *Delivery.* `duplicates`: every transaction message is sent twice. `lost_answers`: the answers
    of that many transaction messages never arrive, so they are sent again under `resend`.
    `loses_starts`, `loses_stops`: those messages are never sent. `starts_late`: a start is told
    only together with its end. `seq_gaps` leaves numbers out, `out_of_order` delivers neighbours
    swapped (both 2.x). `samples_after_stop`: one more MeterValues follows a 1.6 end.

    *Ids of 1.6.* `confirms_start=False`: the station never learns its transaction id and says
    minus one. `transaction_id`: what it says instead of the right one, always. `samples_id`: the
    same, in MeterValues only. `unattached_samples`: MeterValues without transaction id.

    *Meter.* `kwh_registers`, `no_meter_stop`, `frozen_meter` (the end shows the register of the
    start), `zero_meter_start` (the start shows 0).

    *Time.* `clock_offset_s` and `clock_unset` (1970, counting from boot) falsify what the station
    stamps, `stamps` how it writes it.

    *Protocol.* `quirks` bend the payloads, `message_ids` the ids, `manners` the handshake.
    `speaks`: the version of the messages ("1.6"), whatever was negotiated.
    `waits_for_answers=False` sends CALLs without waiting. `hangs_up` cuts the line when an answer
    does not come, as many chargers do. `answers_commands=False` never answers
    any. `truncates_answers` breaks each off in the middle. `disputes_answers` answers the central
    system's answers.

    *Boot.* `boots=False`: connects and goes on without any. `boots_twice`. `obeys_interval=False`:
    keeps its own heartbeat, and boots again at once when it is not accepted.
    `restarts_on_configuration`: as soon as anything is configured.
    """

    duplicates: Repeat | None = None
    lost_answers: int = 0
    resend: Repeat = Repeat.NEW_ID
    loses_starts: bool = False
    loses_stops: bool = False
    starts_late: bool = False
    seq_gaps: bool = False
    out_of_order: bool = False
    samples_after_stop: bool = False

    confirms_start: bool = True
    transaction_id: int | None = None
    samples_id: int | None = None
    unattached_samples: bool = False

    kwh_registers: bool = False
    no_meter_stop: bool = False
    frozen_meter: bool = False
    zero_meter_start: bool = False

    clock_offset_s: float = 0.0
    clock_unset: bool = False
    stamps: StampStyle = StampStyle.UTC

    quirks: frozenset[Quirk] = frozenset()
    message_ids: IdStyle = IdStyle.UUID
    manners: Manners = field(default_factory=Manners)
    speaks: str | None = None
    waits_for_answers: bool = True
    hangs_up: bool = False
    answers_commands: bool = True
    truncates_answers: bool = False
    disputes_answers: bool = False

    boots: bool = True
    boots_twice: bool = False
    obeys_interval: bool = True
    restarts_on_configuration: bool = False

    def stamp(self, now: datetime, booted_at: datetime) -> str:
        """Return what the station writes for an instant."""
        if self.clock_unset:
            believed = EPOCH + (now - booted_at)
        else:
            believed = now + timedelta(seconds=self.clock_offset_s)
        return written(believed, self.stamps)
