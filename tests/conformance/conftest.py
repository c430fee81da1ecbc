"""One platform for all stations here; each test connects stations of its own."""

import secrets
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import httpx2
import pytest
import pytest_asyncio

from sigec.serving import running
from tests.conformance.charger import Charger, Json
from tests.journeys.api import Api
from tests.journeys.installation import Installation, settings_for

_numbers = count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests here share the event loop in which the platform runs."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@dataclass(frozen=True, slots=True)
class Grid:
    """The platform, as somebody with stations and an API key sees it."""

    url: str
    admin: Api
    http: httpx2.AsyncClient

    def new_identity(self) -> str:
        """Return an identity that nobody has."""
        return f"CF-{next(_numbers)}-{secrets.token_hex(3)}"

    def charger(
        self, version: str, identity: str | None = None, **options: Any
    ) -> AbstractAsyncContextManager[Charger]:
        """Connect a station; one that nobody knows is taken in."""
        return Charger.plugged(f"{self.url}/{identity or self.new_identity()}", version, **options)

    async def register(self, **fields: Any) -> Json:
        """Register a station, and return it."""
        identity = self.new_identity()
        return await self.admin.create(
            "/stations", **{"name": identity, "ocpp_identity": identity, **fields}
        )

    async def station(self, charger: Charger) -> Json:
        """Return what the API shows of a station."""
        [station] = await self.admin.items("/stations", ocpp_identity=charger.identity)
        return station

    async def sessions(self, charger: Charger) -> list[Json]:
        """Return the station's sessions, the earliest start first."""
        station = await self.station(charger)
        return list(reversed(await self.admin.items("/sessions", station_id=station["id"])))

    async def session(self, charger: Charger) -> Json:
        """Return the station's only session."""
        [session] = await self.sessions(charger)
        return session

    async def command(
        self, charger: Charger, action: str, payload: Any, **headers: str
    ) -> httpx2.Response:
        """Send an action of the station's version through the API."""
        station = await self.station(charger)
        path = f"/stations/{station['id']}/ocpp/{action}"
        return await self.http.post(path, json=payload, headers=headers)

    async def commands(self, charger: Charger) -> list[Json]:
        """Return what the station was told, the latest first."""
        station = await self.station(charger)
        return await self.admin.items(f"/stations/{station['id']}/commands")

    async def connectors(self, charger: Charger) -> list[Json]:
        """Return the station's connectors."""
        station = await self.station(charger)
        found: list[Json] = (await self.admin.get(f"/stations/{station['id']}/connectors"))["items"]
        return found


@asynccontextmanager
async def _serving(
    folder: Path, unknown_stations: str, database_url: str | None = None
) -> AsyncIterator[Grid]:
    url = database_url or f"sqlite:///{folder}/sigec.db"
    settings = settings_for(url, folder, ocpp_unknown_stations=unknown_stations)
    async with running(settings) as served, Installation.opened(served) as opened:
        http = httpx2.AsyncClient(
            base_url=f"{opened.http_url}/api/v1",
            headers={"Authorization": f"Bearer {opened.admin.token}"},
            timeout=60,
        )
        async with http:
            yield Grid(opened.ocpp_url, opened.admin, http)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def grid(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Grid]:
    """A platform that takes in every station."""
    async with _serving(tmp_path_factory.mktemp("open"), "accept") as grid:
        yield grid


@pytest_asyncio.fixture(loop_scope="session")
async def postgres_grid(tmp_path: Path, postgres_url: str) -> AsyncIterator[Grid]:
    """A platform that takes in every station, on PostgreSQL."""
    async with _serving(tmp_path, "accept", postgres_url) as grid:
        yield grid


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def locked_grid(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Grid]:
    """A platform that knows only registered stations."""
    async with _serving(tmp_path_factory.mktemp("locked"), "reject") as grid:
        yield grid


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def waiting_grid(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Grid]:
    """A platform that lets strangers wait."""
    async with _serving(tmp_path_factory.mktemp("waiting"), "quarantine") as grid:
        yield grid
