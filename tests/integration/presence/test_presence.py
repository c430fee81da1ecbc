"""A process that is gone for good is struck off, and its stations are offline."""

import re
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import presence
from sigec.db import Database
from sigec.kit.actor import PLATFORM
from sigec.kit.clock import ManualClock, SystemClock
from sigec.presence import Attendance, NodeState
from sigec.presence.attendance import GONE_S
from sigec.worker.presence import Badge, Presence, PresenceWatch


class Watch:
    now = 0.0

    def __call__(self) -> float:
        return self.now


async def names(database: Database) -> Sequence[str]:
    async with database.read(PLATFORM) as connection:
        return [state.name for state in await presence.list_nodes(connection)]


async def test_who_beats_is_known_until_they_leave(database: Database) -> None:
    badge = Badge.of("a", frozenset({"ocpp", "api"}))
    here = Presence(database, SystemClock(), badge, lambda: None)
    for _ in range(2):
        await here.step()
        async with database.read(PLATFORM) as connection:
            [state] = await presence.list_nodes(connection)
    assert state.name == "a/api+ocpp"
    assert (state.host, state.roles, state.beat, state.trouble) == (
        "a",
        frozenset({"api", "ocpp"}),
        1,
        None,
    )
    await here.leave()
    assert await names(database) == []


async def test_who_is_silent_is_buried_once_and_told_when_they_come_back(
    database: Database,
) -> None:
    watch, buried, struck_off = Watch(), list[str](), list[str]()

    async def bury(_: AsyncConnection, gone: NodeState) -> None:
        buried.append(gone.name)

    silent, lively = (
        Presence(
            database,
            SystemClock(),
            Badge(name=name, host=name, roles=frozenset({"ocpp"})),
            lambda name=name: struck_off.append(name),  # type: ignore[misc]  # bound now
        )
        for name in ("silent", "lively")
    )
    watches = [PresenceWatch(database, Attendance(watch), bury) for _ in range(2)]
    await silent.step()
    for watch.now in range(0, int(GONE_S) + 10, 5):
        await lively.step()
        for each in watches:
            await each.step()
    assert buried == ["silent"]
    assert await names(database) == ["lively"]
    assert struck_off == []

    await silent.step()  # it was only cut off
    assert struck_off == ["silent"]
    assert await names(database) == ["lively", "silent"]


async def test_a_clock_that_is_wrong_is_told_of(postgres_url: str) -> None:
    database = Database(postgres_url)
    badge = Badge.of("a", frozenset({"ocpp"}))
    for hours, way in ((2, "ahead of"), (-2, "behind"), (0, None)):
        clock = ManualClock(SystemClock().now())
        clock.advance(hours=hours)
        await Presence(database, clock, badge, lambda: None).step()
        async with database.read(PLATFORM) as connection:
            [state] = await presence.list_nodes(connection)
        told = re.fullmatch(r"its clock is 7[12]\d\d s (.*) the database's", state.trouble or "")
        assert (told and told[1]) == way
    await database.close()
