"""The table of events that wait to be told to brokers, and its SQL."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Insert, String, Table, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.brokers.model import Broker
from sigec.db import metadata
from sigec.db.bulk import execute_rows
from sigec.db.news import announce
from sigec.db.types import Id
from sigec.db.upserts import insert_into
from sigec.kit.ids import EventId

NEWS = "brokers.events"
"""What a commit announces that brought something to tell (`sigec.db.news`)."""

broker_events = Table(
    "broker_events",
    metadata,
    Column("broker", String(20), primary_key=True),
    Column("event_id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
)


async def add(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    """Let events wait for brokers; those that wait already are left as they are."""
    await execute_rows(connection, _insertion(connection.dialect.name), rows)
    announce(connection, NEWS)


async def find_first(
    connection: AsyncConnection, broker: Broker, *, limit: int
) -> Sequence[EventId]:
    """Return the events that wait for a broker, the oldest first."""
    statement = (
        select(broker_events.c.event_id)
        .where(broker_events.c.broker == broker.value)
        .order_by(broker_events.c.event_id)
        .limit(limit)
    )
    return list((await connection.execute(statement)).scalars())


async def remove(
    connection: AsyncConnection, broker: Broker, event_ids: Collection[EventId]
) -> None:
    """Note that events need not be told to a broker any more."""
    theirs = broker_events.c.broker == broker.value
    await connection.execute(
        delete(broker_events).where(theirs, broker_events.c.event_id.in_(event_ids))
    )


async def remove_before(connection: AsyncConnection, first_id: UUID) -> int:
    """Give up what was made before an id; return how many."""
    statement = delete(broker_events).where(broker_events.c.event_id < first_id)
    return (await connection.execute(statement)).rowcount


@cache
def _insertion(dialect: str) -> Insert:
    return insert_into(broker_events, dialect).on_conflict_do_nothing()
