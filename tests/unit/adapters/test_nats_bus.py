import pytest

from sigec.adapters import nats_bus
from sigec.adapters.nats_bus import NatsBus
from sigec.kit.ports import BusMessage, BusUnavailable


async def test_before_nats_is_there_nothing_can_be_sent() -> None:
    bus = NatsBus("nats://127.0.0.1:1")

    with pytest.raises(BusUnavailable):
        await bus.publish("a", b"")
    with pytest.raises(BusUnavailable):
        await bus.request("a", b"", timeout_s=1)
    await bus.reply(BusMessage(topic="a", payload=b"", reply_to="b"), b"")
    await bus.close()


async def test_the_platform_starts_and_stops_without_nats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nats_bus, "CONNECT_TIMEOUT_S", 0.05)
    bus = NatsBus("nats://127.0.0.1:1")

    await bus.open()

    assert not bus.is_connected
    await bus.close()


async def test_one_may_listen_before_nats_is_there() -> None:
    bus = NatsBus("nats://127.0.0.1:1")
    async with bus.subscribe("a") as messages:
        await bus.close()

        assert [message async for message in messages] == []
