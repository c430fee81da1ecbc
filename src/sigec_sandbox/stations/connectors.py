"""The logical side of an outlet: its state, its driver's card, its transaction."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sigec_sandbox.physics.outlets import Measurement, Outlet
from sigec_sandbox.stations.tokens import Token


class ConnectorState(StrEnum):
    """The states of OCPP 1.6, which 2.x tells in fewer words."""

    AVAILABLE = "Available"
    PREPARING = "Preparing"
    CHARGING = "Charging"
    SUSPENDED_EV = "SuspendedEV"
    SUSPENDED_EVSE = "SuspendedEVSE"
    FINISHING = "Finishing"
    RESERVED = "Reserved"
    UNAVAILABLE = "Unavailable"
    FAULTED = "Faulted"


@dataclass(slots=True, kw_only=True)
class Transaction:
    """A charge as its station knows it; `id` is `None` until a 1.6 start was answered.

    `version` is what it is told in, `counted_before_wh` what the meter had counted at its start.
    """

    id: str | int | None
    version: str
    connector: int
    token: Token | None
    started_at: datetime
    meter_start_wh: int
    counted_before_wh: int
    token_reported: bool = False
    remote_start_id: int | None = None
    reservation_id: int | None = None
    charging_state: str | None = None
    stop_reason: str | None = None
    readings: list[Measurement] = field(default_factory=list)
    _next_seq: int = 0

    def take_seq(self, *, leave_gap: bool = False) -> int:
        """Return the next sequence number; a gap skips one now and then."""
        if leave_gap and self._next_seq and self._next_seq % 3 == 0:
            self._next_seq += 1
        seq = self._next_seq
        self._next_seq += 1
        return seq


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """A connector kept for a token; connector 0 means any."""

    id: int
    token: Token
    expires_at: datetime


@dataclass(slots=True)
class Connector:
    """One place to charge: 1.6 numbers it as a connector, 2.x as an EVSE with one connector."""

    number: int
    outlet: Outlet
    state: ConnectorState = ConnectorState.AVAILABLE
    plugged: bool = False
    operative: bool = True
    error_code: str | None = None
    authorized: Token | None = None
    authorized_at: datetime | None = None
    remote_start_id: int | None = None
    transaction: Transaction | None = None
    reservation: Reservation | None = None
    becomes_inoperative: bool = False
    restarts_when_idle: bool = False
    sampled_wh: int = 0
    sampled_at: datetime | None = None

    @property
    def is_free(self) -> bool:
        """A driver without reservation may take it."""
        return self.is_usable and not self.plugged and self.transaction is None

    @property
    def is_usable(self) -> bool:
        """It works and nobody has taken it out of service."""
        return self.operative and self.error_code is None

    def resting_state(self) -> ConnectorState:
        """Return the state that holds while no transaction does."""
        if self.error_code is not None:
            return ConnectorState.FAULTED
        if not self.operative:
            return ConnectorState.UNAVAILABLE
        if self.plugged or self.authorized is not None:
            return ConnectorState.PREPARING
        if self.reservation is not None:
            return ConnectorState.RESERVED
        return ConnectorState.AVAILABLE
