"""The line between a browser or a station and the platform, which can be cut and mended."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import count
from urllib.parse import urlsplit

CHUNK_BYTES = 65_536


class NetworkLine:
    """Passes bytes on to the platform; when it is cut nobody answers at its address.

    With several targets it spreads connections over those that take any, as a balancer does that
    remembers nobody.
    """

    def __init__(self, *platform_urls: str) -> None:
        self._targets = [_address(url) for url in platform_urls]
        self._turns = count()
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._port = 0
        self._is_alive = _set_event()

    @classmethod
    @asynccontextmanager
    async def to(cls, *platform_urls: str) -> AsyncIterator["NetworkLine"]:
        """Lay a line for as long as the context lasts."""
        line = cls(*platform_urls)
        await line.mend()
        try:
            yield line
        finally:
            await line.cut()

    @property
    def url(self) -> str:
        """Where the platform is reached over this line."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def port(self) -> int:
        """Where it is on this machine; the same after a cut."""
        return self._port

    async def cut(self) -> None:
        """Drop every connection and let nobody in."""
        assert self._server is not None
        self._server.close()
        for writer in list(self._writers):
            writer.transport.abort()
        await self._server.wait_closed()

    def fall_silent(self) -> None:
        """Lose the route: no byte arrives any more, and nobody is told."""
        self._is_alive.clear()

    def find_route(self) -> None:
        """Carry whatever connects from now on; what fell silent stays so."""
        self._is_alive = _set_event()

    async def mend(self) -> None:
        """Let everybody in, at the same address as before."""
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def lead_to(self, platform_url: str) -> None:
        """Go to another platform from now on, at the same address."""
        await self.cut()
        self._targets = [_address(platform_url)]
        await self.mend()

    async def _carry(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        writers, is_alive = {back}, self._is_alive
        self._writers |= writers
        try:
            await is_alive.wait()
            far, forth = await self._connect()
            writers.add(forth)
            self._writers.add(forth)
            with suppress(OSError):  # the line was cut
                await asyncio.gather(_pour(near, forth, is_alive), _pour(far, back, is_alive))
        except ConnectionError:
            pass  # nobody is there: hang up
        finally:
            self._writers -= writers
            for writer in writers:
                writer.close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Connect to the next target that takes it.

        :raises ConnectionError: when none does.
        """
        first = next(self._turns)
        for place in range(len(self._targets)):
            with suppress(ConnectionError):
                target = self._targets[(first + place) % len(self._targets)]
                return await asyncio.open_connection(*target)
        raise ConnectionRefusedError


def _address(url: str) -> tuple[str | None, int | None]:
    parts = urlsplit(url)
    return parts.hostname, parts.port


def _set_event() -> asyncio.Event:
    event = asyncio.Event()
    event.set()
    return event


async def _pour(
    source: asyncio.StreamReader, sink: asyncio.StreamWriter, is_alive: asyncio.Event
) -> None:
    while chunk := await source.read(CHUNK_BYTES):
        await is_alive.wait()
        sink.write(chunk)
        await sink.drain()
    if sink.can_write_eof():
        sink.write_eof()
