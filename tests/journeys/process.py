"""``sigec serve`` as a process of its own, to be killed and started again."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2

from tests.canaries import PASSWORD, SECRET_KEY, find_leaks
from tests.journeys.api import NO_TLS
from tests.journeys.eventually import PATIENCE, eventually
from tests.journeys.installation import ADMIN_EMAIL
from tests.services.discovery import free_port
from tests.services.orphans import die_with_us

SERVE = (sys.executable, "-m", "sigec", "serve")
START_S = 60.0
STOP_S = 30.0


def environment(folder: Path, **settings: str) -> Mapping[str, str]:
    """Return what a process inherits, with these settings alone; bytecode may be kept."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("SIGEC_") and name != "PYTHONDONTWRITEBYTECODE"
    }
    given = {f"SIGEC_{name.upper()}": value for name, value in settings.items()}
    return {**inherited, "SIGEC_DATA_DIR": str(folder / "data"), **given}


class Process:
    """One platform with its own folder and ports, or a part of one; up or down."""

    def __init__(
        self,
        folder: Path,
        *,
        roles: str = "all",
        inherits: Mapping[str, str] | None = None,
        **settings: str,
    ) -> None:
        """Prepare; it ``inherits`` these variables of the environment beside its settings."""
        self.roles = roles
        self.http_port, self.ocpp_port = free_port(), free_port()
        self.log = folder / "log"
        self.environment = {
            **environment(
                folder,
                http_port=str(self.http_port),
                ocpp_port=str(self.ocpp_port),
                grpc_port="0",
                secret_key=SECRET_KEY,
                admin_email=ADMIN_EMAIL,
                admin_password=PASSWORD,
                **settings,
            ),
            **(inherits or {}),
        }
        self._running: asyncio.subprocess.Process | None = None

    @property
    def http_url(self) -> str:
        return f"http://127.0.0.1:{self.http_port}"

    @property
    def ocpp_url(self) -> str:
        return f"ws://127.0.0.1:{self.ocpp_port}/ocpp"

    @classmethod
    @asynccontextmanager
    async def serving(
        cls,
        folder: Path,
        *,
        roles: str = "all",
        inherits: Mapping[str, str] | None = None,
        **settings: str,
    ) -> AsyncIterator["Process"]:
        """Start, and end with a stop that must be clean; nothing secret was logged."""
        process = cls(folder, roles=roles, inherits=inherits, **settings)
        try:
            await process.start()
            yield process
            assert await process.stop() == 0, process.log.read_text()
        finally:
            await process.kill()
        assert find_leaks(process.log.read_text()) == []

    async def start(self) -> None:
        """Start and wait until it serves."""
        with self.log.open("ab") as log:
            self._running = await asyncio.create_subprocess_exec(
                *SERVE,
                "--roles",
                self.roles,
                env=self.environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=asyncio.subprocess.STDOUT,
                preexec_fn=die_with_us,
            )
        if self.roles == "worker":
            return  # nobody can knock at it: its work shows
        async with httpx2.AsyncClient(verify=NO_TLS) as client:
            await eventually(lambda: self._is_ready(client), within_s=START_S)

    async def stop(self) -> int:
        """Ask it to end, and return its exit code."""
        assert self._running is not None
        self._running.terminate()
        return await asyncio.wait_for(self._running.wait(), STOP_S * PATIENCE)

    async def kill(self) -> None:
        """End it as a power cut does; harmless when it has ended."""
        if self._running is not None and self._running.returncode is None:
            self._running.kill()
            await self._running.wait()

    async def _is_ready(self, client: httpx2.AsyncClient) -> bool:
        assert self._running is not None
        assert self._running.returncode is None, self.log.read_text()
        try:
            if self.roles == "ocpp":  # it speaks with stations only, and says so
                return (await client.get(f"http://127.0.0.1:{self.ocpp_port}")).status_code == 426
            return (await client.get(f"{self.http_url}/health/ready")).status_code == 200
        except httpx2.TransportError:
            return False
