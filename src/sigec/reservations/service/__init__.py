"""The use cases of reservations."""

from sigec.reservations._store.reservations import EVERY_RESERVATION, ReservationFilter
from sigec.reservations.service.errors import (
    BearerMissing,
    NotAtHome,
    NotForOthers,
    PlaceReserved,
    PlaceUnknown,
    ReservationNotFound,
    ReservationOver,
    ReservationsNotAllowed,
    ReservationsNotSupported,
    ReservedForOther,
    TooManyReservations,
)
from sigec.reservations.service.policies import ReservablePlaces, ReservationRules
from sigec.reservations.service.reservations import ReservationService, Start
from sigec.reservations.service.telling import DUE_KIND

__all__ = [
    "DUE_KIND",
    "EVERY_RESERVATION",
    "BearerMissing",
    "NotAtHome",
    "NotForOthers",
    "PlaceReserved",
    "PlaceUnknown",
    "ReservablePlaces",
    "ReservationFilter",
    "ReservationNotFound",
    "ReservationOver",
    "ReservationRules",
    "ReservationService",
    "ReservationsNotAllowed",
    "ReservationsNotSupported",
    "ReservedForOther",
    "Start",
    "TooManyReservations",
]
