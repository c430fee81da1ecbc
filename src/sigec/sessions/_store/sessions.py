"""Load, find and save sessions.

A row's ``state`` is the whole session; the other columns are computed from it, to be searched.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from operator import itemgetter
from random import getrandbits
from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import (
    ColumnElement,
    Insert,
    Select,
    and_,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.bulk import execute_rows, update_rows
from sigec.db.many import among
from sigec.db.news import announce
from sigec.db.upserts import insert_into
from sigec.db.written import written
from sigec.kit.ids import SessionId, StationId
from sigec.sessions._store import rollups
from sigec.sessions._store.memory import SessionMemory
from sigec.sessions._store.tables import sessions
from sigec.sessions.model import Identity, Rating, Session

REVISION_BITS = 31
"""Drawn anew whenever a session is stored, so that none comes twice: not even where a transaction
was rolled back or another process stored it meanwhile."""
IS_PENDING = sessions.c.rating == written(Rating.PENDING)
NEWS = "sessions"
"""What a commit announces that brought sessions to price (`sigec.db.news`)."""
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Session)
_UPDATED = [
    column.name
    for column in sessions.c
    if column.name not in ("id", "tenant_id", "station_id", "external_id", "recorded_at")
]
_MOVING = (
    "id",
    "heard_at",
    "energy_wh",
    "power_w",
    "soc_percent",
    "rating",
    "revision",
    "state",
)
"""What a message of meters changes; with them a row is found again."""
_pick_lasting = itemgetter(*(column.name for column in sessions.c if column.name not in _MOVING))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which sessions a batch of reports may be about.

    ``named`` are transaction ids with their stations: other stations use the same ids, and their
    sessions are neither ours to lock nor to wait for.
    """

    named: AbstractSet[tuple[StationId, str]] = frozenset()
    start_keys: AbstractSet[str] = frozenset()
    open_at: AbstractSet[StationId] = frozenset()

    def includes(self, session: Session) -> bool:
        """Say whether a session is one of them."""
        return (
            (session.station_id, session.external_id) in self.named
            or session.start_key in self.start_keys
            or (session.station_id in self.open_at and session.ended_at is None)
        )


async def load_involved(
    connection: AsyncConnection, wanted: Wanted, memory: SessionMemory | None = None
) -> Sequence[Session]:
    """Return the sessions that match any of what is wanted, locked until the transaction ends.

    Of those that ``memory`` has as of their revision only that is read.
    """
    conditions = _conditions(wanted, connection.dialect.name)
    if not conditions:
        return []
    # In the order of ids, so that two writers never wait for each other in a circle.
    by_id = select(sessions.c.id, sessions.c.revision).order_by(sessions.c.id).with_for_update()
    found = await connection.execute(by_id.where(or_(*conditions)))
    recalled = await _recall(connection, found, memory)
    return [session for session in recalled if wanted.includes(session)]


async def load_one(connection: AsyncConnection, session_id: SessionId) -> Session | None:
    """Return a session by its id, locked until the transaction ends."""
    found = await load_locked(connection, [session_id])
    return found[0] if found else None


async def load_locked(
    connection: AsyncConnection, session_ids: Collection[SessionId]
) -> Sequence[Session]:
    """Return sessions by their ids, locked until the transaction ends."""
    statement = select(sessions.c.state).where(sessions.c.id.in_(session_ids))
    return await _fetch_locked(connection, statement.order_by(sessions.c.id))


async def load_many(
    connection: AsyncConnection,
    session_ids: Collection[SessionId],
    memory: SessionMemory | None = None,
) -> Mapping[SessionId, Session]:
    """Return sessions by their ids, without locking them; from ``memory`` as `load_involved`."""
    if memory is None:
        return {one.id: one for one in await _load(connection, session_ids)}
    statement = select(sessions.c.id, sessions.c.revision).where(
        among(sessions.c.id, session_ids, connection.dialect.name)
    )
    found = await connection.execute(statement)
    return {one.id: one for one in await _recall(connection, found, memory)}


async def load_unheard(
    connection: AsyncConnection, *, since: datetime, limit: int
) -> Sequence[Session]:
    """Return the open sessions of which nothing was heard since, those longest unheard first."""
    statement = (
        select(sessions.c.state)
        .where(sessions.c.ended_at.is_(None), sessions.c.heard_at < since)
        .order_by(sessions.c.heard_at)
        .limit(limit)
    )
    return [_DECODER.decode(state) for state in (await connection.execute(statement)).scalars()]


