"""Many stations at once, and rude ones among them: nobody else may notice."""

import asyncio
import json
import time
from typing import Any

from tests.conformance.charger import Charger
from tests.conformance.conftest import Grid
from tests.conformance.ocpp16 import words as one
from tests.conformance.ocpp201 import words as two

STATIONS = 200
PATIENCE_S = 5.0
VERSIONS = ("ocpp1.6", "ocpp2.0.1", "ocpp2.1")


async def charge(grid: Grid, version: str) -> None:
    """Live one short life of a station."""
    async with grid.charger(version, open_timeout=30) as charger:
        if version == "ocpp1.6":
            assert (await charger.tell("BootNotification", one.BOOT))["status"] == "Accepted"
            number = (await charger.tell("StartTransaction", one.start()))["transactionId"]
            await charger.tell("MeterValues", one.meter(30, one.wh(4000), transactionId=number))
            await charger.tell("StopTransaction", one.stop(number))
        else:
            assert (await charger.tell("BootNotification", two.BOOT))["status"] == "Accepted"
            for seq, kind in enumerate(("Started", "Updated", "Ended")):
                value = two.meter(seq * 30, 1000 + seq * 4000)
                await charger.tell(
                    "TransactionEvent", two.event(kind, seq, seq * 30, meterValue=[value])
                )
        session = await grid.session(charger)
        assert (session["status"], session["energy_wh"]) == ("ended", 8000)


async def test_two_hundred_stations_at_once(grid: Grid) -> None:
    await asyncio.gather(*(charge(grid, VERSIONS[n % 3]) for n in range(STATIONS)))


class Rude:
    """A connection without a library that would read what comes."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    @classmethod
    async def plugged(cls, grid: Grid) -> "Rude":
        address, _, root = grid.url.removeprefix("ws://").partition("/")
        host, _, port = address.partition(":")
        reader, writer = await asyncio.open_connection(host, int(port), limit=2**10)
        lines = (
            f"GET /{root}/{grid.new_identity()} HTTP/1.1",
            "Host: x",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Protocol: ocpp1.6",
        )
        writer.write("\r\n".join((*lines, "", "")).encode())
        await reader.readuntil(b"\r\n\r\n")
        return cls(reader, writer)

    def say(self, frame: list[Any]) -> None:
        text = json.dumps(frame).encode()
        assert len(text) < 126
        self.writer.write(bytes([0x81, 0x80 | len(text), 0, 0, 0, 0]) + text)

    async def hear(self) -> Any:
        _, length = await self.reader.readexactly(2)
        return json.loads(await self.reader.readexactly(length))


async def is_served(charger: Charger) -> None:
    """Prove that a well-behaved station is answered soon."""
    began = time.monotonic()
    await charger.tell("StatusNotification", one.STATUS)
    assert time.monotonic() - began < PATIENCE_S


async def test_a_slow_reader_gets_every_answer_in_order(grid: Grid) -> None:
    rude = await Rude.plugged(grid)
    async with grid.charger("ocpp1.6") as charger:
        calls = 3_000
        for number in range(calls):
            rude.say([2, f"{number}{'x' * 60}", "Heartbeat", {}])
        await is_served(charger)
        for number in range(calls):
            assert (await rude.hear())[1].rstrip("x") == str(number)
    rude.writer.close()


async def test_a_station_that_never_reads_slows_nobody(grid: Grid) -> None:
    rude = await Rude.plugged(grid)
    async with grid.charger("ocpp1.6") as charger:
        for _ in range(50):
            for number in range(400):
                rude.say([2, f"{number}{'x' * 60}", "Heartbeat", {}])
            await is_served(charger)
    rude.writer.transport.abort()
