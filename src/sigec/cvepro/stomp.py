"""The cloud's own feed, STOMP over SockJS: the status of connectors as it changes.

An accelerator only: whatever it tells, or fails to tell, REST tells as well.
"""

import asyncio
import secrets
from collections.abc import AsyncGenerator, AsyncIterator, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from sigec.cvepro.transport import find_address
from sigec.kit.addresses import Reach

TOPIC = "/topic/status/chargeBox/"
BEAT_S = 10.0
ROTATE_S = 600.0
OPEN_TIMEOUT_S = 20.0
SILENCE_MAX_S = 60.0
MESSAGE_BYTES_MAX = 256 * 1024
_PORTS = {"https": 443, "http": 80}


class FeedBroken(Exception):
    """The feed could not be opened, was refused or ended; the text says why, without a token."""


class StatusMessage(Struct, rename="camel", kw_only=True):
    """What the feed says of a connector; ``error_code`` has two spellings for none."""

    charge_box_id: str | None = None
    charge_box_uuid: str | None = None
    connector_id: int
    timestamp: str | None = msgspec.field(default=None, name="timestampDT")
    status: str | None = None
    error_code: str | None = None
    error_info: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Which feed to open, for whom, and of which chargers (by their uuids)."""

    base_url: str
    token: str
    chargers: Collection[str]


async def listen(
    feed: Feed, reach: Reach, *, rotate_s: float = ROTATE_S
) -> AsyncGenerator[StatusMessage, None]:
    """Yield what the feed says, until it is time to open it anew.

    :raises FeedBroken: when it cannot be opened, is refused, ends or falls silent.
    """
    try:
        async with asyncio.timeout(OPEN_TIMEOUT_S):
            socket = await _open(feed, reach)
    except (OSError, TimeoutError, WebSocketException) as error:
        raise FeedBroken(type(error).__name__) from error
    beating = asyncio.create_task(_beat(socket))
    loop = asyncio.get_running_loop()
    ends_at = loop.time() + rotate_s
    try:
        async for message in _messages(socket, feed):
            yield message
            if loop.time() >= ends_at:
                return
    finally:
        beating.cancel()
        await socket.close()


async def _open(feed: Feed, reach: Reach) -> ClientConnection:
    parts = urlsplit(feed.base_url)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    scheme = "wss" if parts.scheme == "https" else "ws"
    session = f"{secrets.randbelow(1000):03d}/{secrets.token_hex(8)}"
    return await connect(
        f"{scheme}://{parts.netloc}/ws/{session}/websocket",
        host=await find_address(reach, host, port),
        port=port,
        proxy=None,
        max_size=MESSAGE_BYTES_MAX,
        ping_interval=None,
    )


async def _messages(socket: ClientConnection, feed: Feed) -> AsyncIterator[StatusMessage]:
    while True:
        try:
            async with asyncio.timeout(SILENCE_MAX_S):
                text = await socket.recv(decode=True)
        except (TimeoutError, WebSocketException) as error:
            raise FeedBroken(type(error).__name__) from error
        if text == "o":
            await _say(socket, _connect_frame(feed))
        elif text.startswith("c"):
            raise FeedBroken("the cloud closed it")
        for frame in _frames(text):
            command, body = _split(frame)
            if command == "CONNECTED":
                for number, uuid in enumerate(feed.chargers):
                    await _say(socket, f"SUBSCRIBE\nid:{number}\ndestination:{TOPIC}{uuid}\n\n\0")
            elif command == "ERROR":
                raise FeedBroken("the cloud refused it")
            elif command == "MESSAGE" and (told := _read(body)) is not None:
                yield told


def _connect_frame(feed: Feed) -> str:
    host = urlsplit(feed.base_url).hostname or ""
    beat = f"{BEAT_S * 1000:.0f}"
    return (
        f"CONNECT\naccept-version:1.2\nhost:{host}\nheart-beat:{beat},{beat}\n"
        f"Authorization:Bearer {feed.token}\nPlatform:API\n\n\0"
    )


async def _beat(socket: ClientConnection) -> None:
    with suppress(WebSocketException):
        while True:
            await asyncio.sleep(BEAT_S)
            await _say(socket, "\n")


async def _say(socket: ClientConnection, frame: str) -> None:
    try:
        await socket.send(msgspec.json.encode([frame]).decode())
    except WebSocketException as error:
        raise FeedBroken(type(error).__name__) from error


def _frames(text: str) -> Iterator[str]:
    """Return the STOMP frames of a SockJS message; a heartbeat has none."""
    if not text.startswith("a"):
        return
    with suppress(msgspec.DecodeError):
        yield from msgspec.json.decode(text[1:], type=list[str])


def _split(frame: str) -> tuple[str, str]:
    head, _, body = frame.partition("\n\n")
    return head.lstrip().partition("\n")[0], body.rstrip("\0\n")


def _read(body: str) -> StatusMessage | None:
    try:
        return msgspec.json.decode(body, type=StatusMessage, strict=False)
    except msgspec.DecodeError:
        return None
