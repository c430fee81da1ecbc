"""Who asked for which start."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.kit.ids import PersonId, StationId, TenantId, UserId
from sigec.sessions._store.tables import remote_starts


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteStart:
    """A start that was asked for; ``id`` is the number that comes back with it (OCPP 2.x)."""

    id: int
    tenant_id: TenantId
    station_id: StationId
    id_token: str
    person_id: PersonId | None
    actor_kind: str
    user_id: UserId | None
    requested_at: datetime


async def add(connection: AsyncConnection, start: RemoteStart) -> None:
    """Remember a start before it is sent."""
    values: dict[str, Any] = {column.name: getattr(start, column.name) for column in _COLUMNS}
    await connection.execute(insert(remote_starts).values(**values))


async def find(
    connection: AsyncConnection,
    station_id: StationId,
    id_token: str,
    *,
    around: Collection[datetime],
    within: timedelta,
) -> RemoteStart | None:
    """Return the latest start asked for with a (canonical) token around one of these instants."""
    statement = (
        select(*_COLUMNS)
        .where(
            remote_starts.c.station_id == station_id,
            remote_starts.c.id_token == id_token,
            or_(*(remote_starts.c.requested_at.between(at - within, at + within) for at in around)),
        )
        .order_by(remote_starts.c.requested_at.desc())
        .limit(1)
    )
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else RemoteStart(**row)


_COLUMNS = tuple(remote_starts.c)
