"""Reservations as these tests need them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sigec.drivers.model import TokenRef
from sigec.kit.ids import ReservationId, StationId, TenantId, new_id
from sigec.reservations.model import (
    Bearer,
    Place,
    Reservation,
    ReservationReason,
    ReservationStatus,
    Span,
)

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
CARD = TokenRef(value="04A1B2C3")


def at(minute: float) -> datetime:
    return NOON + timedelta(minutes=minute)


def span(begin: float, end: float) -> Span:
    return Span(starts_at=at(begin), expires_at=at(end))


def reservation(begin: float = 0, end: float = 60, **fields: Any) -> Reservation:
    said = {
        "id": ReservationId(new_id()),
        "tenant_id": TenantId(new_id()),
        "site_id": None,
        "station_id": StationId(new_id()),
        "number": 1,
        "place": Place(evse=1),
        "bearer": Bearer(token=CARD),
        "span": span(begin, end),
        "status": ReservationStatus.PLANNED,
        "reason": ReservationReason.MADE,
        "actor_kind": "user",
        "created_at": NOON,
        "changed_at": NOON,
    }
    return Reservation(**{**said, **fields})
