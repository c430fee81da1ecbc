"""What really happened at a station, to compare with what a central system made of it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A charge that is over: the truth, whatever faults did to its messages.

    `energy_wh` is what the meter counted, also when its register was set to something else
    meanwhile. `transaction_id` is `None` when a 1.6 start was never answered.
    """

    identity: str
    version: str
    connector: int
    transaction_id: str | int | None
    token: str | None
    started_at: datetime
    ended_at: datetime
    energy_wh: int
    stop_reason: str | None
