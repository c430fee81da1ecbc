"""The SQL of deliveries and attempts; what waits is claimed lane by lane, the urgent by itself."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Insert,
    RowMapping,
    Select,
    insert,
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
from sigec.kit.ids import (
    NoticeDeliveryId,
    NoticeId,
    RecipientId,
    SessionId,
    TenantId,
    new_id,
)
from sigec.kit.money import Money
from sigec.kit.periods import ALWAYS, Period
from sigec.notifications._store.tables import attempts, deliveries
from sigec.notifications.model import (
    LEASE,
    Attempt,
    Channel,
    Delivery,
    DeliveryState,
    Kind,
)

NEWS = "notifications.deliveries"
"""What a commit announces that brought something to send, or room for it (`sigec.db.news`)."""
_WAITING = DeliveryState.WAITING.value
_IS_WAITING = deliveries.c.state == written(DeliveryState.WAITING)
_UNSTORED = ("cost", "was_begun")
_NAMES = tuple(field.name for field in fields(Delivery) if field.name not in _UNSTORED)
_COLUMNS = tuple(
    deliveries.c[name] for name in (*_NAMES, "cost_minor", "cost_currency", "locked_until")
)


class Lane(NamedTuple):
    """What a message may be held up by: its channel's account with a provider."""

    tenant_id: TenantId
    channel: Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFilter:
    """Which deliveries to list; ``happened`` bounds the instants of what they tell."""

    state: DeliveryState | None = None
    kind: Kind | None = None
    channel: Channel | None = None
    recipient_id: RecipientId | None = None
    session_id: SessionId | None = None
    happened: Period = ALWAYS


EVERY_DELIVERY = DeliveryFilter()


def select_deliveries(scope: Scope, wanted: DeliveryFilter = EVERY_DELIVERY) -> Select[Any]:
    """Begin every query of deliveries that people ask here."""
    equals = {
        deliveries.c.state: wanted.state and wanted.state.value,
        deliveries.c.kind: wanted.kind and wanted.kind.value,
        deliveries.c.channel: wanted.channel and wanted.channel.value,
        deliveries.c.recipient_id: wanted.recipient_id,
        deliveries.c.session_id: wanted.session_id,
    }
    return select(*_COLUMNS).where(
        visible(deliveries, scope), *equal(equals), *within(deliveries.c.at, wanted.happened)
    )


async def add(connection: AsyncConnection, new: Sequence[Delivery]) -> None:
    """Store deliveries; of a notice there is one on each channel at most."""
    if new:
        rows = [_values(delivery) for delivery in new]
        await execute_rows(connection, _insertion(connection.dialect.name), rows)
        announce(connection, NEWS)


async def find_lanes(
    connection: AsyncConnection, *, at: datetime, is_urgent: bool
) -> Sequence[Lane]:
    """Return the lanes in which something is due."""
    columns = (deliveries.c.tenant_id, deliveries.c.channel)
    statement = select(*columns).where(*_due(at), deliveries.c.is_urgent == is_urgent).distinct()
    found = (await connection.execute(statement)).all()
    return [Lane(TenantId(tenant_id), Channel(channel)) for tenant_id, channel in found]


