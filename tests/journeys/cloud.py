"""A garage of a condominium whose charger is read through a cloud, over real sockets."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from sigec_sandbox.cvepro import Cloud, CvePro
from tests.canaries import API_KEY, EMAIL, PASSWORD
from tests.journeys.api import Json
from tests.journeys.condominium import Condominium
from tests.journeys.eventually import eventually

BOX = "GARAGE-1"


@dataclass(kw_only=True)
class CloudGarage:
    """The cloud with one charger of one account, and the source that reads it."""

    condominium: Condominium
    server: CvePro
    source: Json

    @property
    def cloud(self) -> Cloud:
        return self.server.cloud

    @classmethod
    @asynccontextmanager
    async def connected(cls, condominium: Condominium) -> AsyncIterator[Self]:
        """Let a cloud listen, add its account, and take its charger in."""
        cloud = furnished_cloud()
        async with CvePro(cloud) as server:
            source = await condominium.admin.create("/sources", **account_at(server))
            garage = cls(condominium=condominium, server=server, source=source)
            path = f"/sources/{source['id']}/chargers"

            async def listed() -> list[Json] | None:
                return await condominium.admin.items(path) or None

            [charger] = await eventually(listed)
            await condominium.admin.put(
                f"{path}/{charger['id']}", name="Vaga da nuvem", site_id=condominium.site["id"]
            )
            yield garage
            await condominium.admin.delete(f"/sources/{source['id']}")

    async def ask(self) -> None:
        """Have the cloud asked soon, instead of in ten seconds."""
        await self.condominium.admin.request(f"/sources/{self.source['id']}/sync")

    def start(self, card: str, at: datetime) -> int:
        return self.cloud.start(BOX, 1, card, at=at)


def furnished_cloud(*boxes: str) -> Cloud:
    cloud = Cloud()
    tenant = cloud.add_tenant("Prédio", API_KEY)
    cloud.add_account(tenant, EMAIL, PASSWORD)
    for box_id in boxes or (BOX,):
        cloud.add_charger(tenant, box_id)
    return cloud


def account_at(server: CvePro) -> Json:
    """Return what adds the account that `furnished_cloud` has."""
    return {
        "name": "CVE-PRO",
        "kind": "cvepro",
        "base_url": server.url,
        "api_key": API_KEY,
        "email": EMAIL,
        "password": PASSWORD,
    }
