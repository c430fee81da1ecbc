"""The SQL of deliveries and attempts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Insert,
    RowMapping,
    Select,
    delete,
    exists,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.bulk import execute_rows
from sigec.db.leases import is_free
from sigec.db.listing import equal, within
from sigec.db.news import announce
from sigec.db.tenancy import visible
from sigec.db.upserts import insert_into
from sigec.db.written import written
from sigec.kit.actor import Scope
from sigec.kit.ids import DeliveryId, EventId, TenantId, WebhookId, new_id
from sigec.kit.periods import ALWAYS, Period
from sigec.webhooks._store.tables import attempts, deliveries, webhooks
from sigec.webhooks.model import LEASE, Attempt, Delivery, DeliveryStatus, Endpoint, EndpointState

_NAMES = tuple(field.name for field in fields(Delivery))
NEWS = "webhooks.deliveries"
"""What a commit announces that brought something to deliver, or room for it (`sigec.db.news`)."""

_WAITING = DeliveryStatus.WAITING.value


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFilter:
    """Which deliveries of an endpoint to list; ``happened`` bounds the instants of the events."""

    status: DeliveryStatus | None = None
    topic: str | None = None
    happened: Period = ALWAYS


EVERY_DELIVERY = DeliveryFilter()


def select_deliveries(
    scope: Scope, webhook_id: WebhookId, wanted: DeliveryFilter = EVERY_DELIVERY
) -> Select[Any]:
    """Begin every query of deliveries here."""
    equals = {
        deliveries.c.webhook_id: webhook_id,
        deliveries.c.status: wanted.status and wanted.status.value,
        deliveries.c.topic: wanted.topic,
    }
    return select(*(deliveries.c[name] for name in _NAMES)).where(
        visible(deliveries, scope), *equal(equals), *within(deliveries.c.at, wanted.happened)
    )


async def add(connection: AsyncConnection, planned: Sequence[Delivery]) -> None:
    """Store those of the deliveries that are new.

    One of the same event for the same endpoint exists at most once.
    """
    insertion = _insertion(connection.dialect.name)
    await execute_rows(connection, insertion, [_values(each) for each in planned])
    announce(connection, NEWS)


async def find_planned(
    connection: AsyncConnection, webhook_id: WebhookId, event_ids: Collection[EventId]
) -> frozenset[EventId]:
    """Return those of the events of which an endpoint has a delivery, whatever became of it."""
    statement = select(deliveries.c.event_id).where(
        deliveries.c.webhook_id == webhook_id, deliveries.c.event_id.in_(event_ids)
    )
    return frozenset((await connection.execute(statement)).scalars())


async def find_endpoints_with_work(
    connection: AsyncConnection,
    *,
    at: datetime,
    is_urgent: bool,
    without: Collection[TenantId] = (),
) -> Sequence[WebhookId]:
    """Return the active endpoints that have something due and are not left alone just now.

    Those of the tenants ``without`` whom it goes wait; so do their deliveries.
    """
    statement = select(webhooks.c.id).where(
        webhooks.c.state == EndpointState.ACTIVE.value,
        webhooks.c.tenant_id.not_in(without),
        or_(webhooks.c.blocked_until.is_(None), webhooks.c.blocked_until <= at),
        exists().where(deliveries.c.webhook_id == webhooks.c.id, *_due(at, is_urgent=is_urgent)),
    )
    return list((await connection.execute(statement)).scalars())


async def claim(
    connection: AsyncConnection,
    webhook_id: WebhookId,
    *,
    at: datetime,
    is_urgent: bool,
    limit: int,
) -> Sequence[Delivery]:
    """Take up to ``limit`` due deliveries of an endpoint, of each subject only the first waiting.

    They are ours for `LEASE`; whoever dies meanwhile leaves them to the next claim.
    """
    earlier = deliveries.alias("earlier")
    is_first = ~exists().where(
        earlier.c.webhook_id == deliveries.c.webhook_id,
        earlier.c.subject == deliveries.c.subject,
        earlier.c.status == written(DeliveryStatus.WAITING),
        earlier.c.event_id < deliveries.c.event_id,
    )
    due = (
        select(deliveries.c.id)
        .where(deliveries.c.webhook_id == webhook_id, is_first, *_due(at, is_urgent=is_urgent))
        .order_by(deliveries.c.next_at)
        .limit(limit)
        .with_for_update(skip_locked=True, of=deliveries)
        .cte("due")  # as a mere subquery PostgreSQL may run it twice and take more
    )
    taken = (
        update(deliveries)
        .where(deliveries.c.id.in_(select(due.c.id)))
        .values(locked_until=at + LEASE, attempts=deliveries.c.attempts + 1)
        .returning(*(deliveries.c[name] for name in _NAMES))
    )
    rows = (await connection.execute(taken)).mappings().all()
    return sorted(map(to_delivery, rows), key=lambda each: each.event_id)


async def settle(
    connection: AsyncConnection,
    delivery: Delivery,
    attempt: Attempt,
    *,
    status: DeliveryStatus,
    next_at: datetime,
) -> None:
    """Store what became of an attempt, unless the delivery was claimed anew meanwhile."""
    is_ours = (deliveries.c.id == delivery.id) & (deliveries.c.attempts == delivery.attempts)
    is_delivered = status is DeliveryStatus.DELIVERED
    await connection.execute(
        update(deliveries)
        .where(is_ours)
        .values(
            status=status.value,
            next_at=next_at,
            locked_until=None,
            delivered_at=attempt.at if is_delivered else None,
            last_status=attempt.status,
            last_error=attempt.error,
        )
    )
    await connection.execute(
        insert(attempts).values(
            id=new_id(),
            tenant_id=delivery.tenant_id,
            delivery_id=delivery.id,
            at=attempt.at,
            url=attempt.url,
            took_ms=attempt.took_ms,
            status=attempt.status,
            error=attempt.error,
            answer=attempt.answer,
        )
    )
    announce(connection, NEWS)


async def hasten(connection: AsyncConnection, *, at: datetime) -> int:
    """Make due what was never tried and waits for a later time; return how many.

    The first attempt waits for nothing: it was planned by a clock that was ahead.
    """
    statement = update(deliveries).where(
        deliveries.c.status == _WAITING, deliveries.c.attempts == 0, deliveries.c.next_at > at
    )
    announce(connection, NEWS)
    return (await connection.execute(statement.values(next_at=at))).rowcount


async def revive(
    connection: AsyncConnection,
    which: ColumnElement[bool],
    *,
    at: datetime,
    expires_at: datetime,
) -> int:
    """Let deliveries wait again as if they were new; return how many."""
    statement = (
        update(deliveries)
        .where(which)
        .values(status=_WAITING, attempts=0, next_at=at, expires_at=expires_at, locked_until=None)
    )
    announce(connection, NEWS)
    return (await connection.execute(statement)).rowcount


def of_endpoint(endpoint: Endpoint) -> ColumnElement[bool]:
    """Return the condition that keeps the deliveries of one endpoint."""
    return (deliveries.c.tenant_id == endpoint.tenant_id) & (deliveries.c.webhook_id == endpoint.id)


async def load_attempts(
    connection: AsyncConnection, delivery_id: DeliveryId, *, limit: int
) -> Sequence[Attempt]:
    """Return the latest attempts of a delivery, the earliest first."""
    names = ("at", "url", "took_ms", "status", "error", "answer")
    statement = (
        select(*(attempts.c[name] for name in names))
        .where(attempts.c.delivery_id == delivery_id)
        .order_by(attempts.c.id.desc())
        .limit(limit)
    )
    rows = (await connection.execute(statement)).mappings().all()
    return [Attempt(**row) for row in reversed(rows)]


async def remove_old(connection: AsyncConnection, *, before: datetime, limit: int) -> int:
    """Remove up to ``limit`` deliveries that ended and whose events are older; return how many."""
    is_old = (deliveries.c.at < before) & (deliveries.c.status != _WAITING)
    old = select(deliveries.c.id).where(is_old).order_by(deliveries.c.id).limit(limit)
    ids = list((await connection.execute(old)).scalars())
    await connection.execute(delete(attempts).where(attempts.c.delivery_id.in_(ids)))
    await connection.execute(delete(deliveries).where(deliveries.c.id.in_(ids)))
    return len(ids)


@cache
def _insertion(dialect: str) -> Insert:
    insertion = insert_into(deliveries, dialect)
    return insertion.on_conflict_do_nothing(index_elements=["webhook_id", "event_id"])


def to_delivery(row: RowMapping) -> Delivery:
    """Read a row of `select_deliveries`."""
    return Delivery(**{**row, "status": DeliveryStatus(row["status"])})


def _due(at: datetime, *, is_urgent: bool) -> list[ColumnElement[bool]]:
    is_ours = deliveries.c.is_urgent == is_urgent
    is_waiting = deliveries.c.status == written(DeliveryStatus.WAITING)
    return [is_waiting, is_ours, deliveries.c.next_at <= at, is_free(deliveries.c.locked_until, at)]


def _values(delivery: Delivery) -> dict[str, Any]:
    return {name: getattr(delivery, name) for name in _NAMES} | {
        "status": delivery.status.value,
        "locked_until": None,
    }
