"""Append to the journal and read it: by place, by session, by station.

All functions take the caller's ``connection`` and open no transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace
from sqlalchemy import Select, and_, bindparam, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.bulk import append_rows
from sigec.db.listing import equal, within
from sigec.db.news import announce
from sigec.db.upserts import insert_into
from sigec.journal._store import cursors, journal, streams
from sigec.journal.secrets import masked
from sigec.kit.ids import SessionId, StationId, StreamId, TenantId
from sigec.kit.periods import ALWAYS, Period

NEWS = "journal"
"""What a commit announces that brought rows (`sigec.db.news`)."""
READ_LIMIT_MAX = 1_000
CLOCKS_DIFFER_MAX = timedelta(minutes=10)


class Entry(Struct, frozen=True, kw_only=True, gc=False):
    """One message and its answer.

    ``protocol`` is ``ocpp1.6``, ``ocpp2.0.1``, ``ocpp2.1`` or ``cvepro``; ``direction`` is ``in``
    for what a station or cloud said and ``out`` for what we said. ``request`` and ``answer`` are
    JSON texts, whose secrets `append` masks; a refused call's answer is its CALLERROR.
    ``at`` is the source's instant, ``received_at`` ours.
    """

    tenant_id: TenantId
    station_id: StationId
    protocol: str
    direction: str
    action: str
    message_id: str
    request: str
    answer: str | None = None
    at: datetime
    received_at: datetime
    session_id: SessionId | None = None
    evse: int | None = None
    connector: int | None = None
    external_id: str | None = None
    energy_wh: int | None = None
    power_w: int | None = None

    def answered(self, answer: bytes) -> "Entry":
        """Return the entry with what we answered."""
        return replace(self, answer=answer.decode())


class Row(Struct, frozen=True, kw_only=True, gc=False):
    """An entry at its place."""

    stream: StreamId
    position: int
    entry: Entry


class Place(Struct, frozen=True, gc=False):
    """Where a row stands, and what it takes to know it again without reading it whole."""

    stream: StreamId
    position: int
    tenant_id: TenantId
    station_id: StationId
    session_id: SessionId | None
    message_id: str
    received_at: datetime

    def is_of(self, entry: Entry) -> bool:
        """Say whether the row holds this entry."""
        return (
            self.message_id == entry.message_id
            and self.station_id == entry.station_id
            and self.session_id == entry.session_id
            and self.received_at == entry.received_at
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFilter:
    """Which of a station's rows to read; each part narrows."""

    action: str | None = None
    direction: str | None = None
    session_id: SessionId | None = None
    message_id: str | None = None
    received: Period = ALWAYS


EVERY_MESSAGE = MessageFilter()


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamState:
    """A stream and how far a reader has come: rows after ``read_to`` up to ``position`` wait."""

    stream: StreamId
    position: int
    read_to: int


_ENTRY_NAMES = Entry.__struct_fields__
_ENTRY_COLUMNS = [journal.c[name] for name in _ENTRY_NAMES]
_INSERT = insert(journal)
_LENGTHEN = (
    update(streams)
    .where(streams.c.id == bindparam("b_stream"))
    .values(position=streams.c.position + bindparam("b_more"))
    .returning(streams.c.position)
)


async def open_stream(connection: AsyncConnection, *, node: str, at: datetime) -> StreamId:
    """Make a fresh stream for one writer of this process.

    A writer never continues an old stream: two that believed to own it would break the order.
    """
    statement = insert(streams).values(node=node, opened_at=at, position=0).returning(streams.c.id)
    return StreamId((await connection.execute(statement)).scalar_one())


async def close_streams(
    connection: AsyncConnection, ids: Sequence[StreamId], *, at: datetime
) -> None:
    """Note that these streams get no more rows."""
    await connection.execute(update(streams).where(streams.c.id.in_(ids)).values(closed_at=at))


async def append(connection: AsyncConnection, stream: StreamId, entries: Sequence[Entry]) -> int:
    """Add one or more entries at the end of the stream, in order, and return the first's position.

    It is theirs only if the transaction commits.
    """
    moved = await connection.execute(_LENGTHEN, {"b_stream": stream, "b_more": len(entries)})
    last: int = moved.scalar_one()
    first = last - len(entries) + 1
    rows = [
        {"stream": stream, "position": first + index, **_values(entry)}
        for index, entry in enumerate(entries)
    ]
    await append_rows(connection, _INSERT, rows)
    announce(connection, NEWS)
    return first


async def lagging_streams(connection: AsyncConnection, reader: str) -> Sequence[StreamState]:
    """Return the streams in which ``reader`` has something left to read."""
    read_to = func.coalesce(cursors.c.position, 0)
    statement = (
        select(streams.c.id, streams.c.position, read_to)
        .outerjoin(cursors, and_(cursors.c.stream == streams.c.id, cursors.c.reader == reader))
        .where(streams.c.position > read_to)
        .order_by(streams.c.id)
    )
    return [
        StreamState(stream=StreamId(stream), position=position, read_to=done)
        for stream, position, done in await connection.execute(statement)
    ]


