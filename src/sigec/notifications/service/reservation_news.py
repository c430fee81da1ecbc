"""What reservations make worth telling to whom they are for."""

from collections.abc import Iterable, Iterator

from sigec.events import Event
from sigec.events.reservations import (
    ReservationCancelled,
    ReservationConfirmed,
    ReservationEvent,
    ReservationExpired,
    ReservationExpiring,
    ReservationRefused,
)
from sigec.notifications.model import Kind, News

_KINDS: dict[type[ReservationEvent], Kind] = {
    ReservationConfirmed: Kind.RESERVATION_CONFIRMED,
    ReservationExpiring: Kind.RESERVATION_EXPIRING,
    ReservationExpired: Kind.RESERVATION_EXPIRED,
    ReservationCancelled: Kind.RESERVATION_CANCELLED,
    ReservationRefused: Kind.RESERVATION_CANCELLED,
}
"""What is refused at its beginning was planned: whoever asked for now reads the answer."""


def news_of_reservations(events: Iterable[Event]) -> Iterator[News]:
    """Yield what to tell; each kind once for each reservation."""
    for event in events:
        if not isinstance(event, ReservationEvent) or event.tenant_id is None:
            continue
        kind = _KINDS.get(type(event))
        if kind is not None and event.person_id is not None:
            yield News(
                kind=kind,
                tenant_id=event.tenant_id,
                subject_id=event.reservation_id,
                at=event.at,
                person_id=event.person_id,
                station_id=event.station_id,
                about={
                    "starts_at": event.starts_at,
                    "until": event.expires_at,
                    "reason": event.reason,
                },
            )
