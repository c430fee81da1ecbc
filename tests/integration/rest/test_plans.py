"""A plan limits what a tenant may have, and says so; nothing is created beyond it."""

import asyncio
from typing import Any

import httpx2

from sigec.kit.actor import Role
from sigec.sites.model import SiteDraft, UnitDraft
from tests.integration.rest.conftest import House, on_both, system

Headers = dict[str, str]


async def usage(house: House, headers: Headers) -> Any:
    return (await house.client.get("/api/v1/usage", headers=headers)).json()


async def add_station(house: House, headers: Headers, number: int) -> httpx2.Response:
    body = {"name": f"Vaga {number}", "ocpp_identity": f"PLAN-{number}"}
    return await house.client.post("/api/v1/stations", json=body, headers=headers)


@on_both
async def test_the_sixth_station_of_the_basic_plan_is_refused_even_at_the_same_moment(
    house: House,
) -> None:
    tenant = await house.tenant("jardim", plan="basic")
    admin = await house.headers(Role.TENANT_ADMIN, tenant)

    answers = await asyncio.gather(*(add_station(house, admin, number) for number in range(8)))

    assert sorted(answer.status_code for answer in answers) == [201] * 5 + [409] * 3
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert refused.json()["type"] == "urn:sigec:problem:conflict.station_limit"
    assert "Básico" in refused.json()["detail"]
    assert "5" in refused.json()["detail"]
    assert (await usage(house, admin))["stations"] == {"used": 5, "limit": 5}


async def test_a_pending_station_does_not_count_until_it_is_accepted(house: House) -> None:
    tenant = await house.tenant("jardim", plan="basic")
    admin = await house.headers(Role.TENANT_ADMIN, tenant)
    made = [await add_station(house, admin, number) for number in range(5)]
    body = {"name": "Vaga 9", "ocpp_identity": "PLAN-9", "registration": "pending"}
    pending = await house.client.post("/api/v1/stations", json=body, headers=admin)
    assert pending.status_code == 201

    path = f"/api/v1/stations/{pending.json()['id']}"
    accept = {"registration": "accepted"}
    assert (await house.client.patch(path, json=accept, headers=admin)).status_code == 409
    shown = await house.client.get(path, headers=admin)
    assert shown.json()["registration"] == "pending"

    gone = f"/api/v1/stations/{made[0].json()['id']}"
    assert (await house.client.delete(gone, headers=admin)).status_code == 204
    assert (await house.client.patch(path, json=accept, headers=admin)).status_code == 200


async def test_residents_are_counted_once_and_people_without_a_home_not_at_all(
    house: House,
) -> None:
    tenant = await house.tenant("jardim", plan="basic")
    admin = await house.headers(Role.TENANT_ADMIN, tenant)
    root = await house.headers(Role.PLATFORM_ADMIN)
    smaller = {"residents_max": 1}
    edited = await house.client.patch("/api/v1/plans/basic", json=smaller, headers=root)
    assert edited.json()["residents_max"] == 1
    site = await house.services.sites.create_site(system(tenant), SiteDraft(name="Garagem"))
    homes = [
        await house.services.units.create_unit(
            system(tenant), UnitDraft(site_id=site.id, number=number)
        )
        for number in ("101", "102")
    ]
    resident = {"name": "Ana", "unit_id": str(homes[0].id)}
    ana = await house.client.post("/api/v1/residents", json=resident, headers=admin)
    second_home = {"unit_id": str(homes[1].id)}
    path = f"/api/v1/people/{ana.json()['id']}/residences"
    assert (await house.client.post(path, json=second_home, headers=admin)).status_code == 201

    refused = await house.client.post(
        "/api/v1/residents", json={**resident, "name": "Bia"}, headers=admin
    )
    assert refused.status_code == 409
    assert refused.json()["type"] == "urn:sigec:problem:conflict.resident_limit"
    people = await house.client.get("/api/v1/people", headers=admin)
    assert [person["name"] for person in people.json()["items"]] == ["Ana"]

    visitor = await house.client.post("/api/v1/people", json={"name": "Caio"}, headers=admin)
    assert visitor.status_code == 201
    assert (await usage(house, admin))["residents"] == {"used": 1, "limit": 1}


async def test_the_platform_decides_about_plans(house: House) -> None:
    tenant = await house.tenant("jardim", plan="basic")
    admin = await house.headers(Role.TENANT_ADMIN, tenant)
    root = await house.headers(Role.PLATFORM_ADMIN)

    listed = (await house.client.get("/api/v1/plans", headers=admin)).json()["items"]
    assert [
        (plan["code"], plan["residents_max"], plan["stations_max"], plan["features"])
        for plan in listed
    ] == [
        ("basic", 50, 5, []),
        ("premium", 200, 20, ["whatsapp", "reports"]),
        ("enterprise", None, None, ["whatsapp", "reports", "api"]),
    ]
    for path, body in (
        ("/api/v1/plans/basic", {"name": "Meu"}),
        (f"/api/v1/tenants/{tenant.id}", {"plan": "premium"}),
    ):
        answer = await house.client.patch(path, json=body, headers=admin)
        assert answer.status_code == 403
    path = f"/api/v1/tenants/{tenant.id}"
    moved = await house.client.patch(path, json={"plan": "premium"}, headers=root)
    assert moved.json()["plan"] == "premium"
    unknown = await house.client.patch(path, json={"plan": "gold"}, headers=root)
    assert unknown.status_code == 422
    assert unknown.json()["errors"][0]["field"] == "plan"
    assert (await usage(house, admin))["plan"]["code"] == "premium"


async def test_a_feature_that_the_plan_lacks_is_refused_in_words_and_nothing_is_created(
    house: House,
) -> None:
    tenant = await house.tenant("jardim", plan="basic")
    admin = await house.headers(Role.TENANT_ADMIN, tenant)

    refused = await house.client.post(
        "/api/v1/webhooks", json={"url": "http://127.0.0.1:9/hook"}, headers=admin
    )

    assert refused.status_code == 403
    assert refused.json()["type"] == "urn:sigec:problem:forbidden.feature_not_in_plan.api"
    assert "Básico não inclui integração" in refused.json()["detail"]
    listed = await house.client.get("/api/v1/webhooks", headers=admin)
    assert listed.json()["items"] == []
