"""Cars of people, and guests whose cards count as long as they stay."""

from typing import Any

import pytest

from sigec.kit.actor import Role
from sigec.tenants.model import Tenant
from tests.canaries import PHONE, RFID_TOKEN
from tests.integration.rest.conftest import House, on_both

API = "/api/v1"


@pytest.fixture
async def tenant(house: House) -> Tenant:
    return await house.default_tenant()


@pytest.fixture
async def admin(house: House, tenant: Tenant) -> dict[str, str]:
    return await house.headers(Role.TENANT_ADMIN, tenant)


async def create(house: House, admin: dict[str, str], path: str, **body: Any) -> Any:
    response = await house.client.post(f"{API}/{path}", json=body, headers=admin)
    assert response.status_code == 201, response.text
    return response.json()


async def test_a_person_has_cars(house: House, admin: dict[str, str]) -> None:
    ana = await create(house, admin, "people", name="Ana")
    url = f"people/{ana['id']}/vehicles"

    car = await create(house, admin, url, plate="abc-1d23", battery_wh=44_900, connector="ccs_2")
    twice = await house.client.post(f"{API}/{url}", json={"plate": "ABC1D23"}, headers=admin)
    wrong = await house.client.post(f"{API}/{url}", json={"plate": "A1"}, headers=admin)
    nameless = await house.client.post(f"{API}/{url}", json={"battery_wh": 1}, headers=admin)
    edited = await house.client.patch(
        f"{API}/{url}/{car['id']}", json={"model": "Dolphin"}, headers=admin
    )
    removed = await house.client.delete(f"{API}/{url}/{car['id']}", headers=admin)

    assert (car["plate"], car["battery_wh"], car["connector"]) == ("ABC1D23", 44_900, "ccs_2")
    assert twice.json()["type"] == "urn:sigec:problem:conflict.vehicle_taken"
    assert wrong.json()["errors"][0]["code"] == "field.plate"
    assert nameless.json()["errors"][0]["code"] == "field.vehicle_nameless"
    assert (edited.json()["plate"], edited.json()["model"]) == ("ABC1D23", "Dolphin")
    assert removed.status_code == 204
    listed = await house.client.get(f"{API}/{url}", headers=admin)
    assert listed.json()["items"] == []


@on_both
async def test_a_guests_card_counts_as_long_as_the_visit(
    house: House, tenant: Tenant, admin: dict[str, str]
) -> None:
    site = await create(house, admin, "sites", name="Garagem")
    unit = await create(house, admin, "units", site_id=site["id"], tower="A", number="42")

    visit = await create(
        house,
        admin,
        "visitors",
        name="Rui",
        phone=PHONE,
        unit_id=unit["id"],
        valid_from="2026-11-21T10:00:00Z",
        valid_to="2026-11-22T10:00:00Z",
        card=RFID_TOKEN,
    )
    url = f"{API}/visitors/{visit['id']}"
    longer = await house.client.patch(url, json={"valid_to": "2026-11-25T10:00:00Z"}, headers=admin)
    token = (await house.client.get(f"{API}/id-tokens", headers=admin)).json()["items"][0]
    reversed_ = await house.client.patch(
        url, json={"valid_to": "2026-11-20T10:00:00Z"}, headers=admin
    )
    current = await house.client.get(f"{API}/visitors", params={"current": True}, headers=admin)
    removed = await house.client.delete(url, headers=admin)

    assert (visit["name"], visit["unit"]) == ("Rui", "A 42")
    assert longer.json()["valid_to"] == token["valid_to"] == "2026-11-25T10:00:00Z"
    assert token["person_id"] == visit["person_id"]
    assert reversed_.json()["errors"][0]["field"] == "valid_to"
    assert [each["id"] for each in current.json()["items"]] == [visit["id"]]
    assert removed.status_code == 204
    after = (await house.client.get(f"{API}/id-tokens/{token['id']}", headers=admin)).json()
    assert after["valid_to"] == "2026-11-21T12:00:00Z"


async def test_a_card_that_is_somebodys_is_no_guests(
    house: House, tenant: Tenant, admin: dict[str, str]
) -> None:
    site = await create(house, admin, "sites", name="Garagem")
    unit = await create(house, admin, "units", site_id=site["id"], number="42")
    await create(house, admin, "id-tokens", value=RFID_TOKEN)
    guest = {
        "name": "Rui",
        "unit_id": unit["id"],
        "valid_from": "2026-11-21T10:00:00Z",
        "valid_to": "2026-11-22T10:00:00Z",
        "card": RFID_TOKEN.lower(),
    }

    refused = await house.client.post(f"{API}/visitors", json=guest, headers=admin)

    assert refused.status_code == 409
    assert not (await house.client.get(f"{API}/people", headers=admin)).json()["items"]
