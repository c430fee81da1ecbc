"""The MQTT adapter against a real broker: what is kept, who is gone, and whom we trust."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from aiomqtt import Client

from sigec.adapters.mqtt import MqttAddress, MqttBroker
from sigec.brokers.model import TopicMessage
from sigec.brokers.ports import BrokerUnavailable
from tests.authority import Holder
from tests.journeys.eventually import eventually
from tests.services import mqtt
from tests.services.discovery import free_port


@asynccontextmanager
async def connected(
    url: str, status: str, *, authorities: Path | None = None
) -> AsyncIterator[MqttBroker]:
    broker = MqttBroker(
        MqttAddress.read(url, authorities=authorities), status=status, pause_first_s=0.05
    )
    await broker.open()
    try:
        await is_connected(broker)
        yield broker
    finally:
        await broker.close()


async def is_connected(broker: MqttBroker, after: int = 0) -> None:
    async def is_so() -> bool:
        return (broker.connection or 0) > after

    await eventually(is_so)


async def kept(url: str, *topics: str) -> dict[str, str]:
    """Return what is kept under topics, each of which must be."""
    address = urlsplit(url)
    async with asyncio.timeout(10), Client(address.hostname or "", address.port or 0) as client:
        found = {}
        for topic in topics:
            await client.subscribe(topic, qos=1)
            message = await anext(client.messages)
            assert isinstance(message.payload, bytes)
            found[str(message.topic)] = message.payload.decode()
        return found


def message(topic: str, text: str) -> TopicMessage:
    return TopicMessage(topic=topic, payload=text.encode(), is_kept=True)


async def test_what_is_kept_waits_for_who_comes_later(mqtt_url: str, service_prefix: str) -> None:
    root = f"{service_prefix}/kept"
    async with connected(mqtt_url, f"{root}/status") as broker:
        await broker.publish([message(f"{root}/many/{number}", "x") for number in range(100)])
        await broker.publish([message(f"{root}/a", "1"), message(f"{root}/a", "2")])
        found = await kept(mqtt_url, f"{root}/a", f"{root}/status")
        assert found == {f"{root}/a": "2", f"{root}/status": "online"}
    assert await kept(mqtt_url, f"{root}/status") == {f"{root}/status": "offline"}


async def test_it_comes_back_to_a_broker_that_was_away(tmp_path: Path) -> None:
    port = free_port()
    url = f"mqtt://127.0.0.1:{port}"
    broker = MqttBroker(MqttAddress.read(url), status="s", pause_first_s=0.05)
    await broker.open()

    async def is_away() -> bool:
        return broker.connection is None

    with pytest.raises(BrokerUnavailable):
        await broker.publish([message("a", "1")])
    for number in range(2):
        async with running(tmp_path, port):
            await is_connected(broker, after=number)
            await broker.publish([message("a", str(number))])
            assert await kept(url, "a") == {"a": str(number)}
        await eventually(is_away)
    await broker.close()


# paho leaves a socket that is not trusted to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_only_a_certificate_that_is_trusted_is_talked_to(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    port, ours = free_port(), Holder("localhost", is_authority=True).write(tmp_path)
    url = f"mqtts://127.0.0.1:{port}"
    tls = f'tls {{ cert_file: "{ours[0]}", key_file: "{ours[1]}" }}'
    async with running(tmp_path, port, tls=tls):
        async with connected(url, "s", authorities=ours[0]) as broker:
            await broker.publish([message("a", "1")])
        stranger = MqttBroker(MqttAddress.read(url), status="s", pause_first_s=0.05)
        await stranger.open()

        async def was_refused() -> bool:
            return "CERTIFICATE_VERIFY_FAILED" in caplog.text

        await eventually(was_refused)
        assert stranger.connection is None
        await stranger.close()


async def test_the_broker_says_it_when_we_are_gone_without_a_word(
    mqtt_url: str, service_prefix: str
) -> None:
    status = f"{service_prefix}/gone/status"
    address = urlsplit(mqtt_url)
    async with (
        asyncio.timeout(10),
        connected(mqtt_url, status) as broker,
        Client(address.hostname or "", address.port or 0) as watcher,
    ):
        await watcher.subscribe(status, qos=1)
        assert (await anext(watcher.messages)).payload == b"online"
        assert broker._client is not None
        line = broker._client._client.socket()
        assert isinstance(line, socket.socket)
        line.shutdown(socket.SHUT_RDWR)  # as a power cut ends it
        said = [(await anext(watcher.messages)).payload for _ in range(2)]
        assert said == [b"offline", b"online"], "and it is back"


@asynccontextmanager
async def running(folder: Path, port: int, *, tls: str = "") -> AsyncIterator[None]:
    """Run a broker of this test alone, for as long as the context lasts."""
    process = await asyncio.create_subprocess_exec(
        *mqtt.command(folder, port, tls=tls),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )

    async def answers() -> bool:
        return mqtt.answers(f"mqtt://127.0.0.1:{port}")

    try:
        await eventually(answers)
        yield
    finally:
        process.send_signal(signal.SIGKILL)
        await process.wait()
