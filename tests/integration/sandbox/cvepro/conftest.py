"""A cloud with one tenant, two chargers and a client that knows how to ask."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import httpx2
import pytest

from sigec_sandbox import VirtualClock
from sigec_sandbox.cvepro import AccountKind, Cloud
from sigec_sandbox.cvepro.server import asgi
from tests.canaries import EMAIL, PASSWORD, RFID_TOKEN

KEY = "key-of-the-test-address"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WINDOW = {"fromDate": "2026-11-20 00:00:00", "toDate": "2026-11-22 00:00:00"}


@dataclass
class Client:
    """Somebody who asks the cloud."""

    cloud: Cloud
    http: httpx2.AsyncClient
    token: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    async def sign_in(self, *, email: str = EMAIL) -> None:
        answer = await self.login(email=email)
        self.token = answer.json()["token"]

    async def login(
        self, *, key: str = KEY, email: str = EMAIL, password: str = PASSWORD
    ) -> httpx2.Response:
        return await self.http.post(
            "/api/v1/login",
            headers={"Api-Key": key},
            json={"email": email, "password": password},
        )

    async def get(
        self,
        path: str,
        query: Mapping[str, str] = MappingProxyType({}),
        *,
        scheme: str = "",
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> httpx2.Response:
        sent = {"Authorization": scheme + self.token, **headers}
        return await self.http.get(f"/api/v1{path}", params=dict(query), headers=sent)

    async def rows(self, **headers: str) -> list[dict[str, Any]]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = await self.get("/transaction", WINDOW, headers=named)
        found: list[dict[str, Any]] = answer.json()["list"]
        return found

    async def chargers(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await self.get("/chargepoints")).json()["chargePointList"]
        return found

    async def control(self, act: str, **body: Any) -> Any:
        answer = await self.http.post(f"/_ctl/{act}", json=body)
        answer.raise_for_status()
        return answer.json()


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(NOON)


@pytest.fixture
def cloud(clock: VirtualClock) -> Cloud:
    made = Cloud(time=clock)
    tenant = made.add_tenant("Residencial Jacarandás", KEY)
    made.add_account(tenant, EMAIL, PASSWORD)
    made.add_account(tenant, f"painel.{EMAIL}", PASSWORD, kind=AccountKind.DASHBOARD)
    made.add_charger(tenant, "JAC0001", description="Vaga 1")
    made.add_charger(tenant, "JAC0002", outlets=2, swaps_case=True)
    made.add_tag(RFID_TOKEN, owner="Marina Couto", unit="A 101")
    return made


@pytest.fixture
async def client(cloud: Cloud) -> AsyncIterator[Client]:
    transport = httpx2.ASGITransport(app=asgi(cloud))
    async with httpx2.AsyncClient(transport=transport, base_url="http://cloud.test") as http:
        yield Client(cloud=cloud, http=http)


@pytest.fixture
async def member(client: Client) -> Client:
    """A client that is signed in with an API account."""
    await client.sign_in()
    return client
