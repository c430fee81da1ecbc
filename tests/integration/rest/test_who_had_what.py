"""Whose a card is and was, who lived where and when, and cards that are nobody's."""

from typing import Any

import pytest

from sigec.kit.actor import Role
from sigec.tenants.model import Tenant
from tests.canaries import RFID_TOKEN
from tests.integration.rest.conftest import House, on_both
from tests.integration.rest.things import charge

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


async def items(house: House, admin: dict[str, str], path: str) -> list[dict[str, Any]]:
    response = await house.client.get(f"{API}/{path}", headers=admin)
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()["items"]
    return found


async def test_a_card_that_moved_says_whose_it_was(house: House, admin: dict[str, str]) -> None:
    ana = await create(house, admin, "people", name="Ana")
    bia = await create(house, admin, "people", name="Bia")
    card = await create(house, admin, "id-tokens", value=RFID_TOKEN, person_id=ana["id"])
    house.clock.advance(minutes=5)

    url = f"{API}/id-tokens/{card['id']}"
    await house.client.patch(url, json={"person_id": bia["id"]}, headers=admin)

    owners = await items(house, admin, f"id-tokens/{card['id']}/owners")
    assert [(owner["name"], owner["owned_from"], owner["owned_to"]) for owner in owners] == [
        ("Bia", "2026-11-21T12:05:00Z", None),
        ("Ana", None, "2026-11-21T12:05:00Z"),
    ]


@on_both
async def test_a_card_that_is_nobodys_is_listed_until_it_is_given(
    house: House, tenant: Tenant, admin: dict[str, str]
) -> None:
    await charge(house, tenant, "04AB")
    house.clock.advance(minutes=1)
    await charge(house, tenant, "04ab")
    await charge(house, await house.tenant("theirs"), "04CD")

    [card] = await items(house, admin, "id-tokens/unknown")
    ana = await create(house, admin, "people", name="Ana")
    registered = await create(house, admin, "id-tokens", value=card["value"])
    [listed] = await items(house, admin, "id-tokens/unknown")
    url = f"{API}/id-tokens/{registered['id']}"
    await house.client.patch(url, json={"person_id": ana["id"]}, headers=admin)

    assert (card["value"], card["sessions"], card["id_token_id"]) == ("04ab", 2, None)
    assert card["last_station_name"].startswith("THING-")
    assert listed["id_token_id"] == registered["id"]
    assert not await items(house, admin, "id-tokens/unknown")
    assert not await items(house, admin, f"sessions?person_id={ana['id']}")


async def test_a_unit_says_who_lived_there_and_when(house: House, admin: dict[str, str]) -> None:
    site = await create(house, admin, "sites", name="Garagem")
    unit = await create(house, admin, "units", site_id=site["id"], number="42")
    ana = await create(house, admin, "people", name="Ana")
    home = {"unit_id": unit["id"], "from_date": "2020-01-01", "to_date": "2024-01-01"}
    await create(house, admin, f"people/{ana['id']}/residences", **home)
    await create(house, admin, "residents", name="Bia", unit_id=unit["id"])
    await create(house, admin, "residents", name="Caio", unit_id=unit["id"], role="family")
    await house.client.delete(f"{API}/people/{ana['id']}", headers=admin)

    dwellers = await items(house, admin, f"units/{unit['id']}/residences")

    assert [(each["name"], each["role"], each["to_date"]) for each in dwellers] == [
        ("Caio", "family", None),
        ("Bia", "owner", None),
        ("Ana", "owner", "2024-01-01"),
    ]
    assert [each["is_removed"] for each in dwellers] == [False, False, True]


async def test_nobody_lives_twice_in_a_unit_at_a_time(house: House, admin: dict[str, str]) -> None:
    site = await create(house, admin, "sites", name="Garagem")
    unit = await create(house, admin, "units", site_id=site["id"], number="42")
    ana = await create(house, admin, "residents", name="Ana", unit_id=unit["id"])
    url = f"{API}/people/{ana['id']}/residences"
    first = ana["residences"][0]["id"]

    again = await house.client.post(url, json={"unit_id": unit["id"]}, headers=admin)
    end = {"to_date": "2026-11-22"}
    await house.client.patch(f"{url}/{first}", json=end, headers=admin)
    later = {"unit_id": unit["id"], "from_date": "2026-11-22"}
    back = await house.client.post(url, json=later, headers=admin)
    reopened = await house.client.patch(f"{url}/{first}", json={"to_date": None}, headers=admin)

    assert again.json()["type"] == "urn:sigec:problem:conflict.residence_overlaps"
    assert back.status_code == 201
    assert reopened.status_code == 409