async def find_busy(
    connection: AsyncConnection, station_ids: Collection[StationId]
) -> frozenset[StationId]:
    """Return those of the stations that have an open session."""
    statement = select(sessions.c.station_id).where(
        sessions.c.station_id.in_(station_ids), sessions.c.ended_at.is_(None)
    )
    return frozenset((await connection.execute(statement)).scalars())


async def load_neighbours(
    connection: AsyncConnection, station_id: StationId, evse: int, *, around: datetime
) -> tuple[Session | None, Session | None]:
    """Return the last session on the EVSE that started before an instant, and the first after."""
    here = select(sessions.c.state).where(
        sessions.c.station_id == station_id, sessions.c.evse == evse
    )
    started_at = sessions.c.started_at
    before = here.where(started_at < around).order_by(started_at.desc()).limit(1)
    after = here.where(started_at > around).order_by(started_at).limit(1)
    earlier = await _fetch_locked(connection, before)
    later = await _fetch_locked(connection, after)
    return (earlier[0] if earlier else None, later[0] if later else None)


async def load_during(
    connection: AsyncConnection, station_id: StationId, *, at: datetime
) -> Sequence[Session]:
    """Return the station's sessions that were running at an instant."""
    statement = select(sessions.c.state).where(
        sessions.c.station_id == station_id,
        sessions.c.started_at <= at,
        or_(sessions.c.ended_at.is_(None), sessions.c.ended_at >= at),
    )
    return await _fetch_locked(connection, statement.order_by(sessions.c.id))


async def save(
    connection: AsyncConnection, changed: Sequence[Session], memory: SessionMemory | None = None
) -> None:
    """Store new and changed sessions; whatever was said of them, their price is to be computed.

    Those that were stored before are locked by this transaction.
    """
    if not changed:
        return
    by_id = sorted(changed, key=lambda session: session.id)
    await rollups.take_back(connection, [one.id for one in by_id if not one.is_open])
    revised = [replace(session, revision=getrandbits(REVISION_BITS)) for session in by_id]
    rows = [_row(session) for session in revised]
    lasting = [_pick_lasting(row) for row in rows]
    written = [
        None if memory is None else memory.lasting(session.id, session.revision)
        for session in by_id
    ]
    moved = [
        _pick_moving(row)
        for row, old, new in zip(rows, written, lasting, strict=True)
        if old == new
    ]
    others = [row for row, old, new in zip(rows, written, lasting, strict=True) if old != new]
    await execute_rows(connection, _upsert(connection.dialect.name), others)
    await update_rows(connection, sessions, moved)
    announce(connection, NEWS)
    if memory is not None:
        for session, columns in zip(revised, lasting, strict=True):
            memory.keep(session, columns)


async def mark_rated(
    connection: AsyncConnection, rated: Sequence[Session]
) -> Collection[SessionId]:
    """Note that prices are final, and return whose were not and are now.

    A session of which more was said meanwhile is left as it is.
    """
    if not rated:
        return ()
    revisions = [(session.id, session.revision) for session in rated]
    statement = (
        update(sessions)
        .where(
            tuple_(sessions.c.id, sessions.c.revision).in_(revisions),
            sessions.c.rating == Rating.PENDING.value,
        )
        .values(rating=Rating.FINAL.value)
        .returning(sessions.c.id)
    )
    final = set((await connection.execute(statement)).scalars())
    await rollups.count(connection, final)
    return final


async def find_unrated(connection: AsyncConnection, *, limit: int) -> Mapping[SessionId, int]:
    """Return the ended sessions whose price is not final, oldest first, with their revisions."""
    statement = (
        select(sessions.c.id, sessions.c.revision)
        .where(sessions.c.ended_at.is_not(None), IS_PENDING)
        .order_by(sessions.c.id)
        .limit(limit)
    )
    return {SessionId(row.id): row.revision for row in await connection.execute(statement)}


