"""The journal: kept whole, in its place, and read exactly once by each reader."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import Column, Integer, MetaData, Table, func, insert, select

from sigec import journal
from sigec.db import Database
from sigec.journal import Entry, Row, StreamState
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import SessionId, StationId, StreamId, TenantId, new_id

NOW = datetime(2026, 11, 21, 22, 34, 0, 5, tzinfo=UTC)
TENANT = TenantId(new_id())
STATION = StationId(new_id())
READER = "readings"

derived = Table("derived", MetaData(), Column("number", Integer))
"""What a reader makes of the journal, with nothing in it to tell a repeat."""


def entry(message_id: str = "1", **values: Any) -> Entry:
    plain = Entry(
        tenant_id=TENANT,
        station_id=STATION,
        protocol="ocpp1.6",
        direction="in",
        action="MeterValues",
        message_id=message_id,
        request="{}",
        answer="{}",
        at=NOW,
        received_at=NOW,
    )
    return replace(plain, **values)


async def open_stream(database: Database, node: str = "node") -> StreamId:
    async with database.transaction(PLATFORM) as connection:
        return await journal.open_stream(connection, node=node, at=NOW)


async def append(database: Database, stream: StreamId, *entries: Entry) -> None:
    async with database.transaction(PLATFORM) as connection:
        await journal.append(connection, stream, entries)


async def lagging(database: Database, reader: str = READER) -> Sequence[StreamState]:
    async with database.read(PLATFORM) as connection:
        return await journal.lagging_streams(connection, reader)


async def read_on(database: Database, reader: str = READER, *, limit: int = 1_000) -> list[str]:
    """Read what waits and move the cursors, as a projector does."""
    seen: list[str] = []
    async with database.transaction(PLATFORM) as connection:
        for state in await journal.lagging_streams(connection, reader):
            rows = await journal.read(connection, state.stream, after=state.read_to, limit=limit)
            seen += [row.entry.message_id for row in rows]
            assert await journal.move_cursor(connection, reader, state, to=rows[-1].position)
    return seen


async def test_an_entry_comes_back_whole(database: Database) -> None:
    stream = await open_stream(database)
    whole = entry(
        session_id=SessionId(new_id()),
        evse=1,
        connector=2,
        external_id="transação-7",
        energy_wh=6_069_310,
        power_w=-7_400,
        request='{"a":"ção \\u0000"}',
        answer=None,
        at=NOW - timedelta(days=3),
    )
    least = entry()
    await append(database, stream, whole, least)

    async with database.read(PLATFORM) as connection:
        assert await journal.read(connection, stream, after=0) == [
            Row(stream=stream, position=1, entry=whole),
            Row(stream=stream, position=2, entry=least),
        ]


async def test_positions_go_on_from_batch_to_batch_and_leave_no_gap(database: Database) -> None:
    stream = await open_stream(database)
    await append(database, stream, entry("1"), entry("2"))
    await append(database, stream)
    await append(database, stream, entry("3"))

    async with database.read(PLATFORM) as connection:
        rows = await journal.read(connection, stream, after=0)
    assert [(row.position, row.entry.message_id) for row in rows] == [(1, "1"), (2, "2"), (3, "3")]


async def test_a_rolled_back_batch_leaves_neither_rows_nor_a_gap(database: Database) -> None:
    stream = await open_stream(database)

    async def fail_after_appending() -> None:
        async with database.transaction(PLATFORM) as connection:
            await journal.append(connection, stream, [entry("lost")])
            raise KeyError

    with pytest.raises(KeyError):
        await fail_after_appending()
    await append(database, stream, entry("kept"))

    async with database.read(PLATFORM) as connection:
        [row] = await journal.read(connection, stream, after=0)
    assert (row.position, row.entry.message_id) == (1, "kept")


async def test_every_start_opens_streams_of_its_own(database: Database) -> None:
    first, second = await open_stream(database), await open_stream(database)

    assert first != second
    async with database.transaction(PLATFORM) as connection:
        await journal.close_streams(connection, [first, second], at=NOW)
    assert await open_stream(database) not in {first, second}


async def test_a_reader_reads_each_row_once_and_another_reader_too(database: Database) -> None:
    one, other = await open_stream(database), await open_stream(database)
    await append(database, one, entry("a"), entry("b"))
    await append(database, other, entry("c"))

    assert await read_on(database) == ["a", "b", "c"]
    assert await read_on(database) == []
    assert await lagging(database) == []
    assert await read_on(database, "another") == ["a", "b", "c"]

    await append(database, one, entry("d"))
    assert await read_on(database) == ["d"]


async def test_a_reader_goes_on_where_a_bounded_read_stopped(database: Database) -> None:
    stream = await open_stream(database)
    await append(database, stream, *(entry(str(number)) for number in range(5)))

    assert await read_on(database, limit=2) == ["0", "1"]
    assert await lagging(database) == [StreamState(stream=stream, position=5, read_to=2)]
    assert await read_on(database, limit=2) == ["2", "3"]
    assert await read_on(database, limit=2) == ["4"]


async def test_a_reader_that_fails_reads_the_same_again(database: Database) -> None:
    stream = await open_stream(database)
    await append(database, stream, entry("a"))

    async def die() -> None:
        async with database.transaction(PLATFORM) as connection:
            [state] = await journal.lagging_streams(connection, READER)
            assert await journal.move_cursor(connection, READER, state, to=state.position)
            raise KeyError

    with pytest.raises(KeyError):
        await die()
    assert await read_on(database) == ["a"]


async def test_a_later_row_that_commits_first_hides_no_earlier_one(postgres_url: str) -> None:
    """With one sequence for all writers a reader would see 101, remember it, and miss 100."""
    slow, quick, reader = (Database(postgres_url) for _ in range(3))
    slow_stream, quick_stream = await open_stream(slow), await open_stream(quick)

    async with slow.transaction(PLATFORM) as connection:
        await journal.append(connection, slow_stream, [entry("100")])
        await append(quick, quick_stream, entry("101"))
        assert await read_on(reader) == ["101"]

    assert await read_on(reader) == ["100"]
    assert await read_on(reader) == []
    for database in (slow, quick, reader):
        await database.close()


async def test_two_writers_of_one_stream_would_wait_for_each_other(postgres_url: str) -> None:
    """Nobody should do this; if somebody does, order holds all the same."""
    slow, quick = Database(postgres_url), Database(postgres_url)
    stream = await open_stream(slow)

    async with slow.transaction(PLATFORM) as connection:
        await journal.append(connection, stream, [entry("first")])
        second = asyncio.create_task(append(quick, stream, entry("second")))
        assert await read_on(quick) == []
        assert not second.done()
    await second

    assert await read_on(quick) == ["first", "second"]
    await slow.close()
    await quick.close()


@pytest.mark.parametrize("read_before", [False, True], ids=["first-time", "later"])
async def test_of_two_readers_that_race_one_derives_and_the_other_rolls_back(
    postgres_url: str, *, read_before: bool
) -> None:
    one, other = Database(postgres_url), Database(postgres_url)
    stream = await open_stream(one)
    async with one.transaction(PLATFORM) as connection:
        await connection.run_sync(derived.metadata.create_all)
    if read_before:
        await append(one, stream, entry())
        await read_on(one)
    await append(one, stream, *(entry(str(number)) for number in range(5)))
    both_have_read = asyncio.Barrier(2)

    async def derive(database: Database) -> bool:
        async with database.transaction(PLATFORM) as connection:
            [state] = await journal.lagging_streams(connection, READER)
            rows = await journal.read(connection, stream, after=state.read_to)
            await both_have_read.wait()
            await connection.execute(insert(derived), [{"number": row.position} for row in rows])
            if await journal.move_cursor(connection, READER, state, to=rows[-1].position):
                return True
            await connection.rollback()
            return False

    async with asyncio.timeout(10):
        won = await asyncio.gather(derive(one), derive(other))

    assert sorted(won) == [False, True]
    async with one.read(PLATFORM) as connection:
        assert await connection.scalar(select(func.count()).select_from(derived)) == 5
    assert await lagging(one) == []
    await one.close()
    await other.close()


async def test_a_stale_reader_moves_no_cursor(database: Database) -> None:
    stream = await open_stream(database)
    await append(database, stream, entry("a"))
    [stale] = await lagging(database)
    await read_on(database)
    await append(database, stream, entry("b"))

    async with database.transaction(PLATFORM) as connection:
        assert not await journal.move_cursor(connection, READER, stale, to=2)
    assert await read_on(database) == ["b"]


async def test_a_session_is_read_in_the_order_we_heard_of_it(database: Database) -> None:
    before, after = await open_stream(database), await open_stream(database)
    session = SessionId(new_id())
    mine = [
        entry(str(step), session_id=session, received_at=NOW + timedelta(seconds=step))
        for step in range(3)
    ]
    await append(database, after, mine[1], entry("no session"))
    await append(database, before, mine[2], mine[0])
    await append(database, before, entry("another", session_id=SessionId(new_id())))

    async with database.read(PLATFORM) as connection:
        rows = await journal.read_session(
            connection, station_id=STATION, session_id=session, received_from=NOW
        )
    assert [row.entry for row in rows] == mine


async def test_a_station_is_read_backwards_page_by_page(database: Database) -> None:
    one, other = await open_stream(database), await open_stream(database)
    await append(database, one, *(entry(f"1:{n}") for n in range(3)))
    await append(database, other, *(entry(f"2:{n}") for n in range(2)))
    await append(database, other, entry("latest", received_at=NOW + timedelta(seconds=1)))
    await append(database, other, entry("elsewhere", station_id=StationId(new_id())))

    pages: list[list[str]] = []
    before: tuple[datetime, int, int] | None = None
    async with database.read(PLATFORM) as connection:
        while rows := await journal.read_station(
            connection, station_id=STATION, before=before, limit=2
        ):
            pages.append([row.entry.message_id for row in rows])
            before = (rows[-1].entry.received_at, rows[-1].stream, rows[-1].position)

    assert pages == [["latest", "2:1"], ["2:0", "1:2"], ["1:1", "1:0"]]


async def test_how_far_a_reader_is_behind_is_told_by_its_oldest_unread_row(
    database: Database,
) -> None:
    one, other = await open_stream(database), await open_stream(database)

    async def oldest() -> datetime | None:
        async with database.read(PLATFORM) as connection:
            return await journal.oldest_unread_at(connection, READER)

    assert await oldest() is None
    await append(database, one, entry(received_at=NOW), entry(received_at=NOW))
    assert await read_on(database, limit=1)
    await append(database, other, entry(received_at=NOW - timedelta(seconds=5)))

    assert await oldest() == NOW - timedelta(seconds=5)
    await read_on(database)
    assert await oldest() is None