async def claim(
    connection: AsyncConnection, lane: Lane, *, at: datetime, is_urgent: bool, limit: int
) -> Sequence[Delivery]:
    """Take up to ``limit`` due deliveries of a lane, the oldest first.

    They are ours for `LEASE`; whoever dies meanwhile leaves them to the next claim, which knows
    by ``was_begun`` that an attempt was made of which nobody knows what came.
    """
    due = (
        select(deliveries.c.id, deliveries.c.locked_until.label("begun"))
        .where(
            deliveries.c.tenant_id == lane.tenant_id,
            deliveries.c.channel == lane.channel.value,
            deliveries.c.is_urgent == is_urgent,
            *_due(at),
        )
        .order_by(deliveries.c.next_at, deliveries.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    begun = {row.id: row.begun is not None for row in await connection.execute(due)}
    if not begun:
        return []
    taken = (
        update(deliveries)
        .where(deliveries.c.id.in_(begun))
        .values(locked_until=at + LEASE, attempts=deliveries.c.attempts + 1)
        .returning(*_COLUMNS)
    )
    rows = (await connection.execute(taken)).mappings().all()
    found = [_delivery(row, was_begun=begun[row["id"]]) for row in rows]
    return sorted(found, key=lambda delivery: (delivery.next_at, delivery.id))


async def settle(connection: AsyncConnection, before: Delivery, after: Delivery) -> bool:
    """Store what became of a claimed delivery; ``False`` when somebody else has it by now."""
    is_ours = (deliveries.c.id == before.id) & (deliveries.c.attempts == before.attempts)
    statement = update(deliveries).where(is_ours).values(**_values(after), locked_until=None)
    announce(connection, NEWS)
    return (await connection.execute(statement)).rowcount == 1


async def add_attempt(connection: AsyncConnection, delivery: Delivery, made: Attempt) -> None:
    """Store what an attempt met."""
    await connection.execute(
        insert(attempts).values(
            id=new_id(),
            tenant_id=delivery.tenant_id,
            delivery_id=delivery.id,
            at=made.at,
            took_ms=made.took_ms,
            outcome=made.outcome.value,
            error=made.error,
        )
    )


async def find(
    connection: AsyncConnection, scope: Scope, delivery_id: NoticeDeliveryId
) -> Delivery | None:
    """Return a delivery of the scope, locked until a transaction that writes ends."""
    statement = select_deliveries(scope).where(deliveries.c.id == delivery_id)
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else to_delivery(row)


async def find_by_provider_id(
    connection: AsyncConnection,
    channel: Channel,
    provider_id: str,
    tenant_id: TenantId | None,
) -> Delivery | None:
    """Return the delivery that a provider calls by this name, locked."""
    statement = select(*_COLUMNS).where(
        deliveries.c.provider_id == provider_id, deliveries.c.channel == channel.value
    )
    if tenant_id is not None:
        statement = statement.where(deliveries.c.tenant_id == tenant_id)
    row = (await connection.execute(statement.limit(1).with_for_update())).mappings().first()
    return None if row is None else to_delivery(row)


async def save(connection: AsyncConnection, delivery: Delivery) -> None:
    """Store a delivery that nobody tries just now."""
    await connection.execute(
        update(deliveries).where(deliveries.c.id == delivery.id).values(**_values(delivery))
    )
    announce(connection, NEWS)


async def hasten(
    connection: AsyncConnection, notice_ids: Collection[NoticeId], *, at: datetime, held: timedelta
) -> None:
    """Let what waits of these notices go; what is held for longer is held for another reason."""
    await connection.execute(
        update(deliveries)
        .where(
            deliveries.c.notice_id.in_(notice_ids),
            _IS_WAITING,
            deliveries.c.attempts == 0,
            deliveries.c.next_at <= at + held,
        )
        .values(next_at=at)
    )
    announce(connection, NEWS)


async def load_attempts(
    connection: AsyncConnection, delivery_id: NoticeDeliveryId, *, limit: int
) -> Sequence[RowMapping]:
    """Return the latest attempts of a delivery, the earliest first."""
    names = ("at", "took_ms", "outcome", "error")
    statement = (
        select(*(attempts.c[name] for name in names))
        .where(attempts.c.delivery_id == delivery_id)
        .order_by(attempts.c.id.desc())
        .limit(limit)
    )
    rows = (await connection.execute(statement)).mappings().all()
    return list(reversed(rows))


def to_delivery(row: RowMapping) -> Delivery:
    """Read a row of `select_deliveries`."""
    return _delivery(row, was_begun=row["locked_until"] is not None)


def _delivery(row: RowMapping, *, was_begun: bool) -> Delivery:
    minor, currency = row["cost_minor"], row["cost_currency"]
    return Delivery(
        **{
            **{name: row[name] for name in _NAMES},
            "kind": Kind(row["kind"]),
            "channel": Channel(row["channel"]),
            "state": DeliveryState(row["state"]),
        },
        cost=None if minor is None else Money.from_minor(minor, currency),
        was_begun=was_begun,
    )


def _due(at: datetime) -> list[ColumnElement[bool]]:
    return [_IS_WAITING, deliveries.c.next_at <= at, is_free(deliveries.c.locked_until, at)]


@cache
def _insertion(dialect: str) -> Insert:
    insertion = insert_into(deliveries, dialect)
    return insertion.on_conflict_do_nothing(index_elements=["notice_id", "channel"])


def _values(delivery: Delivery) -> dict[str, Any]:
    return {name: getattr(delivery, name) for name in _NAMES} | {
        "kind": delivery.kind.value,
        "channel": delivery.channel.value,
        "state": delivery.state.value,
        "cost_minor": delivery.cost and delivery.cost.minor,
        "cost_currency": delivery.cost and delivery.cost.currency,
    }
