"""One socket: frames as stations really send them, order, back-pressure, silence, the end."""

import asyncio
import json
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from sigec.kit.errors import Unavailable
from sigec.ocpp.connection import Connection
from sigec.ocpp.router import Call
from tests.integration.ocpp.harness import Payload, Platform, ask, hear, serve


@asynccontextmanager
async def a_station(
    version: str = "ocpp1.6", *, compression: str | None = None, **limits: Any
) -> AsyncIterator[tuple[Platform, ClientConnection]]:
    async with (
        serve(**limits) as platform,
        platform.station("CP1", version, compression=compression) as station,
    ):
        yield platform, station


async def close_code(station: ClientConnection) -> int | None:
    """Read until the line is closed."""
    async with asyncio.timeout(5):
        with suppress(ConnectionClosed):
            async for _ in station:
                pass
        await station.wait_closed()
    return station.close_code


def connection_of(platform: Platform) -> Connection:
    connection = platform.registry.find(platform.gate.id_of("CP1"))
    assert connection is not None
    return connection


def is_open(connection: Connection) -> bool:
    return connection.is_open


async def test_calls_without_waiting_are_answered_in_order() -> None:
    async with a_station() as (_, station):
        for number in range(200):
            await station.send(json.dumps([2, number, "Heartbeat", {}]))
        answers = [(await hear(station))[1] for _ in range(200)]
        assert answers == list(range(200))


async def test_a_reused_message_id_is_answered_again() -> None:
    async with a_station() as (_, station):
        assert await ask(station, "Heartbeat") == await ask(station, "Heartbeat")


async def test_a_long_message_in_fragments_is_one_call() -> None:
    async with a_station() as (platform, station):
        text = json.dumps([2, "m", "DataTransfer", {"vendorId": "é" * 100_000}])
        await station.send([text[i : i + 999] for i in range(0, len(text), 999)])
        assert (await hear(station))[0] == 3
        assert json.loads(platform.calls[0].request)["vendorId"] == "é" * 100_000


async def test_a_message_beyond_the_limit_closes_the_line() -> None:
    async with a_station(message_bytes_max=10_000) as (_, station):
        await station.send("[2," + " " * 10_001 + '"m","Heartbeat",{}]')
        assert await close_code(station) == 1009


async def test_the_limit_counts_the_sum_of_fragments() -> None:
    async with a_station(message_bytes_max=10_000) as (_, station):
        with suppress(ConnectionClosed):
            await station.send(" " * 1_000 for _ in range(20))
        assert await close_code(station) == 1009


async def test_bytes_and_bad_utf8_close_the_line() -> None:
    async with a_station() as (_, station):
        await station.send(b"[2]")
        assert await close_code(station) == 1003
    async with a_station() as (_, station):
        await station.send(b'[2,"\xff","Heartbeat",{}]', text=True)
        assert await close_code(station) == 1007


@pytest.mark.parametrize("first_byte", [0b1100_0001, 0b1010_0001, 0b1001_0001, 0b1000_0000])
async def test_reserved_bits_and_lonely_fragments_close_the_line(first_byte: int) -> None:
    async with a_station() as (_, station):
        mask = b"\0\0\0\0"
        station.transport.write(bytes([first_byte, 0b1000_0010]) + mask + b"[]")
        assert await close_code(station) == 1002


async def test_control_frames_may_come_between_fragments() -> None:
    async with a_station() as (_, station):

        async def fragments() -> AsyncIterator[str]:
            yield '[2,"m",'
            await (await station.ping())
            yield '"Heartbeat",{}]'

        await station.send(fragments())
        assert (await hear(station))[:2] == [3, "m"]


@pytest.mark.parametrize(
    ("version", "answer"),
    [("ocpp1.6", None), ("ocpp2.0.1", [4, "-1", "RpcFrameworkError", "", {}])],
)
async def test_a_bad_frame_leaves_the_line_open(version: str, answer: list[object] | None) -> None:
    async with a_station(version) as (_, station):
        await station.send("nonsense")
        if answer is not None:
            assert await hear(station) == answer
        assert (await ask(station, "Heartbeat"))[0] == 3


async def test_unknown_and_unsupported_actions_are_told_apart() -> None:
    async with a_station() as (platform, station):
        assert (await ask(station, "MakeCoffee"))[2] == "NotImplemented"
        assert (await ask(station, "Reset"))[2] == "NotSupported"
        assert (await ask(station, "StatusNotification"))[2] == "OccurenceConstraintViolation"
        assert [entry.action for entry in platform.refused] == [
            "MakeCoffee",
            "Reset",
            "StatusNotification",
        ]


async def test_a_handler_that_fails_is_an_internal_error_and_the_line_goes_on() -> None:
    async def fail(_: Call) -> Payload:
        raise RuntimeError("a defect")

    async with a_station() as (platform, station):
        platform.answers["DataTransfer"] = fail
        answer = await ask(station, "DataTransfer", {"vendorId": "V"})
        assert answer == [4, "m1", "InternalError", "", {}]
        assert (await ask(station, "Heartbeat"))[0] == 3


