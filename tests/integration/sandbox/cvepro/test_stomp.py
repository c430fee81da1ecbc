"""Group 7: status as it changes, by STOMP over SockJS (`cve-pro.md`)."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from sigec_sandbox.cvepro import Cloud, CvePro
from sigec_sandbox.cvepro.stomp import Frame


@asynccontextmanager
async def watching(cloud: Cloud) -> AsyncIterator[ClientConnection]:
    async with CvePro(cloud) as server:
        address = server.url.replace("http", "ws") + "/ws/042/abcdef/websocket"
        async with connect(address, proxy=None) as socket:
            assert await socket.recv() == "o"
            yield socket


async def say(socket: ClientConnection, frame: Frame) -> None:
    await socket.send(json.dumps([frame.encode()]))


async def hear(socket: ClientConnection) -> Frame:
    text = str(await socket.recv())
    assert text[0] == "a"
    [inside] = json.loads(text[1:])
    frame = Frame.decode(inside)
    assert frame is not None
    return frame


def token_of(cloud: Cloud) -> str:
    return cloud.sign_ins.admit(cloud.accounts[0], at=cloud.now(), life_s=3_600).token


def hello(authorization: str) -> Frame:
    headers = {"accept-version": "1.2", "heart-beat": "10000,10000", "Authorization": authorization}
    return Frame(command="CONNECT", headers=headers)


async def test_whoever_subscribes_hears_of_that_charger_only(cloud: Cloud) -> None:
    async with watching(cloud) as socket:
        await say(socket, hello(f"Bearer {token_of(cloud)}"))
        assert (await hear(socket)).headers["version"] == "1.2"
        topic = f"/topic/status/chargeBox/{cloud.chargers['JAC0001'].uuid}"
        await say(socket, Frame(command="SUBSCRIBE", headers={"id": "7", "destination": topic}))
        await say(socket, Frame(command="SEND"))
        await socket.ping()
        await _settled(socket, cloud)
        cloud.report("JAC0002", 1, "Charging")
        cloud.report("JAC0001", 1, "Faulted", error_code="GroundFailure")
        message = await hear(socket)

    told: dict[str, Any] = json.loads(message.body)
    assert (message.command, message.headers["subscription"]) == ("MESSAGE", "7")
    assert (told["chargeBoxId"], told["connectorId"]) == ("JAC0001", 1)
    assert (told["status"], told["errorCode"]) == ("Faulted", "GroundFailure")
    assert told["timestampDT"] == "2026-11-21T12:00:00.000Z"


async def _settled(socket: ClientConnection, cloud: Cloud) -> None:
    """Wait until what was said before has been heard: the answer to a ping comes after it."""
    await (await socket.ping())
    assert cloud.listeners


@pytest.mark.parametrize("refuses", [False, True])
async def test_a_wrong_token_is_shown_the_door(cloud: Cloud, *, refuses: bool) -> None:
    cloud.behaviours.stomp_refuses = refuses
    authorization = f"Bearer {token_of(cloud)}" if refuses else token_of(cloud)
    async with watching(cloud) as socket:
        await say(socket, hello(authorization))
        assert (await hear(socket)).command == "ERROR"
        assert str(await socket.recv()) == 'c[1002,"Access is denied"]'
        with pytest.raises(ConnectionClosed):
            await socket.recv()


async def test_one_may_leave(cloud: Cloud) -> None:
    async with watching(cloud) as socket:
        await say(socket, Frame(command="DISCONNECT"))
        assert str(await socket.recv()).startswith("c[3000")