async def find_unsettled_at(
    connection: AsyncConnection, station_ids: Collection[StationId], *, pending_since: datetime
) -> datetime | None:
    """Return the earliest start of the stations' sessions that go on, or wait for an identity."""
    if not station_ids:
        return None
    is_open = sessions.c.ended_at.is_(None)
    is_pending = and_(
        sessions.c.identity == Identity.PENDING.value, sessions.c.started_at >= pending_since
    )
    statement = select(sessions.c.started_at).where(
        sessions.c.station_id.in_(station_ids), or_(is_open, is_pending)
    )
    earliest = statement.order_by(sessions.c.started_at).limit(1)
    found: datetime | None = (await connection.execute(earliest)).scalar()
    return found


def decode(state: str) -> Session:
    """Read a row's ``state``."""
    return _DECODER.decode(state)


def _conditions(wanted: Wanted, dialect: str) -> Sequence[ColumnElement[bool]]:
    """Say in SQL what is wanted; of the named stations it may find another id that is named."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.named:
        station_ids, external_ids = zip(*wanted.named, strict=True)
        conditions.append(
            among(sessions.c.station_id, set(station_ids), dialect)
            & among(sessions.c.external_id, set(external_ids), dialect)
        )
    if wanted.start_keys:
        conditions.append(among(sessions.c.start_key, wanted.start_keys, dialect))
    if wanted.open_at:
        is_there = among(sessions.c.station_id, wanted.open_at, dialect)
        conditions.append(sessions.c.ended_at.is_(None) & is_there)
    return conditions


async def _load(
    connection: AsyncConnection, session_ids: Collection[SessionId]
) -> Sequence[Session]:
    statement = select(sessions.c.state).where(
        among(sessions.c.id, session_ids, connection.dialect.name)
    )
    return [_DECODER.decode(state) for state in (await connection.execute(statement)).scalars()]


async def _recall(
    connection: AsyncConnection,
    found: Iterable[Any],
    memory: SessionMemory | None,
) -> Sequence[Session]:
    """Return the sessions of these revisions, in the order of their ids."""
    recalled = {
        id_: None if memory is None else memory.find(id_, revision) for id_, revision in found
    }
    missing = [id_ for id_, session in recalled.items() if session is None]
    for session in await _load(connection, missing) if missing else ():
        recalled[session.id] = session
        if memory is not None:
            memory.keep(session)
    return [session for session in recalled.values() if session is not None]


@cache
def _upsert(dialect: str) -> Insert:
    upsert = insert_into(sessions, dialect)
    return upsert.on_conflict_do_update(
        index_elements=[sessions.c.id],
        set_={name: upsert.excluded[name] for name in _UPDATED},
    )


async def _fetch_locked(connection: AsyncConnection, statement: Select[Any]) -> list[Session]:
    found = await connection.execute(statement.with_for_update())
    return [_DECODER.decode(state) for state in found.scalars()]


def _pick_moving(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in _MOVING}


def _row(session: Session) -> dict[str, Any]:
    token = session.fold.id_token
    energy = session.energy
    power = session.fold.meters.power
    return {
        "id": session.id,
        "tenant_id": session.tenant_id,
        "site_id": session.site_id,
        "station_id": session.station_id,
        "connector_id": session.connector_id,
        "evse": session.fold.evse,
        "connector": session.fold.connector,
        "source": session.source,
        "external_id": session.external_id,
        "generation": session.generation,
        "start_key": session.start_key,
        "recorded_at": session.recorded_at,
        "heard_at": session.heard_at,
        "status": session.status.value,
        "started_at": session.started_at,
        "ended_at": session.ended_at,
        "stop_reason": session.stop_reason,
        "id_token": token and token.value,
        "id_token_folded": token and token.canonical,
        "id_token_kind": token and token.kind.value,
        "identity": session.holder.identity.value,
        "id_token_id": session.holder.id_token_id,
        "person_id": session.holder.person_id,
        "energy_wh": energy.energy_wh,
        "energy_method": energy.method.value,
        "energy_quality": energy.quality.value,
        "power_w": power.last_w if power.count and session.is_open else None,
        "soc_percent": session.fold.meters.soc_percent,
        "idle_since": session.idle_since,
        "flags": sorted(session.flags),
        "rating": Rating.PENDING.value,
        "revision": session.revision,
        "state": _ENCODER.encode(session).decode(),
    }
