"""A process that ends sees its stations off one after the other, and serves the rest meanwhile."""

import asyncio

import pytest
from websockets.exceptions import ConnectionClosed

from sigec.ocpp.connection import ConnectionLimits
from sigec.ocpp.server import OcppServerSettings
from tests.integration.ocpp.harness import ask, serve

SERVICE_RESTART = 1012


async def test_until_its_turn_each_station_is_served() -> None:
    pauses: list[float] = []
    may_go_on = asyncio.Semaphore(0)

    async def wait_for_us(pause_s: float) -> None:
        pauses.append(pause_s)
        await may_go_on.acquire()

    async with (
        serve(sleep=wait_for_us) as platform,
        platform.station("CP1") as first,
        platform.station("CP2") as second,
    ):
        for station in (first, second):
            assert (await ask(station, "Heartbeat"))[0] == 3
        stopping = asyncio.create_task(platform.server.stop())
        with pytest.raises(ConnectionClosed) as closed:
            await first.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == SERVICE_RESTART
        assert (await ask(second, "Heartbeat"))[0] == 3
        assert platform.server._listeners[0].sockets == ()

        may_go_on.release()
        with pytest.raises(ConnectionClosed):
            await second.recv()
        may_go_on.release()
        await stopping
    assert pauses == [1 / 500] * 2


async def test_however_many_there_are_it_ends() -> None:
    pauses: list[float] = []

    async def note(pause_s: float) -> None:
        pauses.append(pause_s)

    settings = OcppServerSettings(
        port=0, limits=ConnectionLimits(close_timeout_s=0.5), goodbyes_max_s=0.003
    )
    async with (
        serve(settings=settings, sleep=note) as platform,
        platform.station("CP1"),
        platform.station("CP2"),
        platform.station("CP3"),
    ):
        for identity in ("CP1", "CP2", "CP3"):
            assert platform.registry.find(platform.gate.id_of(identity))
        await platform.server.stop()
    assert pauses == [pytest.approx(0.001)] * 3
