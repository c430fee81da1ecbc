"""What happens to reservations, from the wish to the charge, or to their end without one."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sigec.events.base import Event
from sigec.kit.ids import PersonId, ReservationId, SessionId, SiteId, StationId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationEvent(Event):
    """What every event of a reservation tells; ``ocpp_reservation_id`` is its station's id."""

    reservation_id: ReservationId
    ocpp_reservation_id: int
    station_id: StationId
    site_id: SiteId | None = None
    evse: int | None = None
    connector: int | None = None
    connector_type: str | None = None
    person_id: PersonId | None = None
    starts_at: datetime
    expires_at: datetime
    status: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationMade(ReservationEvent):
    """Somebody reserved; the station is asked now, or when the reservation begins."""

    name: ClassVar[str] = "reservation.made"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationChanged(ReservationEvent):
    """It moved between states that are not its end: the station is asked, or forgot it."""

    name: ClassVar[str] = "reservation.changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationConfirmed(ReservationEvent):
    """The station keeps the place."""

    name: ClassVar[str] = "reservation.confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationExpiring(ReservationEvent):
    """It ends soon, and nobody has come."""

    name: ClassVar[str] = "reservation.expiring"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationUsed(ReservationEvent):
    """Whose it is began to charge."""

    name: ClassVar[str] = "reservation.used"
    session_id: SessionId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationExpired(ReservationEvent):
    """Its time is over and nobody used it; ``no_show`` when the place was kept."""

    name: ClassVar[str] = "reservation.expired"
    no_show: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationCancelled(ReservationEvent):
    """It was ended before its time: by a person, by the station, or by what happened to that."""

    name: ClassVar[str] = "reservation.cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationRefused(ReservationEvent):
    """The station does not keep the place; ``reason`` says why."""

    name: ClassVar[str] = "reservation.refused"
