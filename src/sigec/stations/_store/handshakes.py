"""The SQL of refused handshakes: one row for the same refusal, counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.listing import equal, within
from sigec.db.upserts import insert_into
from sigec.kit.actor import Actor
from sigec.kit.ids import StationId, TenantId, new_id
from sigec.kit.periods import ALWAYS, Period
from sigec.stations._store.tables import handshakes
from sigec.stations.model import Handshake, RefusalReason

IDENTITY_LENGTH_MAX = 200
ADDRESS_LENGTH_MAX = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedHandshakes:
    """So many times the same refusal, until ``at``; ``station_id`` is whose name was taken."""

    identity: str
    tenant_id: TenantId | None
    address: str
    reason: RefusalReason
    count: int
    at: datetime
    station_id: StationId | None = None


async def count_handshakes(
    connection: AsyncConnection, refused: Sequence[RefusedHandshakes]
) -> None:
    """Add to the counts; the tenant is that of the last one."""
    for each in refused:
        statement = insert_into(handshakes, connection.dialect.name).values(
            id=new_id(),
            tenant_id=each.tenant_id,
            identity=each.identity[:IDENTITY_LENGTH_MAX],
            address=each.address[:ADDRESS_LENGTH_MAX],
            reason=each.reason.value,
            count=each.count,
            first_at=each.at,
            last_at=each.at,
        )
        new = statement.excluded
        await connection.execute(
            statement.on_conflict_do_update(
                index_elements=["identity", "address", "reason"],
                set_={
                    "count": handshakes.c.count + new.count,
                    "last_at": new.last_at,
                    "tenant_id": new.tenant_id,
                },
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HandshakeFilter:
    """What a list is restricted to; ``knocked`` bounds when they were last refused."""

    identity: str | None = None
    address: str | None = None
    reason: RefusalReason | None = None
    knocked: Period = ALWAYS


EVERY_HANDSHAKE = HandshakeFilter()


def conditions(wanted: HandshakeFilter) -> list[ColumnElement[bool]]:
    """Return what keeps the refusals that are wanted."""
    equals = {
        handshakes.c.identity: wanted.identity,
        handshakes.c.address: wanted.address,
        handshakes.c.reason: wanted.reason and wanted.reason.value,
    }
    return equal(equals) + within(handshakes.c.last_at, wanted.knocked)


def select_handshakes(actor: Actor) -> Select[Any]:
    """Begin a query of the refused handshakes that the actor may see.

    Those that belong to no tenant (yet) are for the platform, whichever tenant it has chosen.
    """
    statement = select(handshakes)
    if not actor.is_platform:
        return statement.where(handshakes.c.tenant_id == actor.require_tenant())
    if actor.tenant_id is None:
        return statement
    return statement.where(
        or_(handshakes.c.tenant_id == actor.tenant_id, handshakes.c.tenant_id.is_(None))
    )


async def remove_handshakes(
    connection: AsyncConnection, identity: str, *, actor: Actor | None = None
) -> None:
    """Take the refusals of an identity off the list: all, or those that the actor may see."""
    statement = delete(handshakes).where(handshakes.c.identity == identity)
    if actor is not None:
        seen = select_handshakes(actor).with_only_columns(handshakes.c.id)
        statement = statement.where(handshakes.c.id.in_(seen))
    await connection.execute(statement)


async def remove_old(connection: AsyncConnection, *, before: datetime, limit: int) -> int:
    """Remove up to ``limit`` refusals last repeated before an instant; return how many."""
    old = select(handshakes.c.id).where(handshakes.c.last_at < before).limit(limit)
    return (await connection.execute(delete(handshakes).where(handshakes.c.id.in_(old)))).rowcount


def to_handshake(row: RowMapping) -> Handshake:
    """Read a row of `select_handshakes`."""
    return Handshake(**{**row, "reason": RefusalReason(row["reason"])})
