"""Old messages go in time, but none that somebody has yet to read."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from sigec import journal
from sigec.db import Database
from sigec.journal import Entry
from sigec.kit.actor import PLATFORM
from sigec.kit.clock import ManualClock
from sigec.kit.ids import StationId, StreamId, TenantId, new_id
from sigec.worker.storage import Storage

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
KEPT = {"journal": timedelta(days=400)}


async def hear(database: Database, stream: StreamId, at: datetime) -> None:
    entry = Entry(
        tenant_id=TenantId(new_id()),
        station_id=StationId(new_id()),
        protocol="ocpp1.6",
        direction="in",
        action="Heartbeat",
        message_id="1",
        request="{}",
        at=at,
        received_at=at,
    )
    async with database.transaction(PLATFORM) as connection:
        await journal.append(connection, stream, [entry])


async def read_all(database: Database) -> None:
    async with database.transaction(PLATFORM) as connection:
        for state in await journal.lagging_streams(connection, "somebody"):
            assert await journal.move_cursor(connection, "somebody", state, to=state.position)


async def count(database: Database) -> int:
    async with database.read(PLATFORM) as connection:
        found = await connection.execute(text("SELECT count(*) FROM journal"))
        return int(found.scalar_one())


async def test_what_is_old_goes_once_it_is_read(database: Database) -> None:
    storage = Storage(database, ManualClock(NOW), kept=KEPT)
    async with database.transaction(PLATFORM) as connection:
        stream = await journal.open_stream(connection, node="here", at=NOW)
    await read_all(database)
    await hear(database, stream, NOW - timedelta(days=401))
    await read_all(database)
    await hear(database, stream, NOW - timedelta(days=400, hours=1))
    await hear(database, stream, NOW - timedelta(days=399))

    await storage.make_room()
    await storage.forget()
    assert await count(database) == 2, "one is old, and unread"

    await read_all(database)
    await storage.forget()
    assert await count(database) == 1
    await storage.forget()
    assert await count(database) == 1