async def oldest_unread_at(connection: AsyncConnection, reader: str) -> datetime | None:
    """Return when the oldest row that ``reader`` has left to read was received."""
    found = []
    for state in await lagging_streams(connection, reader):
        places = await read_places(connection, state.stream, after=state.read_to, limit=1)
        found += [place.received_at for place in places]
    return min(found, default=None)


async def oldest_unread_by_any(connection: AsyncConnection) -> datetime | None:
    """Return when the oldest row was received that some reader has left to read."""
    readers = (await connection.execute(select(cursors.c.reader).distinct())).scalars().all()
    found = [await oldest_unread_at(connection, reader) for reader in readers]
    return min((at for at in found if at is not None), default=None)


async def read(
    connection: AsyncConnection, stream: StreamId, *, after: int, limit: int = READ_LIMIT_MAX
) -> Sequence[Row]:
    """Return up to ``limit`` rows of the stream that follow ``after``, in order."""
    statement = (
        _select_rows()
        .where(journal.c.stream == stream, journal.c.position > after)
        .order_by(journal.c.position)
        .limit(limit)
    )
    return [_row(values) for values in await connection.execute(statement)]


async def read_places(
    connection: AsyncConnection, stream: StreamId, *, after: int, limit: int = READ_LIMIT_MAX
) -> Sequence[Place]:
    """Return the places of up to ``limit`` rows of the stream that follow ``after``, in order."""
    statement = (
        select(*(journal.c[name] for name in Place.__struct_fields__))
        .where(journal.c.stream == stream, journal.c.position > after)
        .order_by(journal.c.position)
        .limit(limit)
    )
    return [Place(*values) for values in await connection.execute(statement)]


async def move_cursor(
    connection: AsyncConnection, reader: str, state: StreamState, *, to: int
) -> bool:
    """Remember that ``reader`` has dealt with the stream up to ``to``.

    Call it in the transaction that writes what was derived. ``False`` means that another process
    moved the cursor since ``state`` was read: roll back.
    """
    if state.read_to == 0:
        statement = insert_into(cursors, connection.dialect.name).on_conflict_do_nothing()
        await connection.execute(statement.values(reader=reader, stream=state.stream, position=0))
    moved = await connection.execute(
        update(cursors)
        .where(
            cursors.c.reader == reader,
            cursors.c.stream == state.stream,
            cursors.c.position == state.read_to,
        )
        .values(position=to)
    )
    return moved.rowcount == 1


async def read_session(
    connection: AsyncConnection,
    *,
    station_id: StationId,
    session_id: SessionId,
    received_from: datetime,
) -> Sequence[Row]:
    """Return all rows of a session, by the time we received them.

    ``received_from`` bounds the search: when the session's first row was received, by a clock
    that may have been set back since, or that of another node.
    """
    statement = (
        _select_rows()
        .where(
            journal.c.station_id == station_id,
            journal.c.received_at >= received_from - CLOCKS_DIFFER_MAX,
            journal.c.session_id == session_id,
        )
        .order_by(journal.c.received_at, journal.c.stream, journal.c.position)
    )
    return [_row(values) for values in await connection.execute(statement)]


async def read_station(
    connection: AsyncConnection,
    *,
    station_id: StationId,
    wanted: MessageFilter = EVERY_MESSAGE,
    before: tuple[datetime, int, int] | None = None,
    limit: int,
) -> Sequence[Row]:
    """Return a station's latest rows, newest first.

    ``before`` is (received_at, stream, position) of the last row seen.
    """
    order = (journal.c.received_at, journal.c.stream, journal.c.position)
    equals = {
        journal.c.action: wanted.action,
        journal.c.direction: wanted.direction,
        journal.c.session_id: wanted.session_id,
        journal.c.message_id: wanted.message_id,
    }
    statement = _select_rows().where(
        journal.c.station_id == station_id,
        *equal(equals),
        *within(journal.c.received_at, wanted.received),
    )
    if before is not None:
        received_at, stream, position = before
        statement = statement.where(
            # Follows from what is below: it is the condition that an index can serve.
            journal.c.received_at <= received_at,
            or_(
                journal.c.received_at < received_at,
                journal.c.stream < stream,
                and_(journal.c.stream == stream, journal.c.position < position),
            ),
        )
    statement = statement.order_by(*(column.desc() for column in order)).limit(limit)
    return [_row(values) for values in await connection.execute(statement)]


def _values(entry: Entry) -> dict[str, Any]:
    values = asdict(entry)
    values["request"] = masked(entry.request)
    values["answer"] = entry.answer and masked(entry.answer)
    return values


def _select_rows() -> Select[Any]:
    return select(journal.c.stream, journal.c.position, *_ENTRY_COLUMNS)


def _row(values: Any) -> Row:
    stream, position, *entry = values
    return Row(
        stream=StreamId(stream),
        position=position,
        entry=Entry(**dict(zip(_ENTRY_NAMES, entry, strict=True))),
    )
