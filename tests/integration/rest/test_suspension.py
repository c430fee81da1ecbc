"""A suspended tenant: its people and programs stay outside, its data are kept."""

import asyncio

import pytest

from sigec.accounts.model import User
from sigec.app import Platform
from sigec.kit.actor import PERMISSIONS, SYSTEM, Actor, ActorKind, Role
from sigec.live.hub import WatchOver
from sigec.tenants.model import Tenant, TenantDraft, TenantStatus
from sigec.worker.rereading import Rereading
from tests.canaries import PASSWORD
from tests.integration.rest.conftest import House
from tests.integration.rest.things import charge
from tests.journeys.eventually import eventually

API = "/api/v1"
SUSPENDED = "urn:sigec:problem:forbidden.tenant_suspended"


@pytest.fixture
async def tenant(house: House) -> Tenant:
    return await house.tenant("acacias")


@pytest.fixture
async def sindica(house: House, tenant: Tenant) -> User:
    return await house.user(Role.TENANT_ADMIN, tenant)


async def set_status(house: House, tenant: Tenant, status: str) -> None:
    admin = await house.headers(Role.PLATFORM_ADMIN)
    url = f"{API}/tenants/{tenant.id}"
    response = await house.client.patch(url, json={"status": status}, headers=admin)
    assert response.status_code == 200, response.text
    await house.services.stations.refresh_tenants()  # as every process does when it hears of it


async def test_its_people_are_told_why_at_every_door_and_come_back_without_signing_in(
    house: House, tenant: Tenant, sindica: User
) -> None:
    credentials = {"email": sindica.email, "password": PASSWORD}
    tokens = (await house.client.post(f"{API}/auth/login", json=credentials)).json()
    bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
    house.client.cookies.clear()
    await set_status(house, tenant, "suspended")

    doors = [
        await house.client.post(f"{API}/auth/login", json=credentials),
        await house.client.get(f"{API}/auth/me", headers=bearer),
        await house.client.get(f"{API}/sessions", headers=bearer),
        await house.client.post(f"{API}/sites", json={"name": "Nova"}, headers=bearer),
        await house.client.get(f"{API}/events", headers=bearer),
        await house.client.post(
            f"{API}/auth/refresh", json={"refresh_token": tokens["refresh_token"]}
        ),
    ]
    for answer in doors:
        assert (answer.status_code, answer.json()["type"]) == (403, SUSPENDED), answer.url
    assert "suspenso" in doors[0].json()["detail"]

    await set_status(house, tenant, "active")
    assert (await house.client.get(f"{API}/sites", headers=bearer)).json()["items"] == []
    again = await house.client.post(
        f"{API}/auth/refresh", json={"refresh_token": tokens["refresh_token"]}
    )
    assert again.status_code == 200


async def test_a_wrong_password_is_not_told_of_the_suspension(
    house: House, tenant: Tenant, sindica: User
) -> None:
    await set_status(house, tenant, "suspended")

    answer = await house.client.post(
        f"{API}/auth/login", json={"email": sindica.email, "password": "not this one"}
    )

    assert answer.json()["type"] == "urn:sigec:problem:unauthenticated.credentials"


async def test_a_platform_admin_goes_on_reading_and_starts_no_charge(
    house: House, tenant: Tenant
) -> None:
    session_id = await charge(house, tenant)
    admin = await house.headers(Role.PLATFORM_ADMIN)
    await set_status(house, tenant, "suspended")

    found = await house.client.get(
        f"{API}/sessions", params={"tenant_id": str(tenant.id)}, headers=admin
    )
    assert [each["id"] for each in found.json()["items"]] == [session_id]
    station_id = found.json()["items"][0]["station_id"]
    started = await house.client.post(
        f"{API}/stations/{station_id}/commands/start",
        json={"evse": 1, "id_token": "CARD"},
        headers={**admin, "X-Sigec-Tenant": tenant.slug},
    )
    assert (started.status_code, started.json()["type"]) == (403, SUSPENDED)


async def test_a_process_that_did_not_hear_of_it_reads_it_anew(platform: Platform) -> None:
    tenants, stations = platform.services.tenants, platform.services.stations
    tenant = await tenants.create_tenant(SYSTEM, TenantDraft(name="Acácias", slug="acacias"))
    operator = Actor(
        kind=ActorKind.USER,
        role=Role.OPERATOR,
        tenant_id=tenant.id,
        permissions=PERMISSIONS[Role.OPERATOR],
    )
    rereading = Rereading(stations.refresh_tenants, platform.hub.part)
    await rereading.step()
    suspend = {"status": TenantStatus.SUSPENDED}
    with platform.hub.watch(operator) as watcher:
        await tenants.edit_tenant(SYSTEM, tenant.id, suspend)  # nobody relays: the word is lost
        assert not stations.is_suspended(tenant.id)
        await rereading.step()
        with pytest.raises(WatchOver):
            await watcher.next()
    assert stations.is_suspended(tenant.id)
    with platform.hub.watch(operator):
        await rereading.step()
        assert platform.hub.watchers == 1  # who is told once is left alone


async def test_every_process_hears_of_it_and_whoever_watches_is_parted(platform: Platform) -> None:
    draft = TenantDraft(name="Acácias", slug="acacias")
    tenant = await platform.services.tenants.create_tenant(SYSTEM, draft)
    operator = Actor(
        kind=ActorKind.USER,
        role=Role.OPERATOR,
        tenant_id=tenant.id,
        permissions=PERMISSIONS[Role.OPERATOR],
    )

    async def is_known() -> bool:
        return platform.services.stations.is_suspended(tenant.id)

    [relay] = [loop for loop in platform.crew.loops if loop.name == "relay"]
    hearing = [asyncio.ensure_future(listen()) for listen in platform.listeners]
    with platform.hub.watch(operator) as watcher:
        await platform.services.tenants.edit_tenant(
            SYSTEM, tenant.id, {"status": TenantStatus.SUSPENDED}
        )
        working = asyncio.ensure_future(relay.run())
        async with asyncio.timeout(10):
            with pytest.raises(WatchOver):
                await watcher.next()
            await eventually(is_known)
    for task in (working, *hearing):
        task.cancel()
    await asyncio.gather(working, *hearing, return_exceptions=True)
