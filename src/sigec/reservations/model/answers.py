"""What stations say of reservations: their answers, and what they tell by themselves."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sigec.reservations.model.reservations import (
    Reservation,
    ReservationReason,
    ReservationStatus,
)

_ENDS: Mapping[str, tuple[ReservationStatus, ReservationReason]] = {
    "Faulted": (ReservationStatus.FAULTED, ReservationReason.STATION_FAULTED),
    "Occupied": (ReservationStatus.OCCUPIED, ReservationReason.STATION_OCCUPIED),
    "Unavailable": (ReservationStatus.UNAVAILABLE, ReservationReason.STATION_UNAVAILABLE),
    "Rejected": (ReservationStatus.REJECTED, ReservationReason.REFUSED_BY_STATION),
}
_UNKNOWN_ACTIONS = frozenset({"NotImplemented", "NotSupported"})


def answered(reservation: Reservation, answer: Mapping[str, Any], at: datetime) -> Reservation:
    """Take in what the station answered to ReserveNow; an error is a refusal too.

    ``answer`` is the payload of its CALLRESULT, or ``error_code`` and ``error_description``.
    """
    status = answer.get("status")
    if status == "Accepted":
        return reservation.accepted(at)
    if isinstance(status, str) and status in _ENDS:
        return reservation.ended(*_ENDS[status], at)
    is_unknown = answer.get("error_code") in _UNKNOWN_ACTIONS
    reason = ReservationReason.NOT_SUPPORTED if is_unknown else ReservationReason.STATION_ERROR
    return reservation.ended(ReservationStatus.REJECTED, reason, at)


_TOLD: Mapping[str, tuple[ReservationStatus, ReservationReason]] = {
    "Expired": (ReservationStatus.EXPIRED, ReservationReason.NO_SHOW),
    "NoTransaction": (ReservationStatus.EXPIRED, ReservationReason.NO_TRANSACTION),
    "Removed": (ReservationStatus.CANCELLED, ReservationReason.REMOVED_BY_STATION),
}


def told(
    reservation: Reservation, status: str, at: datetime, *, cause: ReservationReason | None = None
) -> Reservation:
    """Take in a ReservationStatusUpdate; ``cause`` is why a station removes it, if that is known.

    A word about what is over here changes nothing.
    """
    if not reservation.is_open or status not in _TOLD:
        return reservation
    ended, reason = _TOLD[status]
    return reservation.ended(ended, (cause or reason) if status == "Removed" else reason, at)
