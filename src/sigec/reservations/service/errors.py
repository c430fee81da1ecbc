"""Why a reservation cannot be made, or ended."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sigec.kit.errors import Conflict, Forbidden, NotFound


class ReservationNotFound(NotFound):
    """There is no such reservation for this actor."""

    code = "not_found.reservation"


class ReservationOver(Conflict):
    """It has ended already; ``status`` says how."""

    code = "conflict.reservation_over"


class PlaceReserved(Conflict):
    """Somebody has the place at that time: from ``starts_at`` to ``expires_at``, local times."""

    code = "conflict.place_reserved"


class PlaceUnknown(Conflict):
    """The station has no such EVSE or type of plug."""

    code = "conflict.place_unknown"


class ReservationsNotSupported(Conflict):
    """The station says of itself that it keeps no places, or not without naming one."""

    code = "conflict.reservations_not_supported"


class ReservationsNotAllowed(Forbidden):
    """The site lets its residents reserve nothing."""

    code = "forbidden.reservations"


class NotAtHome(Forbidden):
    """Residents reserve where they live."""

    code = "forbidden.reservation_elsewhere"


class NotForOthers(Forbidden):
    """Residents reserve for themselves."""

    code = "forbidden.reservation_for_others"


class TooManyReservations(Conflict):
    """The resident has as many as the site allows; ``limit`` is how many."""

    code = "conflict.reservations_limit"


class ReservedForOther(Conflict):
    """The place is kept for somebody else: for ``holder``, until ``until``, a local time."""

    code = "conflict.reserved_for_other"


class BearerMissing(Conflict):
    """Nobody was named, or the person has no id token that fits every version."""

    code = "conflict.reservation_bearer"


def local_time(at: datetime, timezone: str) -> str:
    """Write an instant as people at the site read it: ``28/11 18:30``."""
    return f"{at.astimezone(ZoneInfo(timezone)):%d/%m %H:%M}"
