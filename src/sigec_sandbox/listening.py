"""An application on a port of this machine, in the process of whoever wants one."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

import uvicorn
from starlette.applications import Starlette

BACKLOG = 128


class _Server(uvicorn.Server):
    """Leaves signals to whoever runs the process."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Listening:
    """An application that listens for as long as the context lasts."""

    def __init__(self, app: Starlette, *, port: int = 0, host: str = "127.0.0.1") -> None:
        """Prepare; port 0 is whichever is free."""
        self._host, self._port = host, port
        self._serving: asyncio.Task[None] | None = None
        self._server = _Server(
            uvicorn.Config(
                app,
                loop="none",
                lifespan="off",
                ws="websockets-sansio",
                access_log=False,
                log_config=None,
                timeout_graceful_shutdown=1,
            )
        )

    @property
    def url(self) -> str:
        """Where it listens: ``http://127.0.0.1:8900``."""
        return f"http://{self._host}:{self._port}"

    async def __aenter__(self) -> Self:
        """Listen.

        :raises OSError: when the port is taken.
        """
        listener = socket.create_server((self._host, self._port), backlog=BACKLOG)
        self._port = listener.getsockname()[1]
        self._serving = asyncio.create_task(self._server.serve(sockets=[listener]))
        return self  # the socket listens already: who connects before it is served waits a moment

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop listening."""
        self._server.should_exit = True
        if self._serving is not None:
            await self._serving
