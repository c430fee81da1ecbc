"""Store what became of reservations, with its history, its event and its timer."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import jobs, outbox
from sigec.events.reservations import (
    ReservationCancelled,
    ReservationChanged,
    ReservationConfirmed,
    ReservationEvent,
    ReservationExpired,
    ReservationExpiring,
    ReservationMade,
    ReservationRefused,
    ReservationUsed,
)
from sigec.kit.actor import SYSTEM, Actor, ActorKind
from sigec.reservations._store import reservations as store
from sigec.reservations.model import (
    Reservation,
    ReservationStatus,
    Step,
    next_due,
)

DUE_KIND = "reservations.due"
STATION = Actor(kind=ActorKind.STATION)
"""Whose word it was, for the history."""


async def store_new(connection: AsyncConnection, actor: Actor, reservation: Reservation) -> None:
    """Store a reservation that somebody made."""
    await store.add(connection, reservation, _step(reservation, actor, reservation.note))
    await outbox.append(connection, [tell(ReservationMade, reservation)])
    await plan(connection, reservation)


async def store_change(
    connection: AsyncConnection,
    before: Reservation,
    after: Reservation,
    *,
    actor: Actor = SYSTEM,
    note: str | None = None,
) -> None:
    """Store a reservation's new state and tell of it; the same state again is stored only."""
    has_moved = (before.status, before.reason) != (after.status, after.reason)
    step = _step(after, actor, note) if has_moved else None
    await store.save(connection, after, step)
    events: list[ReservationEvent] = []
    if before.status is not after.status:
        events.append(_event_of(after))
    if after.is_reminded and not before.is_reminded:
        events.append(tell(ReservationExpiring, after))
    await outbox.append(connection, events)
    await plan(connection, after)


async def plan(connection: AsyncConnection, reservation: Reservation) -> None:
    """Set the timer for what is due next; without any there is none."""
    key = f"{DUE_KIND}.{reservation.id}"
    due = next_due(reservation)
    if due is None:
        await jobs.cancel(connection, key)
        return
    await jobs.schedule(
        connection,
        kind=DUE_KIND,
        key=key,
        run_at=due[0],
        payload={"reservation_id": str(reservation.id)},
        tenant_id=reservation.tenant_id,
    )


def note_step(reservation: Reservation, actor: Actor, note: str | None, at: datetime) -> Step:
    """Make a step that changes no state and is worth telling."""
    return Step(
        at=at,
        status=reservation.status,
        reason=reservation.reason,
        actor_kind=actor.kind.value,
        user_id=actor.user_id,
        note=note,
    )


def tell(kind: type[ReservationEvent], reservation: Reservation, **more: Any) -> ReservationEvent:
    """Make an event of a reservation."""
    place = reservation.place
    return kind(
        tenant_id=reservation.tenant_id,
        at=reservation.changed_at,
        reservation_id=reservation.id,
        ocpp_reservation_id=reservation.number,
        station_id=reservation.station_id,
        site_id=reservation.site_id,
        evse=place.evse,
        connector=place.connector,
        connector_type=place.connector_type,
        person_id=reservation.bearer.person_id,
        starts_at=reservation.span.starts_at,
        expires_at=reservation.span.expires_at,
        status=reservation.status.value,
        reason=reservation.reason.value,
        **more,
    )


def _event_of(after: Reservation) -> ReservationEvent:
    match after.status:
        case ReservationStatus.PLANNED | ReservationStatus.SENT:
            return tell(ReservationChanged, after)
        case ReservationStatus.ACCEPTED:
            return tell(ReservationConfirmed, after)
        case ReservationStatus.USED:
            return tell(ReservationUsed, after, session_id=after.session_id)
        case ReservationStatus.EXPIRED:
            return tell(ReservationExpired, after, no_show=after.is_no_show)
        case ReservationStatus.CANCELLED:
            return tell(ReservationCancelled, after)
        case _:
            return tell(ReservationRefused, after)


def _step(reservation: Reservation, actor: Actor, note: str | None) -> Step:
    return note_step(reservation, actor, note, reservation.changed_at)
