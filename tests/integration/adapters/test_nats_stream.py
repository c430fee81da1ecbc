"""A JetStream stream holds each event once, on a real server."""

import json
from collections.abc import AsyncIterator

import nats
import pytest
from nats.aio.client import Client

from sigec.adapters.nats_bus import NatsBus
from sigec.adapters.nats_stream import NatsEventStream
from sigec.brokers.model import BrokerMessage
from sigec.brokers.ports import BrokerUnavailable
from sigec.kit.ids import EventId, TenantId, new_id

TENANT = TenantId(new_id())


def messages(count: int) -> list[BrokerMessage]:
    return [
        BrokerMessage(
            id=EventId(new_id()),
            tenant_id=TENANT,
            name="session.ended",
            body=json.dumps({"number": number}).encode(),
        )
        for number in range(count)
    ]


@pytest.fixture
async def bus(nats_url: str) -> AsyncIterator[NatsBus]:
    bus = NatsBus(nats_url)
    await bus.open()
    yield bus
    await bus.close()


@pytest.fixture
async def reader(nats_url: str) -> AsyncIterator[Client]:
    client = await nats.connect(nats_url)
    yield client
    await client.close()


async def test_each_is_kept_once_under_its_tenant_in_order(
    bus: NatsBus, reader: Client, service_prefix: str
) -> None:
    name = f"{service_prefix}_once"
    told = messages(300)
    stream = NatsEventStream(bus, name)
    assert await stream.publish(told[:200]) == [each.id for each in told[:200]]

    again = NatsEventStream(bus, name)  # after a restart that remembered nothing
    assert await again.publish(told) == [each.id for each in told]

    found = await reader.jetstream().stream_info(name)
    assert found.state.messages == 300
    subscription = await reader.jetstream().subscribe(f"{name}.{TENANT}.session.>")
    heard = [await subscription.next_msg(timeout=5) for _ in told]
    assert [message.data for message in heard] == [each.body for each in told]
    assert {message.subject for message in heard} == {f"{name}.{TENANT}.session.ended"}
    await reader.jetstream().delete_stream(name)


async def test_a_stream_that_was_removed_is_made_again(
    bus: NatsBus, reader: Client, service_prefix: str
) -> None:
    name = f"{service_prefix}_again"
    stream, told = NatsEventStream(bus, name), messages(1)
    await stream.publish(told)
    await reader.jetstream().delete_stream(name)

    with pytest.raises(BrokerUnavailable):
        await stream.publish(told)
    assert await stream.publish(told) == [told[0].id]
    await reader.jetstream().delete_stream(name)


async def test_what_the_server_refuses_is_not_confirmed(
    bus: NatsBus, reader: Client, service_prefix: str
) -> None:
    """A stream of somebody else's making may take only small messages."""
    name = f"{service_prefix}_small"
    await reader.jetstream().add_stream(name=name, subjects=[f"{name}.>"], max_msg_size=400)
    small, large = messages(2)
    large = BrokerMessage(id=large.id, tenant_id=TENANT, name="x", body=b"x" * 2_000)

    stream = NatsEventStream(bus, name)
    assert await stream.publish([large, small]) == [small.id]
    await reader.jetstream().delete_stream(name)


async def test_without_nats_nothing_is_taken() -> None:
    with pytest.raises(BrokerUnavailable):
        await NatsEventStream(NatsBus("nats://127.0.0.1:1"), "any").publish(messages(1))
