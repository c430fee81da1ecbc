"""A program of somebody else, which takes what webhooks bring."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Self

from tests.journeys.api import Json


@dataclass(kw_only=True)
class Receiver:
    """What arrived; ``status`` is what it answers."""

    port: int = 0
    status: int = 200
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/sigec"

    @property
    def bodies(self) -> list[Json]:
        return [json.loads(body) for _, body in self.heard]

    @classmethod
    @asynccontextmanager
    async def listening(cls) -> AsyncIterator[Self]:
        """Listen on whatever port is free."""
        made = cls()
        server = await asyncio.start_server(made._serve, "127.0.0.1", 0)
        async with server:
            made.port = server.sockets[0].getsockname()[1]
            yield made

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        lines = [line.partition(":") for line in head.split("\r\n")[1:] if line]
        headers = {name.lower(): value.strip() for name, _, value in lines}
        body = await reader.readexactly(int(headers["content-length"]))
        self.heard.append((headers, body))
        answer = b'{"ok": true}'
        writer.write(
            f"HTTP/1.1 {self.status} Said\r\nContent-Length: {len(answer)}\r\n"
            "Connection: close\r\n\r\n".encode()
            + answer
        )
        await writer.drain()
        writer.close()
