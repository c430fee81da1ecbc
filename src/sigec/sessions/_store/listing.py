"""Lists of sessions, as people search them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    and_,
    false,
    func,
    or_,
    select,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.listing import equal, within
from sigec.db.tenancy import visible
from sigec.db.written import written
from sigec.drivers.model import Stay, TokenRef
from sigec.kit.actor import Scope
from sigec.kit.ids import ConnectorId, PersonId, SessionId, SiteId, StationId, UnitId
from sigec.kit.periods import ALWAYS, Period
from sigec.sessions._store.sessions import IS_PENDING, decode
from sigec.sessions._store.tables import sessions
from sigec.sessions.model import Identity, Rating, Session, SessionStatus

IS_OPEN = and_(sessions.c.ended_at.is_(None), IS_PENDING)
"""No price is final before the end: the few that go on are among those whose price is pending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFilter:
    """What a list is restricted to; ``started`` and ``ended`` bound the instants.

    With a ``unit_id``, ``stays`` says who lived there and when: their charges of that time are
    the unit's.
    """

    site_id: SiteId | None = None
    station_id: StationId | None = None
    connector_id: ConnectorId | None = None
    person_id: PersonId | None = None
    unit_id: UnitId | None = None
    stays: Sequence[Stay] = ()
    status: SessionStatus | None = None
    identity: Identity | None = None
    rating: Rating | None = None
    source: str | None = None
    external_id: str | None = None
    id_token: str | None = None
    started: Period = ALWAYS
    ended: Period = ALWAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSession:
    """A session with whether its price is final."""

    session: Session
    rating: Rating


async def search(
    connection: AsyncConnection,
    scope: Scope,
    wanted: SessionFilter,
    *,
    before: tuple[datetime, UUID] | None,
    limit: int,
) -> Sequence[StoredSession]:
    """Return the sessions that match, the latest start first, from before a (start, id) on."""
    conditions = [visible(sessions, scope), *conditions_of(wanted)]
    if before is not None:
        started_at, session_id = before
        # Follows from the next: it is the one that an index can serve.
        conditions.append(sessions.c.started_at <= started_at)
        conditions.append(or_(sessions.c.started_at < started_at, sessions.c.id < session_id))
    statement = (
        select(sessions.c.state, sessions.c.rating)
        .where(*conditions)
        .order_by(sessions.c.started_at.desc(), sessions.c.id.desc())
        .limit(limit)
    )
    return [
        StoredSession(session=decode(state), rating=Rating(rating))
        for state, rating in await connection.execute(statement)
    ]


async def search_open(
    connection: AsyncConnection, scope: Scope, wanted: SessionFilter
) -> Sequence[StoredSession]:
    """Return the sessions that match and go on, the latest start first.

    There is no page: connectors bound their number.
    """
    statement = (
        select(sessions.c.state, sessions.c.rating)
        .where(IS_OPEN, visible(sessions, scope), *conditions_of(wanted))
        .order_by(sessions.c.started_at.desc(), sessions.c.id.desc())
    )
    return [
        StoredSession(session=decode(state), rating=Rating(rating))
        for state, rating in await connection.execute(statement)
    ]


async def find_many(
    connection: AsyncConnection, scope: Scope, wanted: SessionFilter, ids: Collection[SessionId]
) -> Sequence[StoredSession]:
    """Return those of these sessions that match."""
    statement = select(sessions.c.state, sessions.c.rating).where(
        sessions.c.id.in_(ids), visible(sessions, scope), *conditions_of(wanted)
    )
    return [
        StoredSession(session=decode(state), rating=Rating(rating))
        for state, rating in await connection.execute(statement)
    ]


async def find_places_in_use(
    connection: AsyncConnection,
    scope: Scope,
    places: Collection[tuple[StationId, int]],
    *,
    since: datetime,
) -> Collection[tuple[StationId, int]]:
    """Return the (station, EVSE) that have a session which goes on, or ended after an instant."""
    statement = select(sessions.c.station_id, sessions.c.evse).where(
        visible(sessions, scope),
        tuple_(sessions.c.station_id, sessions.c.evse).in_(list(places)),
        or_(sessions.c.ended_at.is_(None), sessions.c.ended_at > since),
    )
    return {(row.station_id, row.evse) for row in await connection.execute(statement)}


async def count_open(connection: AsyncConnection, scope: Scope) -> Mapping[SessionStatus, int]:
    """Count the sessions that go on, by status."""
    statement = (
        select(sessions.c.status, func.count())
        .where(IS_OPEN, visible(sessions, scope))
        .group_by(sessions.c.status)
    )
    return {SessionStatus(status): count for status, count in await connection.execute(statement)}


async def find(connection: AsyncConnection, scope: Scope, session_id: UUID) -> StoredSession | None:
    """Return a session that the scope may see."""
    statement = select(sessions.c.state, sessions.c.rating).where(
        sessions.c.id == session_id, visible(sessions, scope)
    )
    row = (await connection.execute(statement)).first()
    return None if row is None else StoredSession(session=decode(row[0]), rating=Rating(row[1]))


async def find_strangers(
    connection: AsyncConnection, scope: Scope, *, since: datetime, limit: int
) -> Sequence[RowMapping]:
    """Return what nobody's cards charged since an instant, the latest start first."""
    columns = sessions.c
    statement = (
        select(
            columns.tenant_id,
            columns.id_token,
            columns.id_token_kind,
            columns.station_id,
            columns.started_at,
            columns.energy_wh,
        )
        .where(
            visible(sessions, scope),
            columns.identity == Identity.UNKNOWN.value,
            columns.id_token.is_not(None),
            columns.started_at >= since,
        )
        .order_by(columns.started_at.desc(), columns.id.desc())
        .limit(limit)
    )
    rows: Sequence[RowMapping] = (await connection.execute(statement)).mappings().all()
    return rows


def conditions_of(wanted: SessionFilter) -> list[ColumnElement[bool]]:
    """Return what a session must be to match, whoever asks."""
    columns = sessions.c
    equals = {
        columns.site_id: wanted.site_id,
        columns.station_id: wanted.station_id,
        columns.connector_id: wanted.connector_id,
        columns.person_id: wanted.person_id,
        columns.status: wanted.status and wanted.status.value,
        columns.identity: wanted.identity and wanted.identity.value,
        columns.rating: wanted.rating and wanted.rating.value,
        columns.source: wanted.source,
        columns.external_id: wanted.external_id,
        columns.id_token_folded: wanted.id_token and TokenRef(value=wanted.id_token).canonical,
    }
    conditions = [
        *equal(equals),
        *within(columns.started_at, wanted.started),
        *within(columns.ended_at, wanted.ended),
    ]
    if wanted.unit_id is not None:
        conditions.append(or_(false(), *map(_during, wanted.stays)))
    # What follows from others names the index that is made for these few.
    if wanted.status not in (None, SessionStatus.ENDED):
        conditions.append(IS_OPEN)
    if wanted.rating is Rating.PENDING:
        conditions.append(IS_PENDING)
    if wanted.identity not in (None, Identity.KNOWN):
        conditions.append(columns.identity != written(Identity.KNOWN))
    return conditions


def _during(stay: Stay) -> ColumnElement[bool]:
    return and_(sessions.c.person_id == stay.person_id, *within(sessions.c.started_at, stay.period))
