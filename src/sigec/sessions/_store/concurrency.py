"""Which charges of a token go on at an instant."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.listing import equal
from sigec.kit.ids import IdTokenId, SessionId, StationId
from sigec.sessions._store.tables import sessions
from sigec.sessions.model import Flag

UNHEARD_MAX = timedelta(hours=24)
"""An open session that nothing was heard of for longer holds up nobody: its end was lost."""
FOUND_MAX = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class GoingOn:
    """A charge that goes on, or went on then."""

    id: SessionId
    station_id: StationId
    evse: int | None
    external_id: str
    id_token_id: IdTokenId
    started_at: datetime


async def find_going_on(
    connection: AsyncConnection,
    id_token_ids: Collection[IdTokenId],
    *,
    at: datetime,
    heard_at: datetime,
    station_id: StationId | None = None,
) -> Sequence[GoingOn]:
    """Return the charges of these tokens that went on at ``at``, the earliest first.

    One that was refused is no charge of theirs: the station may not even have let it begin.
    """
    columns = sessions.c
    is_alive = columns.ended_at.is_(None) & (columns.heard_at > heard_at - UNHEARD_MAX)
    statement = (
        select(
            columns.id,
            columns.station_id,
            columns.evse,
            columns.external_id,
            columns.id_token_id,
            columns.started_at,
            columns.flags,
        )
        .where(
            columns.id_token_id.in_(id_token_ids),
            columns.started_at <= at,
            or_(is_alive, columns.ended_at > at),
            *equal({columns.station_id: station_id}),
        )
        .order_by(columns.started_at, columns.id)
        .limit(FOUND_MAX)
    )
    found = (dict(row) for row in (await connection.execute(statement)).mappings())
    return [GoingOn(**row) for row in found if Flag.REFUSED not in row.pop("flags")]
