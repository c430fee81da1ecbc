"""The live view's socket, as a browser holds it."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect

Frame = dict[str, Any]

DEADLINE_S = 15.0


class Live:
    """Every frame that came so far, and a wait for those that still will."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self.seen: list[Frame] = []

    @classmethod
    @asynccontextmanager
    async def watching(cls, http_url: str, token: str, *topics: str) -> AsyncIterator[Self]:
        """Greet with the token and subscribe."""
        address = f"{http_url.replace('http', 'ws', 1)}/api/v1/live"
        async with connect(address, proxy=None, compression=None) as socket:
            await socket.send(json.dumps({"token": token}))
            await socket.send(json.dumps({"subscribe": list(topics)}))
            yield cls(socket)

    async def next(self, type_: str, fits: Callable[[Frame], bool] = lambda _: True) -> Frame:
        """Return the next frame of a type that fits, from those not read yet."""
        async with asyncio.timeout(DEADLINE_S):
            while True:
                frame: Frame = json.loads(await self._socket.recv())
                self.seen.append(frame)
                if frame["type"] == type_ and fits(frame["data"]):
                    return frame
