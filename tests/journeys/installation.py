"""A platform that serves, as its administrator sees it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import httpx2

from sigec.serving import Running
from sigec.settings import Settings
from tests.canaries import PASSWORD, SECRET_KEY
from tests.journeys.api import NO_TLS, Api, Json

ADMIN_EMAIL = "admin@example.com"


def settings_for(database_url: str, data_dir: Path, **more: object) -> Settings:
    """Return settings with free ports, and stations that are silent after one second."""
    return Settings.model_validate(
        {
            "database_url": database_url,
            "data_dir": data_dir,
            "http_port": 0,
            "ocpp_port": 0,
            "grpc_port": 0,
            "secret_key": SECRET_KEY,
            "admin_email": ADMIN_EMAIL,
            "admin_password": PASSWORD,
            "ocpp_call_timeout_s": 1,
            **more,
        }
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """Where it is reached, and its first administrator, signed in."""

    http_url: str
    ocpp_url: str
    admin: Api

    @classmethod
    @asynccontextmanager
    async def opened(cls, served: Running) -> AsyncIterator[Self]:
        """Sign the administrator in to a platform of this process."""
        http_url = f"http://127.0.0.1:{served.http_port}"
        ocpp_url = f"ws://127.0.0.1:{served.ocpp_port}/ocpp"
        async with cls.reached(http_url, ocpp_url) as installation:
            yield installation

    @classmethod
    @asynccontextmanager
    async def reached(
        cls, http_url: str, ocpp_url: str, *, client: type[Api] = Api
    ) -> AsyncIterator[Self]:
        """Sign the administrator in to a platform wherever it runs."""
        async with client.signed_in(http_url, ADMIN_EMAIL, PASSWORD) as admin:
            yield cls(http_url=http_url, ocpp_url=ocpp_url, admin=admin)

    async def health(self) -> Json:
        """Return how the platform says it is."""
        async with httpx2.AsyncClient(base_url=self.http_url, verify=NO_TLS) as client:
            health: Json = (await client.get("/health")).json()
        return health
