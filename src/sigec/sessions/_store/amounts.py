"""What sessions are worth, for those who bill them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.listing import within
from sigec.db.many import among
from sigec.db.tenancy import visible
from sigec.kit.actor import Scope
from sigec.kit.ids import PersonId, SessionId, SiteId, StationId
from sigec.kit.money import Money
from sigec.kit.periods import Period
from sigec.sessions._store.tables import charges, sessions
from sigec.sessions.model import Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionAmount:
    """What a session is worth; ``amount`` is ``None`` where no price is known, which is not zero.

    It is final only for one that has ended and has its price.
    """

    session_id: SessionId
    station_id: StationId
    person_id: PersonId | None
    started_at: datetime
    ended_at: datetime | None
    energy_wh: int | None
    rating: Rating
    amount: Money | None


async def find_begun(
    connection: AsyncConnection, scope: Scope, site_id: SiteId, started: Period
) -> Sequence[SessionAmount]:
    """Return the sessions of a site that began in a period."""
    return await _fetch(
        connection,
        _select(scope).where(
            sessions.c.site_id == site_id, *within(sessions.c.started_at, started)
        ),
    )


async def find_rated(
    connection: AsyncConnection,
    scope: Scope,
    site_id: SiteId,
    started: Period,
    *,
    since: datetime,
) -> Sequence[SessionAmount]:
    """Return those of them whose price was said since an instant."""
    return await _fetch(
        connection,
        _select(scope).where(
            charges.c.rated_at >= since,
            visible(charges, scope),
            sessions.c.site_id == site_id,
            *within(sessions.c.started_at, started),
        ),
    )


async def find_many(
    connection: AsyncConnection, scope: Scope, session_ids: Collection[SessionId]
) -> Sequence[SessionAmount]:
    """Return these sessions."""
    chosen = among(sessions.c.id, session_ids, connection.dialect.name)
    return await _fetch(connection, _select(scope).where(chosen))


async def find_first_start(
    connection: AsyncConnection, scope: Scope, site_id: SiteId
) -> datetime | None:
    """Return when the first session of a site began."""
    statement = (
        select(sessions.c.started_at)
        .where(sessions.c.site_id == site_id, visible(sessions, scope))
        .order_by(sessions.c.started_at)
        .limit(1)
    )
    started_at: datetime | None = (await connection.execute(statement)).scalar()
    return started_at


def _select(scope: Scope) -> Select[Any]:
    columns = (
        sessions.c.id,
        sessions.c.station_id,
        sessions.c.person_id,
        sessions.c.started_at,
        sessions.c.ended_at,
        sessions.c.energy_wh,
        sessions.c.rating,
        charges.c.amount_minor,
        charges.c.currency,
    )
    return (
        select(*columns)
        .select_from(sessions)
        .join(charges, charges.c.session_id == sessions.c.id, isouter=True)
        .where(visible(sessions, scope))
    )


async def _fetch(connection: AsyncConnection, statement: Select[Any]) -> Sequence[SessionAmount]:
    return [
        SessionAmount(
            session_id=row.id,
            station_id=row.station_id,
            person_id=row.person_id,
            started_at=row.started_at,
            ended_at=row.ended_at,
            energy_wh=row.energy_wh,
            rating=Rating(row.rating),
            amount=row.currency and Money.from_minor(row.amount_minor, row.currency),
        )
        for row in await connection.execute(statement)
    ]
