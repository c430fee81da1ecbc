"""What is measured: a process on a core of its own, and where its stations connect.

Where a platform runs as several processes, the one that stations connect to has that core.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from socket import socket
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import asyncpg
import httpx2
import psutil
import uvloop

from benchmarks.messages import TOKEN

Result = TypeVar("Result")

POSTGRES_URL = os.environ.get("SIGEC_TEST_POSTGRES_URL", "postgresql://127.0.0.1:5432/postgres")
SERVER_CORE, LOAD_CORE = 0, 1
START_S, DRAIN_S = 60.0, 180.0
LOOK_EVERY_S = 0.1
LAST = 19
"""How nice a process is that takes only what others leave."""
NATS_URL = "nats://127.0.0.1:4222"
REDIS_URL = "redis://127.0.0.1:6379"
EMAIL = "bench@example.com"
TARIFF = {
    "name": "Bench",
    "version": {
        "valid_from": "2025-01-01T03:00:00Z",
        "price_per_kwh": "0.53",
        "windows": [
            {
                "name": "peak",
                "weekdays": [1, 2, 3, 4, 5],
                "from_time": "17:30:00",
                "to_time": "20:30:00",
                "price_per_kwh": "3.08",
            }
        ],
    },
}


@dataclass(slots=True, kw_only=True)
class Target:
    """A server under load."""

    url: str
    process: psutil.Process
    others: Sequence[psutil.Process] = ()
    client: httpx2.AsyncClient | None = None
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def cpu_s(self) -> float:
        """The processor time that the process used so far that answers, all threads."""
        return _cpu_s(self.process)

    @property
    def whole_cpu_s(self) -> float:
        """The same of all its processes."""
        return self.cpu_s + sum(map(_cpu_s, self.others))

    @property
    def rss_bytes(self) -> int:
        return int(self.process.memory_info().rss)

    async def drain(self) -> None:
        """Wait until nothing that was answered waits to be read, priced or told."""
        await _until(self._is_drained, within_s=DRAIN_S)

    async def sign_in(self) -> None:
        """Become the administrator."""
        signed_in = await self.post("/auth/login", {"email": EMAIL, "password": _PASSWORD})
        self.headers["Authorization"] = f"Bearer {signed_in['access_token']}"
        self.headers["X-Sigec-Tenant"] = "default"

    async def set_up(self) -> None:
        """Sell energy at two prices and register the card of all cars."""
        await self.post("/tariffs", TARIFF)
        await self.post("/id-tokens", {"value": TOKEN})

    async def is_ready(self) -> bool:
        assert self.client is not None
        try:
            return (await self.client.get("/health/ready")).status_code == 200
        except httpx2.TransportError:
            return False

    async def _is_drained(self) -> bool:
        if self.client is None:
            return True
        health = (await self.client.get("/health")).json()
        return not health["projector"]["lag_s"] and not health["outbox"]["oldest_age_s"]

    async def post(self, path: str, body: Mapping[str, object]) -> dict[str, str]:
        assert self.client is not None
        answer = await self.client.post(f"/api/v1{path}", json=body, headers=self.headers)
        answer.raise_for_status()
        body_: dict[str, str] = answer.json()
        return body_


@asynccontextmanager
async def reference() -> AsyncIterator[Target]:
    """Serve answers without a platform."""
    port = _free_port()
    command = ("benchmarks.reference", str(port))
    async with _running(command, dict(os.environ), log=os.devnull) as process:
        target = Target(url=f"ws://127.0.0.1:{port}", process=process)
        await _until(lambda: _accepts(port))
        yield target


@asynccontextmanager
async def platform(
    folder: Path, database_url: str, *, is_new: bool = True
) -> AsyncIterator[Target]:
    """Serve all roles in one process; on an empty database unless it was served before."""
    http_port, ocpp_port = _free_port(), _free_port()
    environment = _settings(folder, database_url, http_port=http_port, ocpp_port=ocpp_port)
    async with (
        _running(("sigec", "serve"), environment, log=folder / "log") as process,
        _client(http_port) as client,
    ):
        target = Target(url=_ocpp_url(ocpp_port), process=process, client=client)
        await _until(target.is_ready)
        await target.sign_in()
        if is_new:
            await target.set_up()
        yield target


@asynccontextmanager
async def platform_apart(folder: Path, database_url: str) -> AsyncIterator[Target]:
    """Serve stations by one process and do all else by another, on an empty PostgreSQL.

    The other one shares its core with the load, the database and the broker, and gives way to them.
    """
    http_port, ocpp_port = _free_port(), _free_port()
    shared = {
        "NATS_URL": os.environ.get("SIGEC_TEST_NATS_URL", NATS_URL),
        "REDIS_URL": os.environ.get("SIGEC_TEST_REDIS_URL", REDIS_URL),
        "SECRET_KEY": token_hex(32),
    }
    others = _settings(folder, database_url, http_port=http_port, ocpp_port=ocpp_port, **shared)
    stations = {**others, "SIGEC_HTTP_PORT": str(_free_port())}
    log = folder / "log"
    async with (
        _running(
            ("sigec", "serve", "--roles", "api,worker"), others, log=log, core=LOAD_CORE
        ) as rest,
        _client(http_port) as client,
    ):
        target = Target(url=_ocpp_url(ocpp_port), process=rest, others=[rest], client=client)
        await _until(target.is_ready)
        await target.sign_in()
        await target.set_up()
        rest.nice(LAST)
        async with _running(("sigec", "serve", "--roles", "ocpp"), stations, log=log) as process:
            target.process = process
            await _until(lambda: _accepts(ocpp_port))
            yield target


@asynccontextmanager
async def new_place(name: str) -> AsyncIterator[tuple[Path, str]]:
    """Yield a folder, and the address of an empty database: SQLite in it, or on PostgreSQL."""
    with TemporaryDirectory(prefix="sigec-bench-") as folder:
        if name == "sqlite":
            yield Path(folder), f"sqlite:///{folder}/sigec.db"
            return
        async with _postgres_database() as url:
            yield Path(folder), url


def run_beside(main: Coroutine[Any, Any, Result]) -> Result:
    """Run what makes the load, on the core that the server leaves to it."""
    if len(_CORES) > 1:
        os.sched_setaffinity(0, {LOAD_CORE})
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(main)


@asynccontextmanager
async def _postgres_database() -> AsyncIterator[str]:
    """Create a database of a random name, and drop it."""
    name = f"sigec_bench_{token_hex(4)}"
    connection = await asyncpg.connect(POSTGRES_URL)
    try:
        await connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0 ENCODING UTF8')
        yield f"{POSTGRES_URL.rpartition('/')[0]}/{name}"
    finally:
        await connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        await connection.close()


def _settings(
    folder: Path, database_url: str, *, http_port: int, ocpp_port: int, **more: str
) -> dict[str, str]:
    settings = {
        "DATABASE_URL": database_url,
        "DATA_DIR": str(folder),
        "HTTP_PORT": str(http_port),
        "OCPP_PORT": str(ocpp_port),
        "GRPC_PORT": "0",
        "ADMIN_EMAIL": EMAIL,
        "ADMIN_PASSWORD": _PASSWORD,
        "OCPP_UNKNOWN_STATIONS": "accept",
        "LOG_LEVEL": "WARNING",
        **more,
    }
    inherited = {name: value for name, value in os.environ.items() if "SIGEC_" not in name}
    return {**inherited, **{f"SIGEC_{name}": value for name, value in settings.items()}}


def _client(http_port: int) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(base_url=f"http://127.0.0.1:{http_port}", timeout=60)


def _ocpp_url(port: int) -> str:
    return f"ws://127.0.0.1:{port}/ocpp"


def _cpu_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


@asynccontextmanager
async def _running(
    module: tuple[str, ...],
    environment: dict[str, str],
    *,
    log: str | Path,
    core: int = SERVER_CORE,
) -> AsyncIterator[psutil.Process]:
    pinned = ("taskset", "--cpu-list", str(core)) if len(_CORES) > 1 else ()
    with Path(log).open("ab") as output:  # noqa: ASYNC230 - nothing else runs yet
        started = await asyncio.create_subprocess_exec(
            *pinned, sys.executable, "-m", *module, env=environment, stdout=output, stderr=output
        )
    try:
        yield psutil.Process(started.pid)
    finally:
        if started.returncode is None:
            started.terminate()
        await started.wait()


async def _until(is_so: Callable[[], Awaitable[bool]], *, within_s: float = START_S) -> None:
    async with asyncio.timeout(within_s):
        while not await is_so():  # noqa: ASYNC110 - another process does not tell us
            await asyncio.sleep(LOOK_EVERY_S)


async def _accepts(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


def _free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


_CORES = os.sched_getaffinity(0)
_PASSWORD = token_hex(12)
