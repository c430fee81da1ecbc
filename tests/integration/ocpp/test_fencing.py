"""A station that comes back: the newest socket wins, the old one touches nothing."""

import asyncio
import json

import pytest
from websockets.exceptions import ConnectionClosed

from sigec.ocpp.connection import ConnectionLost
from sigec.ocpp.router import Call
from tests.integration.ocpp.harness import Payload, Platform, ask, hear, serve


async def next_event(platform: Platform) -> tuple[str, str, int]:
    async with asyncio.timeout(5):
        return await platform.gate.events.get()


async def test_the_newest_socket_wins_and_the_older_is_closed() -> None:
    async with serve() as platform, platform.station("CP1") as old:
        await ask(old, "Heartbeat")
        async with platform.station("CP1", "ocpp2.0.1") as new:
            assert (await ask(new, "Heartbeat"))[0] == 3
            with pytest.raises(ConnectionClosed):
                await old.recv()
            assert old.close_code == 1001
            assert [await next_event(platform) for _ in range(3)] == [
                ("connected", "CP1", 1),
                ("connected", "CP1", 2),
                ("disconnected", "CP1", 1),
            ]
            connection = platform.registry.find(platform.gate.id_of("CP1"))
            assert connection is not None
            assert connection.version.value == "ocpp2.0.1"
            assert (await ask(new, "Heartbeat"))[0] == 3
        assert await next_event(platform) == ("disconnected", "CP1", 2)
        assert platform.registry.find(platform.gate.id_of("CP1")) is None


async def test_generations_follow_the_order_of_sockets_however_slow_the_first_is() -> None:
    async with serve() as platform:
        platform.gate.may_join.clear()
        async with platform.station("CP1"), platform.station("CP1") as new:
            platform.gate.may_join.set()
            assert (await ask(new, "Heartbeat"))[0] == 3
            events = [await next_event(platform) for _ in range(3)]
            assert events[-1] == ("disconnected", "CP1", 1)


async def test_an_answer_waits_until_the_socket_is_the_stations() -> None:
    async with serve() as platform:
        platform.gate.may_join.clear()
        async with platform.station("CP1") as station:
            await station.send('[2,"m","Heartbeat",{}]')
            pong = await station.ping()
            await pong
            assert not platform.calls
            platform.gate.may_join.set()
            assert (await hear(station))[1] == "m"


async def test_a_half_open_socket_gives_way() -> None:
    async with serve() as platform:
        old = await platform.station("CP1")
        await ask(old, "Heartbeat")
        old.transport.pause_reading()  # the network is gone, TCP does not know
        async with platform.station("CP1") as new:
            assert (await ask(new, "Heartbeat"))[0] == 3
            assert (await next_event(platform))[0] == "connected"
            assert (await next_event(platform))[0] == "connected"
            assert await next_event(platform) == ("disconnected", "CP1", 1)
        old.transport.abort()


async def test_calls_waiting_on_the_older_socket_are_left_to_the_newer() -> None:
    started, release = asyncio.Event(), asyncio.Event()

    async def wait(_: Call) -> Payload:
        started.set()
        await release.wait()
        return {"status": "Accepted"}

    async with serve() as platform, platform.station("CP1") as old:
        platform.answers["DataTransfer"] = wait
        for number in range(3):
            await old.send(json.dumps([2, number, "DataTransfer", {"vendorId": "V"}]))
        await started.wait()
        async with platform.station("CP1") as new:
            await ask(new, "Heartbeat")
            release.set()
            assert (await ask(new, "Heartbeat"))[0] == 3
            assert [call.action for call in platform.calls].count("DataTransfer") == 1


async def test_our_call_on_the_older_socket_fails_at_once() -> None:
    async with serve() as platform, platform.station("CP1") as old:
        await ask(old, "Heartbeat")
        calling = asyncio.create_task(platform.call("CP1"))
        assert (await hear(old))[2] == "Reset"
        async with platform.station("CP1") as new:
            await ask(new, "Heartbeat")
            with pytest.raises(ConnectionLost) as caught:
                await calling
            assert caught.value.was_sent


async def test_hundreds_of_stations_are_served_side_by_side() -> None:
    async def live(platform: Platform, number: int) -> None:
        async with platform.station(f"CP{number}") as station:
            for _ in range(3):
                assert (await ask(station, "Heartbeat"))[0] == 3

    async with serve() as platform:
        await asyncio.gather(*(live(platform, number) for number in range(300)))
        assert len(platform.calls) == 900
