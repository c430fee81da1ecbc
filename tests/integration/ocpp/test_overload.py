"""More than can be answered waits outside: a flood costs no memory, and others nothing."""

import asyncio
import json
from contextlib import suppress

import psutil
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from sigec.ocpp.router import Call
from tests.integration.ocpp.harness import Payload, ask, serve

MEMORY_MAX_BYTES = 64 * 1024 * 1024
"""With all that Python keeps for itself and both ends of the line; the flood is twice as much."""
FLOOD = json.dumps([2, "m", "DataTransfer", {"vendorId": "V", "data": "x" * 60_000}])
FRAMES = 2_000


async def flood(mad: ClientConnection) -> None:
    with suppress(ConnectionClosed):
        for _ in range(FRAMES):
            await mad.send(FLOOD)


async def test_a_station_gone_mad() -> None:
    may_answer = asyncio.Event()

    async def slowly(_call: Call) -> Payload:
        await may_answer.wait()
        return {"status": "Accepted"}

    async with (
        serve() as platform,
        platform.station("CP-CALM") as calm,
        platform.station("CP-MAD") as mad,
    ):
        platform.answers["DataTransfer"] = slowly
        process = psutil.Process()
        before = process.memory_info().rss
        flooding = asyncio.create_task(flood(mad))
        for _ in range(200):
            assert (await ask(calm, "Heartbeat"))[0] == 3
        assert process.memory_info().rss - before < MEMORY_MAX_BYTES
        assert not flooding.done(), "all of it was taken: nothing held the flood back"
        flooding.cancel()
        await asyncio.gather(flooding, return_exceptions=True)
        may_answer.set()
        assert (await ask(calm, "Heartbeat"))[0] == 3
