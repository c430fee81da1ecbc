"""Every event reaches a broker, whatever happens to it, to us, or in between."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import msgspec
import pytest

from sigec import outbox
from sigec.brokers.model import Broker, BrokerMessage
from sigec.brokers.ports import BrokerUnavailable
from sigec.brokers.service import BrokerFeeder, BrokerPlanner, forget_untold, oldest_waiting_at
from sigec.brokers.service.feeding import BATCH
from sigec.db import Database
from sigec.events import Event
from sigec.events.sessions import SessionStarted
from sigec.events.tenants import TenantChanged
from sigec.jobs.turns import Turn
from sigec.kit.actor import PLATFORM
from sigec.kit.clock import ManualClock
from sigec.kit.ids import EventId, SessionId, StationId, TenantId, new_id
from tests.integration.actors import NOON, create_tenant


@dataclass
class Fake:
    """A broker that can be away, take a part only, or cut us off after it took all."""

    took: list[BrokerMessage] = field(default_factory=list)
    is_away: bool = False
    takes: int | None = None
    cuts_off: bool = False

    async def publish(self, messages: Sequence[BrokerMessage]) -> Collection[EventId]:
        if self.is_away:
            raise BrokerUnavailable("it cannot be reached")
        taken = messages[: self.takes]
        self.took += taken
        if self.cuts_off:
            raise RuntimeError("and here the process died")
        return [each.id for each in taken]

    @property
    def ids(self) -> list[EventId]:
        return [each.id for each in self.took]


@dataclass
class House:
    """A tenant whose events a broker is told."""

    database: Database
    clock: ManualClock
    tenant_id: TenantId
    broker: Fake = field(default_factory=Fake)

    def feeder(self) -> BrokerFeeder:
        """Return another process's feeder."""
        turn = Turn(self.database, self.clock, "brokers.jetstream")
        return BrokerFeeder(self.database, Broker.JETSTREAM, port=self.broker, turn=turn)

    def started(self) -> SessionStarted:
        return SessionStarted(
            tenant_id=self.tenant_id,
            at=NOON,
            session_id=SessionId(new_id()),
            station_id=StationId(new_id()),
            started_at=NOON,
        )

    async def happen(self, *events: Event) -> list[EventId]:
        """Let the relay tell of events, as it may do twice."""
        async with self.database.transaction(PLATFORM) as connection:
            await outbox.append(connection, events)
            told = await outbox.claim(connection, at=NOON, limit=10_000, lease_s=60)
        planner = BrokerPlanner(self.database, [Broker.JETSTREAM])
        await planner.plan(told)
        await planner.plan(told[:1])
        return [each.id for each in told]


@pytest.fixture
async def house(database: Database) -> House:
    tenant = await create_tenant(database)
    house = House(database, ManualClock(NOON), tenant.id)
    await house.happen()  # what the tenant's making told
    while await house.feeder().step():
        pass
    house.broker.took.clear()
    return house


async def test_all_is_told_in_order_as_every_follower_hears_it(house: House) -> None:
    ids = await house.happen(*[house.started() for _ in range(BATCH + 1)])
    feeder = house.feeder()
    assert await feeder.step()
    assert not await feeder.step()
    assert not await feeder.step()

    assert house.broker.ids == ids
    message = house.broker.took[0]
    said = msgspec.json.decode(message.body)
    assert (message.name, message.tenant_id) == ("session.started", house.tenant_id)
    assert said.keys() == {"id", "type", "version", "at", "data"}
    assert (said["id"], said["type"]) == (str(ids[0]), "session.started")


async def test_what_is_said_to_ourselves_is_not_told(house: House) -> None:
    ours = TenantChanged(tenant_id=house.tenant_id, at=NOON, slug="predio")
    [_, event_id] = await house.happen(ours, house.started())
    await house.feeder().step()

    assert house.broker.ids == [event_id]


async def test_while_the_broker_is_away_events_wait_and_then_all_come(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.broker.is_away = True
    feeder = house.feeder()
    ids = await house.happen(house.started(), house.started())
    for _ in range(3):
        assert not await feeder.step()
    ids += await house.happen(house.started())
    waits_since = await oldest_waiting_at(house.database, Broker.JETSTREAM)

    house.broker.is_away = False
    await feeder.step()
    assert house.broker.ids == ids
    assert waits_since is not None
    assert await oldest_waiting_at(house.database, Broker.JETSTREAM) is None
    said = [record.message for record in caplog.records if "brokers." in record.message]
    assert ["away" in said[0], "back" in said[-1], len(said)] == [True, True, 2]


async def test_what_was_not_confirmed_is_told_again(house: House) -> None:
    first, second = await house.happen(house.started(), house.started())
    house.broker.takes = 1
    feeder = house.feeder()
    await feeder.step()
    await feeder.step()

    assert house.broker.ids == [first, second]


async def test_who_dies_before_noting_it_tells_the_same_again(house: House) -> None:
    [event_id] = await house.happen(house.started())
    house.broker.cuts_off = True
    with pytest.raises(RuntimeError):
        await house.feeder().step()

    house.broker.cuts_off = False
    house.clock.advance(seconds=46)  # the turn of the dead is over
    await house.feeder().step()
    assert house.broker.ids == [event_id, event_id], "by one id: the broker knows"


async def test_one_process_at_a_time_tells(house: House) -> None:
    mine, other = house.feeder(), house.feeder()
    [first] = await house.happen(house.started())
    await mine.step()
    [second] = await house.happen(house.started())
    await other.step()
    assert house.broker.ids == [first]

    await mine.close()
    await other.step()
    assert house.broker.ids == [first, second]
    house.clock.advance(seconds=20)
    [third] = await house.happen(house.started())
    await mine.step()
    await other.step()
    assert house.broker.ids == [first, second, third]


async def test_after_a_week_it_is_given_up_and_said(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    await house.happen(house.started())
    await forget_untold(house.database, ManualClock(NOON - timedelta(days=36_500)))
    assert "brokers.events.lost" not in caplog.text

    await forget_untold(house.database, ManualClock(NOON + timedelta(days=36_500)))
    assert "brokers.events.lost" in caplog.text
    await house.feeder().step()
    assert house.broker.ids == []


async def test_what_the_outbox_forgot_holds_up_nothing(house: House) -> None:
    gone, *kept = await house.happen(house.started(), house.started())
    async with house.database.transaction(PLATFORM) as connection:
        await outbox.mark_relayed(connection, [gone], at=NOON)
        await outbox.remove_relayed(connection, before=NOON + timedelta(days=1), limit=10)
    await house.feeder().step()

    assert house.broker.ids == kept
