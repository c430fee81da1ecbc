"""The SQL of watches: what is remembered of sessions for the kinds by watts."""

from collections.abc import Collection, Mapping
from functools import cache

import msgspec
from sqlalchemy import Insert, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.bulk import execute_rows
from sigec.db.upserts import insert_into
from sigec.kit.ids import SessionId, TenantId
from sigec.notifications._store.tables import watches
from sigec.notifications.model import Watch

_DECODER = msgspec.json.Decoder(Watch)
_ENCODER = msgspec.json.Encoder()


async def load(
    connection: AsyncConnection, session_ids: Collection[SessionId]
) -> Mapping[SessionId, Watch]:
    """Return the watches of sessions, locked until the transaction ends."""
    statement = (
        select(watches.c.session_id, watches.c.state)
        .where(watches.c.session_id.in_(session_ids))
        .order_by(watches.c.session_id)
        .with_for_update()
    )
    return {
        SessionId(session_id): _DECODER.decode(state)
        for session_id, state in await connection.execute(statement)
    }


async def save(
    connection: AsyncConnection, changed: Mapping[SessionId, tuple[TenantId, Watch]]
) -> None:
    """Store watches, in the order of their ids."""
    rows = [
        {
            "session_id": session_id,
            "tenant_id": tenant_id,
            "state": _ENCODER.encode(watch).decode(),
        }
        for session_id, (tenant_id, watch) in sorted(changed.items())
    ]
    await execute_rows(connection, _upsert(connection.dialect.name), rows)


async def remove(connection: AsyncConnection, session_ids: Collection[SessionId]) -> None:
    """Forget the watches of sessions that ended, taking them in the order in which all do."""
    own = watches.c.session_id.in_(session_ids)
    in_order = select(watches.c.session_id).where(own).order_by(watches.c.session_id)
    await connection.execute(in_order.with_for_update())
    await connection.execute(delete(watches).where(own))


@cache
def _upsert(dialect: str) -> Insert:
    upsert = insert_into(watches, dialect)
    return upsert.on_conflict_do_update(
        index_elements=[watches.c.session_id],
        set_={"state": upsert.excluded["state"]},
    )
