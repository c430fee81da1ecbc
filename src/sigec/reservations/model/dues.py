"""What is to be done about a reservation, and when."""

from datetime import datetime, timedelta
from enum import StrEnum

from sigec.reservations.model.reservations import Reservation, ReservationStatus

REMIND_BEFORE = timedelta(minutes=10)
REMINDED_LENGTH_MIN = timedelta(minutes=20)
"""Who reserved for less was told a moment ago."""
ASK_AGAIN_FIRST = timedelta(seconds=45)
"""Longer than a station may take to answer."""
ASK_AGAIN_MAX = timedelta(minutes=10)


class Due(StrEnum):
    """What is to be done about a reservation when its time comes."""

    ASK = "ask"
    REMIND = "remind"
    EXPIRE = "expire"
    RELEASE = "release"


def next_due(reservation: Reservation) -> tuple[datetime, Due] | None:
    """Say what is due next and when; ``None`` when nothing will ever be."""
    expires_at = reservation.span.expires_at
    if not reservation.is_open:
        if not reservation.is_owed:
            return None
        again_at = _again_at(reservation)
        # The station has forgotten by itself what expired.
        return None if again_at >= expires_at else (again_at, Due.RELEASE)
    if reservation.status is ReservationStatus.ACCEPTED:
        if wants_reminder(reservation):
            return expires_at - REMIND_BEFORE, Due.REMIND
        return expires_at, Due.EXPIRE
    ask_at = max(reservation.span.starts_at, _again_at(reservation))
    return (ask_at, Due.ASK) if ask_at < expires_at else (expires_at, Due.EXPIRE)


def find_due(reservation: Reservation, at: datetime) -> Due | None:
    """Say what is due at an instant: after its end, whatever was missed, nothing but the end."""
    if reservation.is_open and at >= reservation.span.expires_at:
        return Due.EXPIRE
    due = next_due(reservation)
    return due[1] if due is not None and due[0] <= at else None


def wants_reminder(reservation: Reservation) -> bool:
    """Say whether its bearer is still to be told that it ends soon."""
    span = reservation.span
    return not reservation.is_reminded and span.expires_at - span.starts_at >= REMINDED_LENGTH_MIN


def _again_at(reservation: Reservation) -> datetime:
    """Return when the station may be told again: later each time."""
    if reservation.asked_at is None:
        return reservation.span.starts_at if reservation.is_open else reservation.changed_at
    times = min(max(reservation.asked - 1, 0), 10)
    return reservation.asked_at + min(ASK_AGAIN_FIRST * int(2**times), ASK_AGAIN_MAX)
