"""Our commands reach a station, and its answer comes back in our words."""

import asyncio
import json
from typing import Any, cast

import pytest
from websockets.asyncio.client import ClientConnection

from sigec.db import Ingest
from sigec.journal import Entry
from sigec.kit.clock import SystemClock
from sigec.kit.ids import CommandId, StationId, new_id
from sigec.ocpp.link import OcppLink
from sigec.stations.model import Command, CommandAnswer, CommandStatus, Reset, StartCharging, Unlock
from sigec.stations.ports import StationOffline, StationSilent
from tests.integration.ocpp.harness import Platform, ask, hear, serve

START = StartCharging(
    id_token="A1", id_token_kind="ISO14443", evse=1, connector=1, remote_start_id=9
)


class Line:
    """The link to one station, and what it journaled."""

    def __init__(self, platform: Platform) -> None:
        self.entries: list[Entry] = []
        self._platform = platform
        ingest = cast("Ingest", self)  # the link posts, and nothing else
        self._link = OcppLink(registry=platform.registry, clock=SystemClock(), ingest=ingest)

    def post(self, key: StationId, apply: object, item: Entry, *, size_bytes: int) -> None:
        self.entries.append(item)

    async def send(self, command: Command) -> CommandAnswer:
        station_id = self._platform.gate.id_of("CP1")
        return await self._link.send(station_id, command, command_id=CommandId(new_id()))


async def answer(station: ClientConnection, kind: int, *rest: Any) -> list[Any]:
    call = await hear(station)
    await station.send(json.dumps([kind, call[1], *rest]))
    return call


@pytest.mark.parametrize(
    ("version", "action"),
    [("ocpp1.6", "RemoteStartTransaction"), ("ocpp2.0.1", "RequestStartTransaction")],
)
async def test_a_start_is_said_in_the_stations_version(version: str, action: str) -> None:
    async with serve() as platform, platform.station("CP1", version) as station:
        await ask(station, "Heartbeat")
        line = Line(platform)
        sending = asyncio.create_task(line.send(START))
        call = await answer(station, 3, {"status": "Accepted"})
        assert call[2] == action
        expected = CommandAnswer(status=CommandStatus.ACCEPTED, payload={"status": "Accepted"})
        assert await sending == expected
        [entry] = line.entries
        assert (entry.direction, entry.action, entry.message_id) == ("out", action, call[1])
        assert json.loads(entry.request) == call[3]
        assert entry.answer == '{"status": "Accepted"}'


@pytest.mark.parametrize(
    ("status", "means"),
    [
        ("Rejected", CommandStatus.REJECTED),
        ("UnlockFailed", CommandStatus.FAILED),
        ("NotSupported", CommandStatus.NOT_SUPPORTED),
        ("Perhaps", CommandStatus.ERROR),
    ],
)
async def test_an_answer_is_understood(status: str, means: CommandStatus) -> None:
    async with serve() as platform, platform.station("CP1") as station:
        await ask(station, "Heartbeat")
        sending = asyncio.create_task(Line(platform).send(Unlock(evse=1, connector=1)))
        await answer(station, 3, {"status": status})
        assert (await sending).status is means


async def test_an_error_of_the_station_is_an_answer() -> None:
    async with serve() as platform, platform.station("CP1") as station:
        await ask(station, "Heartbeat")
        line = Line(platform)
        sending = asyncio.create_task(line.send(Reset()))
        await answer(station, 4, "InternalError", "no", {})
        told = await sending
        assert told.status is CommandStatus.ERROR
        assert told.payload["error_code"] == "InternalError"
        assert (line.entries[0].answer or "").startswith("[4,")


async def test_what_the_version_cannot_say_is_not_sent() -> None:
    async with serve() as platform, platform.station("CP1") as station:
        await ask(station, "Heartbeat")
        line = Line(platform)
        too_long = StartCharging(id_token="x" * 21, id_token_kind="Central", remote_start_id=1)
        for command in (too_long, Reset(evse=1)):
            assert (await line.send(command)).status is CommandStatus.NOT_SUPPORTED
        assert not line.entries


async def test_without_a_connection_the_station_is_offline() -> None:
    async with serve() as platform:
        with pytest.raises(StationOffline):
            await Line(platform).send(Reset())


async def test_a_station_that_does_not_answer_is_silent_and_so_is_a_lost_one() -> None:
    async with serve(call_timeout_s=0.05) as platform:
        line = Line(platform)
        async with platform.station("CP1") as station:
            await ask(station, "Heartbeat")
            with pytest.raises(StationSilent):
                await line.send(Reset())
            await hear(station)
            sending = asyncio.create_task(line.send(Reset()))
            await hear(station)
            await station.close()
        with pytest.raises(StationSilent):
            await sending
        assert [entry.answer for entry in line.entries] == [None, None]
