"""Sites, units, the people who live there and what they charge with."""

import pytest

from sigec.kit.actor import Role
from tests.canaries import PHONE, RFID_TOKEN
from tests.integration.rest.conftest import House

API = "/api/v1"


@pytest.fixture
async def admin(house: House) -> dict[str, str]:
    return await house.headers(Role.TENANT_ADMIN, await house.default_tenant())


async def create(
    house: House, admin: dict[str, str], path: str, **body: object
) -> dict[str, object]:
    response = await house.client.post(f"{API}/{path}", json=body, headers=admin)
    assert response.status_code == 201, response.text
    made: dict[str, object] = response.json()
    return made


async def test_a_resident_lives_in_a_unit_of_a_site(house: House, admin: dict[str, str]) -> None:
    site = await create(house, admin, "sites", name="Garagem", address={"city": "Florianópolis"})
    unit = await create(house, admin, "units", site_id=site["id"], tower="A", number="42")
    ana = await create(house, admin, "residents", name="Ana", unit_id=unit["id"], phone=PHONE)
    await create(house, admin, "people", name="Visitante")

    residents = await house.client.get(
        f"{API}/residents", params={"site_id": str(site["id"])}, headers=admin
    )
    found = await house.client.get(f"{API}/people", params={"search": "visi"}, headers=admin)

    assert residents.json()["items"] == [ana]
    assert (ana["unit"], ana["phone"]) == ("A 42", PHONE)
    assert [person["name"] for person in found.json()["items"]] == ["Visitante"]


async def test_a_resident_who_moves_out_is_a_person(house: House, admin: dict[str, str]) -> None:
    site = await create(house, admin, "sites", name="Garagem")
    unit = await create(house, admin, "units", site_id=site["id"], number="42")
    ana = await create(house, admin, "people", name="Ana")
    home = await create(house, admin, f"people/{ana['id']}/residences", unit_id=unit["id"])

    url = f"{API}/people/{ana['id']}/residences/{home['id']}"
    await house.client.patch(url, json={"to_date": home["from_date"]}, headers=admin)

    shown = await house.client.get(f"{API}/people/{ana['id']}", headers=admin)
    assert shown.json()["unit"] is None
    assert len(shown.json()["residences"]) == 1
    assert not (await house.client.get(f"{API}/residents", headers=admin)).json()["items"]
    in_use = await house.client.delete(f"{API}/units/{unit['id']}", headers=admin)
    assert in_use.json()["type"] == "urn:sigec:problem:conflict.unit_in_use"


async def test_a_residence_that_never_was_is_removed(house: House, admin: dict[str, str]) -> None:
    site = await create(house, admin, "sites", name="Garagem")
    unit = await create(house, admin, "units", site_id=site["id"], number="42")
    ana = await create(house, admin, "residents", name="Ana", unit_id=unit["id"])
    person_url = f"{API}/people/{ana['id']}"
    person = (await house.client.get(person_url, headers=admin)).json()
    url = f"{person_url}/residences/{person['residences'][0]['id']}"

    removed = await house.client.delete(url, headers=admin)

    assert removed.status_code == 204
    shown = await house.client.get(person_url, headers=admin)
    assert shown.json()["residences"] == []


async def test_a_token_belongs_to_one_person(house: House, admin: dict[str, str]) -> None:
    ana = await create(house, admin, "people", name="Ana")
    bia = await create(house, admin, "people", name="Bia")
    token = await create(house, admin, "id-tokens", value=RFID_TOKEN, person_id=ana["id"])

    again = await house.client.post(
        f"{API}/id-tokens",
        json={"value": RFID_TOKEN.lower(), "person_id": bia["id"]},
        headers=admin,
    )
    moved = await house.client.patch(
        f"{API}/id-tokens/{token['id']}", json={"person_id": bia["id"]}, headers=admin
    )

    assert (token["value"], token["type"], token["status"]) == (
        RFID_TOKEN,
        "ISO14443",
        "accepted",
    )
    assert again.status_code == 409
    assert again.json()["type"] == "urn:sigec:problem:conflict.id_token_taken"
    assert moved.json()["person_id"] == bia["id"]


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("sites", {"name": "G", "timezone": "Brazil/Nowhere"}, "timezone"),
        ("sites", {"name": "G\0"}, "name"),
        ("people", {"name": "Ana", "cpf": "123"}, "cpf"),
        ("people", {"name": "Ana", "phone": "12"}, "phone"),
        ("people", {"name": "Ana\0"}, "name"),
        ("id-tokens", {"value": "A\nB"}, "value"),
        ("id-tokens", {"value": "A", "type": "Card"}, "type"),
        ("id-tokens", {"value": "A", "valid_from": "2026-01-01T00:00:00"}, "valid_from"),
    ],
)
async def test_a_wrong_field_is_named(
    house: House, admin: dict[str, str], path: str, body: dict[str, object], field: str
) -> None:
    response = await house.client.post(f"{API}/{path}", json=body, headers=admin)

    assert response.status_code == 422, response.text
    assert [error["field"] for error in response.json()["errors"]] == [field]


async def test_a_person_whose_card_is_refused_is_not_there(
    house: House, admin: dict[str, str]
) -> None:
    ana = await create(house, admin, "people", name="Ana", card=RFID_TOKEN)

    refused = await house.client.post(
        f"{API}/people", json={"name": "Bia", "card": RFID_TOKEN.lower()}, headers=admin
    )

    people = await house.client.get(f"{API}/people", headers=admin)
    cards = await house.client.get(f"{API}/id-tokens", headers=admin)
    assert refused.json()["type"] == "urn:sigec:problem:conflict.id_token_taken"
    assert people.json()["items"] == [ana]
    assert [card["person_id"] for card in cards.json()["items"]] == [ana["id"]]
