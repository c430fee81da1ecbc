"""The outbox: with its cause or not at all, to one relay at a time, and again if that one dies."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, update

from sigec import outbox
from sigec.db import Database
from sigec.events import Event
from sigec.events.stations import StationBooted, StationDisconnected
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import StationId, TenantId, new_id
from sigec.outbox._store import outbox as table

NOW = datetime(2026, 11, 21, 22, 34, tzinfo=UTC)
TENANT = TenantId(new_id())
LEASE_S = 30


def events(count: int) -> list[Event]:
    return [
        StationDisconnected(tenant_id=TENANT, at=NOW, station_id=StationId(new_id()))
        for _ in range(count)
    ]


async def append(database: Database, told: Sequence[Event]) -> None:
    async with database.transaction(PLATFORM) as connection:
        await outbox.append(connection, told)


async def claim(
    database: Database, *, at: datetime = NOW, limit: int = 10
) -> Sequence[outbox.Envelope]:
    async with database.transaction(PLATFORM) as connection:
        return await outbox.claim(connection, at=at, limit=limit, lease_s=LEASE_S)


async def test_events_come_out_in_the_order_they_went_in(database: Database) -> None:
    told = events(5)
    await append(database, told)

    assert [envelope.event for envelope in await claim(database)] == told


async def test_an_event_shares_the_fate_of_its_cause(database: Database) -> None:
    async def fail_after_appending() -> None:
        async with database.transaction(PLATFORM) as connection:
            await outbox.append(connection, events(1))
            raise KeyError

    with pytest.raises(KeyError):
        await fail_after_appending()

    assert await claim(database) == []


async def test_what_a_wrong_clock_took_is_given_to_others(database: Database) -> None:
    told = events(1)
    await append(database, told)
    ahead = await claim(database, at=NOW + timedelta(hours=2))  # and its process dies
    assert [envelope.event for envelope in ahead] == told
    assert [envelope.event for envelope in await claim(database)] == told


async def test_nothing_is_told_twice_while_its_relay_lives(database: Database) -> None:
    await append(database, events(3))

    first = await claim(database, limit=2)
    second = await claim(database, limit=2)

    assert len(first) == 2
    assert len(second) == 1
    assert await claim(database) == []


async def test_what_a_dead_relay_held_is_told_by_the_next(database: Database) -> None:
    await append(database, events(2))
    held = await claim(database)

    late = await claim(database, at=NOW + timedelta(seconds=LEASE_S))

    assert late == held


async def test_what_was_told_is_told_no_more(database: Database) -> None:
    await append(database, events(2))
    [first, second] = await claim(database)
    async with database.transaction(PLATFORM) as connection:
        await outbox.mark_relayed(connection, [first.id], at=NOW)

    assert await claim(database, at=NOW + timedelta(hours=1)) == [second]


async def test_two_relays_at_the_same_moment_share_the_work(postgres_url: str) -> None:
    one, other = Database(postgres_url), Database(postgres_url)
    told = events(6)
    await append(one, told)

    async with one.transaction(PLATFORM) as connection:
        mine = await outbox.claim(connection, at=NOW, limit=4, lease_s=LEASE_S)
        theirs = await claim(other)  # passes over what is locked, and does not wait

    assert [envelope.event for envelope in mine] == told[:4]
    assert [envelope.event for envelope in theirs] == told[4:]
    await one.close()
    await other.close()


async def test_a_claim_that_was_rolled_back_holds_nothing(database: Database) -> None:
    await append(database, events(1))

    async def die() -> None:
        async with database.transaction(PLATFORM) as connection:
            await outbox.claim(connection, at=NOW, limit=1, lease_s=LEASE_S)
            raise KeyError

    with pytest.raises(KeyError):
        await die()
    assert len(await claim(database)) == 1


async def test_events_of_a_newer_version_wait_without_holding_up_the_others(
    database: Database,
) -> None:
    newer = {"name": "moon.landed", "payload": "{}", "tenant_id": TENANT, "at": NOW}
    async with database.transaction(PLATFORM) as connection:
        await connection.execute(insert(table), [newer | {"id": new_id()} for _ in range(5)])
    told = events(1)
    await append(database, told)

    assert [envelope.event for envelope in await claim(database, limit=2)] == told


async def test_an_event_that_cannot_be_read_holds_up_nobody(database: Database) -> None:
    told = events(2)
    await append(database, told)
    [first, _] = await claim(database)
    async with database.transaction(PLATFORM) as connection:
        await connection.execute(
            update(table).where(table.c.id == first.id).values(payload='{"at": "yesterday"}')
        )

    later = await claim(database, at=NOW + timedelta(hours=1))
    assert [envelope.event for envelope in later] == told[1:]


async def test_the_oldest_waits_since_it_was_stored_not_since_it_happened(
    database: Database,
) -> None:
    """An offline station tells on Monday what happened on Friday: nobody waits since Friday."""
    long_ago = StationBooted(
        tenant_id=TENANT,
        at=NOW - timedelta(days=3),
        station_id=StationId(new_id()),
        registration="accepted",
    )
    before = datetime.now(UTC) - timedelta(milliseconds=1)
    async with database.read(PLATFORM) as connection:
        assert await outbox.oldest_waiting_at(connection) is None
    await append(database, [long_ago])

    async with database.read(PLATFORM) as connection:
        waiting_since = await outbox.oldest_waiting_at(connection)
    assert waiting_since is not None
    assert before <= waiting_since <= datetime.now(UTC)


async def test_nothing_to_tell_stores_nothing(database: Database) -> None:
    await append(database, [])

    assert await claim(database) == []
