"""Services of a test's own, to be stopped, killed and started again; nobody else's is touched."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from tests.journeys.eventually import PATIENCE, eventually
from tests.services import nats, postgres, redis
from tests.services.discovery import ServiceMissing, free_port
from tests.services.fixtures import require
from tests.services.orphans import die_with_us

START_S = 60.0
STOP_S = 60.0


class Server:
    """One service, up or down."""

    def __init__(
        self,
        *,
        command: Sequence[str],
        url: str,
        answers: Callable[[str], bool],
        folder: Path,
        user: str = "",
        inherits: Mapping[str, str] | None = None,
    ) -> None:
        self.url = url
        self._command = command
        self._answers = answers
        self._folder = folder
        self._user = user
        self._environment = {**os.environ, **(inherits or {})}
        self._running: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start and wait until it answers."""
        with (self._folder / "log").open("ab") as log:
            self._running = await asyncio.create_subprocess_exec(
                *self._command,
                cwd=self._folder,
                user=self._user or None,
                env=self._environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=asyncio.subprocess.STDOUT,
                preexec_fn=die_with_us,
            )

        async def is_up() -> bool:
            return await asyncio.to_thread(self._answers, self.url)

        await eventually(is_up, within_s=START_S)

    async def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it; harmless when it has ended."""
        if self._running is not None and self._running.returncode is None:
            self._running.send_signal(how)
            await asyncio.wait_for(self._running.wait(), STOP_S * PATIENCE)


@asynccontextmanager
async def own_postgres(
    folder: Path, *, inherits: Mapping[str, str] | None = None
) -> AsyncIterator[Server]:
    """Run a cluster that keeps what it confirms, as one in production does."""
    try:
        cluster = await asyncio.to_thread(postgres.prepare, folder)
    except ServiceMissing as missing:
        require("postgresql", str(missing))
    server = Server(
        command=cluster.command,
        url=cluster.url,
        answers=postgres.answers,
        folder=folder,
        user=cluster.user,
        inherits=inherits,
    )
    async with _running(server):
        yield server


@asynccontextmanager
async def own_nats(folder: Path) -> AsyncIterator[Server]:
    """Run NATS with a JetStream that outlives it."""
    port = free_port()
    await asyncio.to_thread(folder.mkdir)
    try:
        program = nats.find_program()
    except ServiceMissing as missing:
        require("nats", str(missing))
    command = [program, "--addr", "127.0.0.1", "--port", str(port), "--js"]
    server = Server(
        command=[*command, "--store_dir", str(folder / "store")],
        url=f"nats://127.0.0.1:{port}",
        answers=nats.answers,
        folder=folder,
    )
    async with _running(server):
        yield server


@asynccontextmanager
async def own_redis(folder: Path) -> AsyncIterator[Server]:
    """Run Redis, which forgets everything when it ends."""
    await asyncio.to_thread(folder.mkdir)
    try:
        command, url = redis.command_of(free_port())
    except ServiceMissing as missing:
        require("redis", str(missing))
    server = Server(command=command, url=url, answers=redis.answers, folder=folder)
    async with _running(server):
        yield server


@asynccontextmanager
async def _running(server: Server) -> AsyncIterator[None]:
    await server.start()
    try:
        yield
    finally:
        await server.stop()
