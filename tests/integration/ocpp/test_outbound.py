"""Our CALLs: one at a time, in order, with a deadline, never before the boot is answered."""

import asyncio
import json
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection

from sigec.ocpp.connection import CallUnanswered, ConnectionLost, ReplyBroken, TooManyCalls
from sigec.ocpp.frames import ErrorFrame, ResultFrame
from sigec.ocpp.router import Call
from sigec.stations.model import Registration
from tests.integration.ocpp.harness import Payload, ask, hear, serve

BOOT = {"chargePointVendor": "V", "chargePointModel": "M"}


async def reply(station: ClientConnection, call: list[Any], kind: int = 3, *rest: Any) -> None:
    await station.send(json.dumps([kind, call[1], *(rest or ({"status": "Accepted"},))]))


async def test_calls_go_out_one_at_a_time_and_in_order() -> None:
    async with serve() as platform, platform.station("CP1") as station:
        await ask(station, "Heartbeat")
        actions = ["Reset", "ClearCache", "GetLocalListVersion"]
        calls = [asyncio.create_task(platform.call("CP1", action)) for action in actions]
        for action in actions:
            call = await hear(station)
            assert call[:1] + call[2:3] == [2, action]
            assert (await ask(station, "Heartbeat"))[0] == 3  # nothing else is on its way
            await reply(station, call)
        replies = await asyncio.gather(*calls)
        assert all(isinstance(each, ResultFrame) for each in replies)


async def test_an_error_is_a_reply_too() -> None:
    async with serve() as platform, platform.station("CP1") as station:
        await ask(station, "Heartbeat")
        calling = asyncio.create_task(platform.call("CP1"))
        await reply(station, await hear(station), 4, "NotSupported", "no", "details as text")
        answer = await calling
        assert isinstance(answer, ErrorFrame)
        assert answer.code == "NotSupported"


async def test_silence_ends_the_call_and_frees_the_queue_and_a_late_reply_does_no_harm() -> None:
    async with serve() as platform, platform.station("CP1") as station:
        await ask(station, "Heartbeat")
        with pytest.raises(CallUnanswered):
            await platform.call("CP1", timeout_s=0.02)
        late = await hear(station)
        await reply(station, late)
        calling = asyncio.create_task(platform.call("CP1", "ClearCache"))
        call = await hear(station)
        assert call[2] == "ClearCache"
        await reply(station, call)
        assert isinstance(await calling, ResultFrame)


async def test_who_waits_no_longer_hears_late_of_what_was_sent_and_sends_nothing_more() -> None:
    heard: list[Any] = []
    async with serve() as platform, platform.station("CP1") as station:
        await ask(station, "Heartbeat")
        first = asyncio.create_task(platform.call("CP1", hear_late=heard.append))
        call = await hear(station)
        second = asyncio.create_task(platform.call("CP1", "ClearCache"))
        await ask(station, "Heartbeat")  # by now it waits for its turn
        for given_up in (first, second):
            given_up.cancel()
        await asyncio.gather(first, second, return_exceptions=True)
        await reply(station, call)
        assert (await ask(station, "Heartbeat"))[0] == 3  # nothing was sent in between
    assert [type(each) for each in heard] == [ResultFrame]


async def test_a_call_that_never_gets_its_turn_ends_as_well() -> None:
    async with serve() as platform, platform.station("CP1") as station:
        await ask(station, "Heartbeat")
        first = asyncio.create_task(platform.call("CP1", timeout_s=5))
        await hear(station)
        with pytest.raises(CallUnanswered):
            await platform.call("CP1", "ClearCache", timeout_s=0.02)
        first.cancel()
        assert (await ask(station, "Heartbeat"))[0] == 3  # the unsent one is never delivered late


async def test_a_broken_reply_ends_the_call_and_is_not_answered() -> None:
    async with serve() as platform, platform.station("CP1", "ocpp2.0.1") as station:
        await ask(station, "Heartbeat")
        calling = asyncio.create_task(platform.call("CP1"))
        _, id_, *_ = await hear(station)
        await station.send(f'[3,"{id_}",{{"status":"Acc')
        with pytest.raises(ReplyBroken):
            await calling
        assert (await ask(station, "Heartbeat"))[0] == 3


async def test_unknown_replies_are_dropped() -> None:
    async with serve() as platform, platform.station("CP1") as station:
        for frame in ('[3,"unknown",{}]', '[4,"unknown","GenericError","",{}]', '[4,"-1","x"]'):
            await station.send(frame)
        assert (await ask(station, "Heartbeat"))[0] == 3
        assert not platform.refused


async def test_a_caller_who_gives_up_leaves_the_turn_until_the_reply() -> None:
    async with serve() as platform, platform.station("CP1") as station:
        await ask(station, "Heartbeat")
        impatient = asyncio.create_task(platform.call("CP1"))
        abandoned = await hear(station)
        impatient.cancel()
        patient = asyncio.create_task(platform.call("CP1", "ClearCache"))
        assert (await ask(station, "Heartbeat"))[0] == 3
        await reply(station, abandoned)
        await reply(station, await hear(station))
        assert isinstance(await patient, ResultFrame)


async def test_the_end_of_the_line_fails_all_calls_and_says_which_was_sent() -> None:
    async with serve() as platform:
        async with platform.station("CP1") as station:
            await ask(station, "Heartbeat")
            calls = [asyncio.create_task(platform.call("CP1")) for _ in range(2)]
            await hear(station)
        lost = await asyncio.gather(*calls, return_exceptions=True)
        assert [isinstance(each, ConnectionLost) and each.was_sent for each in lost] == [
            True,
            False,
        ]


async def test_the_queue_is_bounded() -> None:
    async with serve(commands_waiting_max=2) as platform, platform.station("CP1") as station:
        await ask(station, "Heartbeat")
        calls = [asyncio.create_task(platform.call("CP1")) for _ in range(3)]
        await hear(station)
        with pytest.raises(TooManyCalls):
            await platform.call("CP1")
        for call in calls:
            call.cancel()


async def test_nothing_goes_out_before_the_boot_is_answered() -> None:
    release = asyncio.Event()

    async def wait(_: Call) -> Payload:
        await release.wait()
        return {"status": "Accepted", "interval": 300, "currentTime": "2026-01-01T00:00:00Z"}

    async with serve() as platform:
        platform.answers["BootNotification"] = wait
        platform.gate.registration = Registration.PENDING
        async with platform.station("CP1") as station:
            await ask(station, "Heartbeat")
            calling = asyncio.create_task(platform.call("CP1"))
            await station.send(json.dumps([2, "boot", "BootNotification", BOOT]))
            pong = await station.ping()
            await pong
            release.set()
            assert (await hear(station))[1] == "boot"
            call = await hear(station)
            assert call[2] == "Reset"
            await reply(station, call)
            await calling


async def test_an_accepted_station_need_not_boot_again_to_be_told_something() -> None:
    async with serve() as platform, platform.station("CP1") as station:
        await ask(station, "Heartbeat")
        calling = asyncio.create_task(platform.call("CP1"))
        await reply(station, await hear(station))
        assert isinstance(await calling, ResultFrame)
