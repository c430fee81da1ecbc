"""Append events beside what caused them, and hand them to the relay.

All functions take the caller's ``connection`` and open no transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
import structlog
from sqlalchemy import insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.events import Event, event_names, event_type
from sigec.kit.ids import EventId, created_at, new_id
from sigec.outbox._store import outbox

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """An event on its way, with the id by which receivers tell a repeat."""

    id: EventId
    event: Event


async def append(connection: AsyncConnection, events: Sequence[Event]) -> None:
    """Store the events; they are told after the commit, at least once, the oldest first.

    Two relays work side by side, so order is a habit and no promise.
    """
    if events:
        await connection.execute(insert(outbox), [_values(event) for event in events])


async def claim(
    connection: AsyncConnection, *, at: datetime, limit: int, lease_s: int
) -> Sequence[Envelope]:
    """Take up to ``limit`` of the oldest events that were not told yet.

    They are ours for ``lease_s``; whoever dies meanwhile leaves them to the next claim. Events
    that this code does not know wait for a newer process; one that cannot be read is logged and
    waits too.
    """
    waiting = (
        select(outbox.c.id)
        .where(outbox.c.relayed_at.is_(None), outbox.c.name.in_(event_names()))
        .where(or_(outbox.c.claimed_until.is_(None), outbox.c.claimed_until <= at))
        .order_by(outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("waiting")  # as a mere subquery PostgreSQL may run it twice and take more
    )
    taken = (
        update(outbox)
        .where(outbox.c.id.in_(select(waiting.c.id)))
        .values(claimed_until=at + timedelta(seconds=lease_s))
        .returning(outbox.c.id, outbox.c.name, outbox.c.payload)
    )
    rows = sorted(await connection.execute(taken))
    return [envelope for row in rows if (envelope := _open(*row)) is not None]


def decode(name: str, payload: str | bytes) -> Event:
    """Read an event back from its stored text.

    :raises KeyError: when the catalogue has no event of that name.
    """
    return msgspec.json.decode(payload, type=event_type(name))


async def mark_relayed(
    connection: AsyncConnection, ids: Sequence[EventId], *, at: datetime
) -> None:
    """Note that these events were told."""
    await connection.execute(update(outbox).where(outbox.c.id.in_(ids)).values(relayed_at=at))


async def oldest_waiting_at(connection: AsyncConnection) -> datetime | None:
    """Return since when the oldest event waits, by our clock, for ``/health``."""
    statement = (
        select(outbox.c.id).where(outbox.c.relayed_at.is_(None)).order_by(outbox.c.id).limit(1)
    )
    oldest = (await connection.execute(statement)).scalar()
    return None if oldest is None else created_at(oldest)


def encode(event: Event) -> str:
    """Write an event as the JSON text that is stored and told."""
    return msgspec.json.encode(event).decode()


def _open(event_id: EventId, name: str, payload: str) -> Envelope | None:
    try:
        return Envelope(id=event_id, event=decode(name, payload))
    except msgspec.ValidationError:
        _log.exception("outbox.event.unreadable", event_id=str(event_id), event_name=name)
        return None


def _values(event: Event) -> dict[str, Any]:
    return {
        "id": new_id(),
        "tenant_id": event.tenant_id,
        "name": event.name,
        "payload": encode(event),
        "at": event.at,
    }
