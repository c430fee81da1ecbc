"""The seam that every protocol shares: what a source reports of a charge, in our own words."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b

import msgspec
from msgspec import Struct, field

from sigec.drivers.model import TokenInfo, TokenRef
from sigec.kit.ids import SessionId, StationId
from sigec.sessions.model.flags import Flag
from sigec.sessions.model.metering import MeterSample

EARLIEST = datetime(2020, 1, 1, tzinfo=UTC)
AHEAD_MAX = timedelta(hours=24)

_ENCODER = msgspec.json.Encoder(order="sorted")


class ReportKind(StrEnum):
    """Where in a transaction a report stands."""

    STARTED = "started"
    UPDATED = "updated"
    ENDED = "ended"

    @property
    def rank(self) -> int:
        """The order of reports that carry the same instant."""
        return _RANKS[self]


_RANKS = {ReportKind.STARTED: 0, ReportKind.UPDATED: 1, ReportKind.ENDED: 2}


class ChargingState(StrEnum):
    """What the car and the station are doing, as OCPP 2.x spells it."""

    EV_CONNECTED = "EVConnected"
    CHARGING = "Charging"
    SUSPENDED_EV = "SuspendedEV"
    SUSPENDED_EVSE = "SuspendedEVSE"
    IDLE = "Idle"


class TransactionReport(Struct, frozen=True, kw_only=True, gc=False):
    """One message about a transaction, or about a meter.

    ``evse`` and ``connector`` are the OCPP numbers, ``None`` for the station as a whole (0 on the
    wire); OCPP 1.6's connectorId is given as both. ``external_id`` is the transaction's id as the
    source writes it, with 0, negative and absent ones as ``None``: a ``started`` without one is
    numbered by us (OCPP 1.6). ``at`` is the instant the source states, also an impossible one,
    and ``None`` when it is missing or unreadable. ``register_wh`` is the register that a start or
    stop carries outside its samples (``meterStart``, ``meterStop``). ``stop_reason`` is OCPP's
    text; an end without one is ``Local``. ``ends_charge`` says that the token came to end it.
    """

    station_id: StationId
    kind: ReportKind
    at: datetime | None
    received_at: datetime
    evse: int | None = None
    connector: int | None = None
    external_id: str | None = None
    seq: int | None = None
    id_token: TokenRef | None = None
    register_wh: int | None = None
    samples: Sequence[MeterSample] = ()
    charging_state: ChargingState | None = None
    stop_reason: str | None = None
    offline: bool = False
    reservation_id: int | None = None
    remote_start_id: int | None = None
    flags: frozenset[Flag] = field(default_factory=frozenset)
    ends_charge: bool = False

    @property
    def happened_at(self) -> datetime:
        """The source's instant, or the receipt when that is missing or impossible."""
        return plausible(self.at, received_at=self.received_at) or self.received_at

    @property
    def is_time_assumed(self) -> bool:
        """Whether `happened_at` is the receipt time."""
        return plausible(self.at, received_at=self.received_at) is None

    @property
    def fingerprint(self) -> str:
        """What two deliveries of one report have in common, and two reports have not.

        Receipt and the ``offline`` mark differ between deliveries and do not count.
        """
        content = (
            self.kind,
            self.at,
            self.seq,
            self.evse,
            self.connector,
            self.id_token,
            self.register_wh,
            self.samples,
            self.charging_state,
            self.stop_reason,
        )
        return blake2b(_ENCODER.encode(content), digest_size=8).hexdigest()


class ReportOutcome(Struct, frozen=True, kw_only=True, gc=False):
    """What the source is told.

    ``session_id`` is ``None`` for an orphan. ``external_id`` is the transaction's id: for OCPP
    1.6 the decimal text of our number, 1 … 2³¹-1. ``decision`` answers the id token of the
    report, and is ``None`` when it carried none.
    """

    session_id: SessionId | None
    external_id: str | None
    decision: TokenInfo | None


def plausible(at: datetime | None, *, received_at: datetime) -> datetime | None:
    """Return the instant unless it is missing, before 2020 or more than 24 h ahead."""
    if at is None or at < EARLIEST or at > received_at + AHEAD_MAX:
        return None
    return at
