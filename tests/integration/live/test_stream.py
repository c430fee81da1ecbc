"""Who was cut off goes on where they were, and hears of everything at least once."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sigec import outbox
from sigec.adapters.memory_bus import MemoryBus
from sigec.db import Database
from sigec.events.sessions import SessionStarted
from sigec.kit.actor import PLATFORM, Actor, Role
from sigec.kit.clock import ManualClock
from sigec.kit.errors import Unauthenticated
from sigec.kit.ids import EventId, PersonId, SessionId, StationId, UserId, new_id
from sigec.live.frames import Frame, frame_of
from sigec.live.hub import WATCHES_OF_ONE_MAX, Hub, TooManyWatches
from sigec.live.missed import Missed
from sigec.live.stream import EventStream
from sigec.tenants.model import Tenant
from tests.integration.actors import create_tenant, somebody

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TOPICS = {"sessions"}


async def happen(
    database: Database, tenant: Tenant, count: int = 1, *, person_id: PersonId | None = None
) -> list[outbox.Envelope]:
    """Let sessions start, and return what the relay would tell of them."""
    events = [
        SessionStarted(
            tenant_id=tenant.id,
            at=NOW,
            session_id=SessionId(new_id()),
            station_id=StationId(new_id()),
            person_id=person_id,
            started_at=NOW,
        )
        for _ in range(count)
    ]
    async with database.transaction(PLATFORM) as connection:
        await outbox.append(connection, events)
        taken = await outbox.claim(connection, at=NOW, limit=10_000, lease_s=60)
    return [envelope for envelope in taken if isinstance(envelope.event, SessionStarted)]


async def tell(database: Database, told: Sequence[outbox.Envelope], *, at: datetime = NOW) -> None:
    async with database.transaction(PLATFORM) as connection:
        await outbox.mark_relayed(connection, [envelope.id for envelope in told], at=at)


def missed_of(database: Database) -> Missed:
    return Missed(database, ManualClock(NOW))


@asynccontextmanager
async def following(
    database: Database, actor: Actor, after: EventId | None, *, hub: Hub | None = None
) -> AsyncIterator[AsyncIterator[Frame | None]]:
    async def renew() -> Actor:
        return actor

    stream = EventStream(hub or Hub(MemoryBus()), missed_of(database), keep_alive_s=0)
    frames = stream.follow(actor, topics=TOPICS, after=after, renew=renew)
    yield frames


async def heard(frames: AsyncIterator[Frame | None]) -> list[str | None]:
    """Return the ids of all frames until there are none for a while."""
    ids: list[str | None] = []
    async with asyncio.timeout(10):
        async for frame in frames:
            if frame is None:
                return ids
            ids.append(frame.id)
    return ids


def ids_of(told: Sequence[outbox.Envelope]) -> list[str]:
    return [str(envelope.id) for envelope in told]


async def test_what_was_missed_comes_first_and_once(database: Database) -> None:
    tenant = await create_tenant(database)
    first, *rest = await happen(database, tenant, 4)
    await tell(database, [first, *rest])
    hub = Hub(MemoryBus())

    async with following(database, somebody(Role.VIEWER, tenant), first.id, hub=hub) as frames:
        assert [str(rest[0].id)] == [frame.id async for frame in _first(frames) if frame]
        for envelope in rest:
            frame = frame_of(envelope)
            assert frame is not None
            hub.deliver(frame)
        assert await heard(frames) == ids_of(rest[1:])


async def test_many_pages_are_missed_in_order(database: Database) -> None:
    tenant = await create_tenant(database)
    first, *rest = await happen(database, tenant, 1_203)
    async with following(database, somebody(Role.VIEWER, tenant), first.id) as frames:
        assert await heard(frames) == ids_of(rest)


async def test_what_was_committed_late_is_not_lost(database: Database) -> None:
    tenant = await create_tenant(database)
    late, seen, known = await happen(database, tenant, 3)
    await tell(database, [known, seen])

    async with following(database, somebody(Role.VIEWER, tenant), known.id) as frames:
        assert await heard(frames) == [str(late.id)]


async def test_without_an_id_it_begins_now(database: Database) -> None:
    tenant = await create_tenant(database)
    await happen(database, tenant, 2)
    async with following(database, somebody(Role.VIEWER, tenant), None) as frames:
        assert await heard(frames) == []


async def test_what_is_missed_is_ones_own(database: Database) -> None:
    ours, theirs = await create_tenant(database), await create_tenant(database, "ipes")
    [begin] = await happen(database, ours)
    me = PersonId(new_id())
    [mine] = await happen(database, ours, person_id=me)
    await happen(database, theirs, person_id=me)
    await happen(database, ours)
    resident = somebody(Role.RESIDENT, ours)
    resident = replace(resident, person_id=me)
    async with following(database, resident, begin.id) as frames:
        assert await heard(frames) == ids_of([mine])


async def test_what_cannot_be_told_any_more_is_said(database: Database) -> None:
    tenant, other = await create_tenant(database), await create_tenant(database, "ipes")
    first, second = await happen(database, tenant, 2)
    [theirs] = await happen(database, other)
    await tell(database, [first], at=NOW)
    async with database.transaction(PLATFORM) as connection:
        await outbox.remove_relayed(connection, before=NOW + timedelta(seconds=1), limit=10)

    for unknown in (first.id, theirs.id):
        async with following(database, somebody(Role.VIEWER, tenant), unknown) as frames:
            gap = await anext(frames)
            assert gap is not None
            said = json.loads(gap.body)
            assert (said["id"], said["type"]) == (None, "stream.gap")
            assert said["data"] == {"after": str(unknown)}
            assert await heard(frames) == ids_of([second])


async def test_one_login_does_not_take_every_place(database: Database) -> None:
    tenant = await create_tenant(database)
    viewer = replace(somebody(Role.VIEWER, tenant), user_id=UserId(new_id()))
    hub, missed = Hub(MemoryBus()), missed_of(database)

    async def renew() -> Actor:
        return viewer

    with ExitStack() as stack:
        for _ in range(WATCHES_OF_ONE_MAX):
            stack.enter_context(hub.watch(viewer))
        stream = EventStream(hub, missed)
        with pytest.raises(TooManyWatches):
            stream.follow(viewer, topics=TOPICS, after=None, renew=renew)
        stream.follow(somebody(Role.VIEWER, tenant), topics=TOPICS, after=None, renew=renew)
    stream.follow(viewer, topics=TOPICS, after=None, renew=renew)


async def test_it_ends_with_the_login(database: Database) -> None:
    async def renew() -> Actor:
        raise Unauthenticated

    tenant = await create_tenant(database)
    stream = EventStream(Hub(MemoryBus()), missed_of(database), keep_alive_s=0, check_s=0)
    viewer = somebody(Role.VIEWER, tenant)
    frames = stream.follow(viewer, topics=TOPICS, after=None, renew=renew)
    assert [frame async for frame in frames] == []


async def _first(frames: AsyncIterator[Frame | None]) -> AsyncIterator[Frame | None]:
    yield await anext(frames)
