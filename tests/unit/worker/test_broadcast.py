"""An event reaches what each process remembers, and one failing reaction silences no other."""

import asyncio
from datetime import UTC, datetime

from sigec.adapters.memory_bus import MemoryBus
from sigec.events import Event
from sigec.events.drivers import PersonChanged
from sigec.events.stations import StationChanged
from sigec.kit.ids import EventId, PersonId, StationId, TenantId, new_id
from sigec.outbox import Envelope
from sigec.worker.broadcast import Broadcast

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def told(event: Event) -> Envelope:
    return Envelope(id=EventId(new_id()), event=event)


def station_changed() -> StationChanged:
    return StationChanged(tenant_id=TenantId(new_id()), at=NOW, station_id=StationId(new_id()))


async def test_every_process_hears_an_event_and_goes_on_after_a_failure() -> None:
    bus = MemoryBus()
    heard: asyncio.Queue[Event] = asyncio.Queue()
    failures = iter([RuntimeError("once")])

    async def fail_once(_event: Event) -> None:
        for failure in failures:
            raise failure

    processes = [Broadcast(bus, {StationChanged: [fail_once, heard.put]}) for _ in range(2)]
    listening = [asyncio.create_task(process.run()) for process in processes]
    await asyncio.sleep(0)
    events: list[Event] = [station_changed(), station_changed()]
    for event in events:
        envelope = told(event)
        await processes[0].tell(envelope)
        await processes[1].hear(envelope)  # by another way too: it counts once
    async with asyncio.timeout(1):
        received = [await heard.get() for _ in range(3)]
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    assert sorted(events.index(event) for event in received) == [0, 1, 1]


async def test_what_nobody_listens_to_is_not_sent() -> None:
    bus = MemoryBus()
    broadcast = Broadcast(bus, {})
    event = PersonChanged(tenant_id=None, at=NOW, person_id=PersonId(new_id()))
    async with bus.subscribe("events.>") as messages:
        await broadcast.tell(told(event))
        await bus.publish("events.last", b"")
        assert (await anext(messages)).topic == "events.last"