async def test_what_could_not_be_stored_is_not_answered() -> None:
    async def lose(_: Call) -> Payload:
        raise Unavailable

    async with a_station() as (platform, station):
        platform.answers["DataTransfer"] = lose
        await station.send('[2,"lost","DataTransfer",{"vendorId":"V"}]')
        assert (await ask(station, "Heartbeat"))[1] == "m1"


async def test_a_full_queue_is_not_read_and_nothing_is_lost() -> None:
    release = asyncio.Event()

    async def wait(_: Call) -> Payload:
        await release.wait()
        return {"status": "Accepted"}

    async with a_station(calls_waiting_max=4) as (platform, station):
        platform.answers["DataTransfer"] = wait
        filler = "x" * 50_000
        sending = asyncio.create_task(_send_many(station, filler, 400))
        await asyncio.wait([sending], timeout=0.3)
        assert not sending.done()  # twenty megabytes do not fit into the sockets' buffers
        release.set()
        answers = [(await hear(station))[1] for _ in range(400)]
        assert answers == list(range(400))
        await sending


async def _send_many(station: ClientConnection, filler: str, times: int) -> None:
    for number in range(times):
        payload = {"vendorId": "V", "data": filler}
        await station.send(json.dumps([2, number, "DataTransfer", payload]))


async def test_a_silent_station_is_pinged_and_a_dead_one_dropped() -> None:
    async with a_station(ping_interval_s=60.0, silence_max_s=150.0) as (platform, station):
        await ask(station, "Heartbeat")
        connection = connection_of(platform)
        connection.check_silence(connection.heard_at + 61)
        await ask(station, "Heartbeat")  # the ping comes before this answer, …
        await ask(station, "Heartbeat")  # … and its pong before this question
        connection.check_silence(connection.heard_at + 149)
        assert is_open(connection)
        connection.check_silence(connection.heard_at + 151)
        assert not is_open(connection)
        assert await close_code(station) in (1001, 1006)


async def test_a_station_that_never_answered_a_ping_is_given_more_time() -> None:
    async with a_station(silence_max_s=150.0, mute_silence_max_s=900.0) as (platform, station):
        await ask(station, "Heartbeat")
        connection = connection_of(platform)
        connection.check_silence(connection.heard_at + 899)
        assert is_open(connection)
        connection.check_silence(connection.heard_at + 901)
        assert not is_open(connection)


async def test_pings_of_the_station_are_answered_and_count_as_life() -> None:
    async with a_station() as (platform, station):
        await ask(station, "Heartbeat")
        connection = connection_of(platform)
        heard_at = connection.heard_at
        async with asyncio.timeout(5):
            await (await station.ping())
        assert connection.heard_at > heard_at


async def test_2x_may_compress_in_both_directions() -> None:
    async with a_station("ocpp2.0.1", compression="deflate") as (platform, station):
        assert station.protocol.extensions

        async def echo(call: Call) -> Payload:
            return {"status": "Accepted", "data": json.loads(call.request)["data"]}

        platform.answers["DataTransfer"] = echo
        text = "long text " * 1_000
        for _ in range(3):
            answer = await ask(station, "DataTransfer", {"vendorId": "V", "data": text})
            assert answer[2]["data"] == text


async def test_16_is_not_compressed_unless_asked_for() -> None:
    async with a_station("ocpp1.6", compression="deflate") as (_, station):
        assert not station.protocol.extensions
        assert (await ask(station, "Heartbeat"))[0] == 3


async def test_a_compressed_bomb_closes_the_line() -> None:
    limit = 100_000
    async with a_station("ocpp2.0.1", compression="deflate", message_bytes_max=limit) as (
        _,
        station,
    ):
        await station.send(" " * 10_000_000)
        assert await close_code(station) == 1009


async def test_data_that_is_not_deflate_closes_the_line() -> None:
    async with a_station("ocpp2.0.1", compression="deflate") as (_, station):
        frame = bytes([0b1100_0001, 0b1000_0100]) + b"\0\0\0\0" + zlib.compress(b"")[:4]
        station.transport.write(frame)
        assert await close_code(station) == 1007


async def test_stopping_answers_what_came_and_says_goodbye() -> None:
    started, release = asyncio.Event(), asyncio.Event()

    async def wait(_: Call) -> Payload:
        started.set()
        await release.wait()
        return {"status": "Accepted"}

    async with serve() as platform:
        platform.answers["DataTransfer"] = wait
        async with platform.station("CP1") as station:
            await station.send('[2,"last","DataTransfer",{"vendorId":"V"}]')
            await started.wait()
            stopping = asyncio.create_task(platform.server.stop())
            await asyncio.sleep(0)
            release.set()
            assert (await hear(station))[1] == "last"
            assert await close_code(station) == 1012
            await stopping


async def test_who_takes_nothing_of_what_is_sent_is_dropped_in_the_end() -> None:
    async with a_station(silence_max_s=150.0) as (platform, _):
        connection = connection_of(platform)
        connection._socket.pause_writing()  # as picows does when the buffers are full
        now = asyncio.get_running_loop().time()
        connection.check_silence(now + 149)
        assert is_open(connection)
        connection.check_silence(now + 151)
        await connection.wait_closed()
