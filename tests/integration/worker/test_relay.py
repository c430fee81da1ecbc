"""Every event is told to everyone who subscribed, whatever the others do."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

import pytest

from sigec import jobs, outbox
from sigec.db import Database
from sigec.events import Event
from sigec.events.stations import StationChanged
from sigec.kit.actor import PLATFORM
from sigec.kit.clock import ManualClock
from sigec.kit.ids import EventId, StationId, TenantId, new_id
from sigec.worker.relay import LEASE_S, Relay, Subscriber

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def event() -> StationChanged:
    return StationChanged(tenant_id=TenantId(new_id()), at=NOW, station_id=StationId(new_id()))


class Ear:
    """A subscriber that remembers, and fails as often as it is told to, or for some events."""

    def __init__(self, name: str, *, failures: int = 0, deaf_for: Collection[Event] = ()) -> None:
        self.heard: list[Event] = []
        self.ids: list[EventId] = []
        self.missed: list[EventId] = []
        self.failures = failures
        self.deaf_for = deaf_for
        self.subscriber = Subscriber(name=name, react=self.react)

    async def react(self, envelopes: Sequence[outbox.Envelope]) -> None:
        if self.failures or any(each.event in self.deaf_for for each in envelopes):
            self.failures = max(0, self.failures - 1)
            self.missed += [each.id for each in envelopes]
            raise RuntimeError("deaf for now")
        self.heard += [each.event for each in envelopes]
        self.ids += [each.id for each in envelopes]


def relay(database: Database, clock: ManualClock, *ears: Ear) -> Relay:
    return Relay(database, clock, {StationChanged: [ear.subscriber for ear in ears]})


async def store(database: Database, events: Sequence[Event]) -> None:
    async with database.transaction(PLATFORM) as connection:
        await outbox.append(connection, events)


async def test_events_are_told_once_and_in_order(database: Database) -> None:
    ear = Ear("ear")
    told = relay(database, ManualClock(NOW), ear)
    events = [event() for _ in range(5)]
    await store(database, events)
    assert await told.step() is False
    assert await told.step() is False
    assert ear.heard == events


async def test_one_deaf_subscriber_hinders_nobody_and_hears_later(database: Database) -> None:
    clock = ManualClock(NOW)
    deaf, keen = Ear("deaf", failures=1), Ear("keen")
    told = relay(database, clock, deaf, keen)
    events = [event()]
    await store(database, events)
    await told.step()
    assert (deaf.heard, keen.heard) == ([], events)

    async with database.transaction(PLATFORM) as connection:
        [job] = await jobs.claim(connection, at=clock.now(), limit=10, lease_s=10)
    await told.retry(job)
    assert (deaf.heard, keen.heard) == (events, events)
    assert deaf.missed == deaf.ids == keen.ids


async def test_an_event_that_one_cannot_hear_fails_alone(database: Database) -> None:
    clock = ManualClock(NOW)
    before, poison, after = event(), event(), event()
    ear = Ear("ear", deaf_for=[poison])
    await store(database, [before, poison, after])
    await relay(database, clock, ear).step()
    assert ear.heard == [before, after]
    async with database.transaction(PLATFORM) as connection:
        [job] = await jobs.claim(connection, at=clock.now(), limit=10, lease_s=10)
    assert job.payload["id"] == str(ear.missed[-1])


async def test_what_a_dead_relay_took_is_told_by_the_next(database: Database) -> None:
    clock = ManualClock(NOW)
    await store(database, [event()])
    async with database.transaction(PLATFORM) as connection:
        await outbox.claim(connection, at=clock.now(), limit=10, lease_s=LEASE_S)
    ear = Ear("ear")
    told = relay(database, clock, ear)
    await told.step()
    assert ear.heard == []
    clock.advance(seconds=LEASE_S)
    await told.step()
    assert len(ear.heard) == 1


@pytest.mark.parametrize("waiting", [0, 1])
async def test_a_step_says_whether_there_may_be_more(database: Database, waiting: int) -> None:
    await store(database, [event() for _ in range(100 * waiting)])
    assert await relay(database, ManualClock(NOW), Ear("ear")).step() is bool(waiting)
