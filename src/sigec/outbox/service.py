"""Append events beside what caused them, and hand them to the relay.

All functions take the caller's ``connection`` and open no transaction.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import structlog
from sqlalchemy import Select, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.bulk import execute_rows
from sigec.db.leases import is_free
from sigec.db.news import announce
from sigec.events import Event, event_names, event_type
from sigec.kit.ids import EventId, TenantId, created_at, new_id
from sigec.outbox._store import outbox

NEWS = "outbox"
"""What a commit announces that brought events (`sigec.db.news`)."""
KEPT = timedelta(days=7)
"""After it was told: how long whoever was away finds what they missed."""
OVERTAKEN_MAX_S = 60
"""No transaction lasts as long, so nothing made earlier is still to come."""

_INSERT = insert(outbox)
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
        await execute_rows(connection, _INSERT, [_values(event) for event in events])
        announce(connection, NEWS)


async def claim(
    connection: AsyncConnection,
    *,
    at: datetime,
    limit: int,
    lease_s: int,
    names: Collection[str] | None = None,
) -> Sequence[Envelope]:
    """Take up to ``limit`` of the oldest events that were not told yet, of these names if any.

    They are ours for ``lease_s``; whoever dies meanwhile leaves them to the next claim. Events
    that this code does not know wait for a newer process; one that cannot be read is logged and
    waits too.
    """
    waiting = (
        select(outbox.c.id)
        .where(outbox.c.relayed_at.is_(None), outbox.c.name.in_(names or event_names()))
        .where(is_free(outbox.c.claimed_until, at))
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which events to read again: of which names, and of one tenant or with ``None`` of all."""

    names: Collection[str]
    tenant_id: TenantId | None


async def read_after(
    connection: AsyncConnection, after: EventId, wanted: Wanted, *, limit: int
) -> Sequence[Envelope]:
    """Return the events that were made after one, told or not, the oldest first."""
    statement = _select(wanted).where(outbox.c.id > after).limit(limit)
    return [envelope for row in await connection.execute(statement) if (envelope := _open(*row))]


async def read_these(
    connection: AsyncConnection, event_ids: Collection[EventId]
) -> Sequence[Envelope]:
    """Return those of the events that were not forgotten yet, the oldest first."""
    columns = (outbox.c.id, outbox.c.name, outbox.c.payload)
    statement = select(*columns).where(outbox.c.id.in_(event_ids)).order_by(outbox.c.id)
    return [envelope for row in await connection.execute(statement) if (envelope := _open(*row))]


async def is_kept(
    connection: AsyncConnection, event_id: EventId, *, tenant_id: TenantId | None
) -> bool:
    """Say whether an event of a tenant, or with ``None`` of any, was not forgotten yet."""
    statement = select(outbox.c.id).where(outbox.c.id == event_id)
    if tenant_id is not None:
        statement = statement.where(outbox.c.tenant_id == tenant_id)
    return (await connection.execute(statement)).first() is not None


async def read_overtaken(
    connection: AsyncConnection, by: EventId, wanted: Wanted, *, limit: int
) -> Sequence[Envelope]:
    """Return the events that were made shortly before one, and told after it or not yet.

    Whoever heard of ``by`` did not hear of these: a long transaction commits late.
    """
    told_at = select(outbox.c.relayed_at).where(outbox.c.id == by).scalar_subquery()
    statement = (
        _select(wanted)
        .where(outbox.c.id >= _shortly_before(by), outbox.c.id < by)
        .where(or_(outbox.c.relayed_at.is_(None), outbox.c.relayed_at > told_at))
        .limit(limit)
    )
    return [envelope for row in await connection.execute(statement) if (envelope := _open(*row))]


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


async def remove_relayed(connection: AsyncConnection, *, before: datetime, limit: int) -> int:
    """Remove up to ``limit`` of the oldest events, told before an instant; return how many."""
    old = select(outbox.c.id).where(outbox.c.relayed_at < before).order_by(outbox.c.id).limit(limit)
    return (await connection.execute(delete(outbox).where(outbox.c.id.in_(old)))).rowcount


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


def _select(wanted: Wanted) -> Select[Any]:
    columns = (outbox.c.id, outbox.c.name, outbox.c.payload)
    statement = select(*columns).where(outbox.c.name.in_(wanted.names)).order_by(outbox.c.id)
    if wanted.tenant_id is not None:
        statement = statement.where(outbox.c.tenant_id == wanted.tenant_id)
    return statement


def _shortly_before(event_id: EventId) -> UUID:
    """Return the least id that was made at most `OVERTAKEN_MAX_S` before this one."""
    made_ms = event_id.int >> 80
    return UUID(int=max(0, made_ms - OVERTAKEN_MAX_S * 1_000) << 80)


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
