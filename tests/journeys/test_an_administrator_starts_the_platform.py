"""Every way of starting ends well, or with one clear sentence and a code for scripts."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from sigec_sandbox import Station
from tests.canaries import RFID_TOKEN
from tests.journeys.condominium import Condominium
from tests.journeys.installation import Installation
from tests.journeys.process import SERVE, Process
from tests.services.discovery import free_port


async def refused(given: Mapping[str, str]) -> str:
    """Run ``sigec serve``, which must end by itself with code 1, and return what it said."""
    process = await asyncio.create_subprocess_exec(
        *SERVE,
        env=given,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 1, said.decode()
    [sentence] = [line for line in said.decode().splitlines() if not line.startswith("{")]
    return sentence


async def test_a_broker_that_is_away_is_waited_for_while_stations_charge(tmp_path: Path) -> None:
    nowhere = f"nats://127.0.0.1:{free_port()}"
    async with Process.serving(tmp_path, nats_url=nowhere) as process, moved_in(process) as house:
        health = await house.installation.health()
        assert (health["status"], health["broker"]) == ("degraded", "down")
        async with await house.station() as station:
            await charge(station)
        assert (await house.the_session())["energy_wh"] == 1_000


async def test_a_second_start_leaves_the_first_in_peace(tmp_path: Path) -> None:
    async with Process.serving(tmp_path) as process, moved_in(process) as house:
        async with await house.station() as station:
            sentence = await refused(process.environment)
            assert sentence.startswith(f"sigec: the web port {process.http_port} cannot be opened")
            status = await house.admin.get(f"/stations/{await house.station_id(station)}/status")
            assert status["online"], "the second start took the first one's stations for dead"
            await charge(station)
        assert (await house.the_session())["energy_wh"] == 1_000


async def test_again_after_a_clean_end_and_after_a_crash(tmp_path: Path) -> None:
    async with Process.serving(tmp_path) as process, moved_in(process) as house:
        station = await house.station()
        for end in (process.stop, process.kill):
            async with station:
                await charge(station)
                await end()
            await process.start()
            status = await house.admin.get(f"/stations/{await house.station_id(station)}/status")
            assert not status["online"]
        assert [each["energy_wh"] for each in await house.settled(2)] == [1_000, 1_000]


@asynccontextmanager
async def moved_in(process: Process) -> AsyncIterator[Condominium]:
    async with (
        Installation.reached(process.http_url, process.ocpp_url) as installation,
        Condominium.moved_in(installation, "predio") as house,
    ):
        yield house


async def charge(station: Station) -> None:
    await station.plug()
    await station.tap(RFID_TOKEN)
    await station.charge(1_000, minutes=30)
    await station.stop()
    await station.unplug()
