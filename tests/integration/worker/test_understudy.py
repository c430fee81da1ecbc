"""While the bus is away every process hears of events from the outbox, each once."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sigec import jobs, outbox
from sigec.adapters.memory_bus import MemoryBus
from sigec.db import Database
from sigec.events.stations import StationChanged
from sigec.kit.actor import PLATFORM, Role
from sigec.kit.clock import ManualClock
from sigec.kit.ids import StationId, TenantId, new_id
from sigec.kit.ports import BusUnavailable
from sigec.live.feed import Feed
from sigec.live.frames import Frame, frame_of
from sigec.live.hub import Hub
from sigec.worker import understudy
from sigec.worker.broadcast import Broadcast
from sigec.worker.relay import Relay, Subscriber
from sigec.worker.understudy import Understudy
from tests.integration.actors import create_tenant, somebody


class ShakyBus(MemoryBus):
    """A bus that is away when a test says so."""

    is_away = False

    @property
    def is_connected(self) -> bool:
        return not self.is_away

    async def publish(self, topic: str, payload: bytes) -> None:
        if self.is_away:
            raise BusUnavailable("away")
        await super().publish(topic, payload)


async def change(database: Database, tenant_id: TenantId, count: int = 1) -> list[StationId]:
    """Let stations change; return which."""
    changed = [
        StationChanged(tenant_id=tenant_id, at=datetime.now(UTC), station_id=StationId(new_id()))
        for _ in range(count)
    ]
    async with database.transaction(PLATFORM) as connection:
        await outbox.append(connection, changed)
    return [event.station_id for event in changed]


async def test_nothing_is_missed_and_nothing_comes_twice(database: Database) -> None:
    tenant = await create_tenant(database)
    bus, clock, heard = ShakyBus(), ManualClock(datetime.now(UTC)), list[StationId]()

    async def remember(event: object) -> None:
        assert isinstance(event, StationChanged)
        heard.append(event.station_id)

    hub, broadcast = Hub(bus), Broadcast(bus, {StationChanged: [remember]})
    stand_in = Understudy(database, clock, bus, (broadcast.hear, hub.hear))

    with hub.watch(somebody(Role.VIEWER, tenant)) as watcher:
        watcher.subscribe(frozenset({"stations"}))
        before = await change(database, tenant.id)
        await stand_in.step()
        assert heard == []  # the bus is there, and does it

        bus.is_away = True
        many = await change(database, tenant.id, understudy.PAGE + 1)
        await stand_in.step()
        await stand_in.step()
        assert heard == [*before, *many]

        late = await change(database, tenant.id)
        bus.is_away = False
        await stand_in.step()  # what fell between both ways
        assert heard == [*before, *many, *late]

        async with database.read(PLATFORM) as connection:
            kept = await outbox.read_after(
                connection,
                understudy._id_before(clock.now()),
                outbox.Wanted(names=[StationChanged.name], tenant_id=tenant.id),
                limit=1_000,
            )
        hub.deliver(_frame(kept[-1]))  # the bus brings the last one too
        shown = [await watcher.next() for _ in range(len(heard))]
        assert len({frame.id for frame in shown if frame}) == len(shown)
        watcher.subscribe(frozenset())
        await change(database, tenant.id)
        await stand_in.step()
        assert len(heard) == len(shown)  # the bus does it again


async def test_the_relay_goes_on_without_the_bus(database: Database) -> None:
    tenant = await create_tenant(database)
    bus = ShakyBus()
    bus.is_away = True
    told = list[outbox.Envelope]()

    async def take(envelopes: Sequence[outbox.Envelope]) -> None:
        told.extend(envelopes)

    async def show(envelopes: Sequence[outbox.Envelope]) -> None:
        for envelope in envelopes:
            await Feed(bus).tell(envelope)

    subscribers = (Subscriber(name="live", react=show), Subscriber(name="webhooks", react=take))
    clock = ManualClock(datetime.now(UTC))
    relay = Relay(database, clock, {StationChanged: subscribers})
    [station_id] = await change(database, tenant.id)
    await relay.step()
    changed = [each.event for each in told if isinstance(each.event, StationChanged)]
    assert [event.station_id for event in changed] == [station_id]
    async with database.read(PLATFORM) as connection:
        assert not await jobs.is_any_due(connection, at=clock.now())  # nobody needs telling again


def _frame(envelope: outbox.Envelope) -> Frame:
    frame = frame_of(envelope)
    assert frame is not None
    return frame
