"""The line between a browser or a station and the platform, which can be cut and mended."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

CHUNK_BYTES = 65_536


class NetworkLine:
    """Passes bytes on to the platform; when it is cut nobody answers at its address."""

    def __init__(self, platform_url: str) -> None:
        parts = urlsplit(platform_url)
        self._target = (parts.hostname, parts.port)
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._port = 0

    @classmethod
    @asynccontextmanager
    async def to(cls, platform_url: str) -> AsyncIterator["NetworkLine"]:
        """Lay a line for as long as the context lasts."""
        line = cls(platform_url)
        await line.mend()
        try:
            yield line
        finally:
            await line.cut()

    @property
    def url(self) -> str:
        """Where the platform is reached over this line."""
        return f"http://127.0.0.1:{self._port}"

    async def cut(self) -> None:
        """Drop every connection and let nobody in."""
        assert self._server is not None
        self._server.close()
        for writer in list(self._writers):
            writer.transport.abort()
        await self._server.wait_closed()

    async def mend(self) -> None:
        """Let everybody in, at the same address as before."""
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def lead_to(self, platform_url: str) -> None:
        """Go to another platform from now on, at the same address."""
        await self.cut()
        parts = urlsplit(platform_url)
        self._target = (parts.hostname, parts.port)
        await self.mend()

    async def _carry(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        far, forth = await asyncio.open_connection(*self._target)
        writers = {back, forth}
        self._writers |= writers
        try:
            with suppress(OSError):  # the line was cut
                await asyncio.gather(_pour(near, forth), _pour(far, back))
        finally:
            self._writers -= writers
            for writer in writers:
                writer.close()


async def _pour(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    while chunk := await source.read(CHUNK_BYTES):
        sink.write(chunk)
        await sink.drain()
    if sink.can_write_eof():
        sink.write_eof()
