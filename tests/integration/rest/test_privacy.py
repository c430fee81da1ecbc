"""What people may ask of their own data: consents, a copy of it all, being forgotten."""

import io
import json
import zipfile
from typing import Any

import pytest
from sqlalchemy import text

from sigec.app import Platform
from sigec.kit.actor import PLATFORM, Role
from sigec.tenants.model import Tenant
from tests.canaries import PASSWORD, PHONE, RFID_TOKEN
from tests.integration.rest.conftest import House, on_both
from tests.integration.rest.things import charge

API = "/api/v1"
SITE = {"name": "Garagem", "timezone": "America/Sao_Paulo"}


@pytest.fixture
async def tenant(house: House) -> Tenant:
    return await house.default_tenant()


@pytest.fixture
async def admin(house: House, tenant: Tenant) -> dict[str, str]:
    return await house.headers(Role.TENANT_ADMIN, tenant)


@pytest.fixture
async def ana(house: House, admin: dict[str, str]) -> str:
    body = {"name": "Ana Souza", "phone": PHONE}
    person = (await house.client.post(f"{API}/people", json=body, headers=admin)).json()
    card = {"value": RFID_TOKEN, "person_id": person["id"]}
    await house.client.post(f"{API}/id-tokens", json=card, headers=admin)
    return str(person["id"])


async def get(house: House, admin: dict[str, str], path: str) -> Any:
    return (await house.client.get(f"{API}/{path}", headers=admin)).json()


async def test_a_consent_that_is_withdrawn_stays_written(
    house: House, admin: dict[str, str], ana: str
) -> None:
    for is_given in (True, False):
        body = {"purpose": "whatsapp", "wording": "2026-11", "is_given": is_given}
        url = f"{API}/people/{ana}/consents"
        await house.client.post(url, json=body, headers=admin)

    items = (await get(house, admin, f"people/{ana}/consents"))["items"]

    assert [each["is_given"] for each in items] == [False, True]
    assert items[0]["address"] == "127.0.0.1"


async def test_a_copy_holds_all_that_is_kept(
    house: House, tenant: Tenant, admin: dict[str, str], ana: str
) -> None:
    await charge(house, tenant, RFID_TOKEN)
    old = {"value": "04B7C8D9", "person_id": ana}
    card = (await house.client.post(f"{API}/id-tokens", json=old, headers=admin)).json()
    url = f"{API}/id-tokens/{card['id']}"
    await house.client.patch(url, json={"person_id": None}, headers=admin)
    account = {"email": "ana@example.com", "name": "Ana", "role": "resident", "person_id": ana}
    await house.client.post(f"{API}/users", json={**account, "password": PASSWORD}, headers=admin)
    credentials = {"email": account["email"], "password": PASSWORD}
    await house.client.post(f"{API}/auth/login", json=credentials)

    answer = await house.client.get(f"{API}/people/{ana}/export", headers=admin)

    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        person = json.loads(archive.read("person.json"))
        assert (person["name"], person["phone"]) == ("Ana Souza", PHONE)
        assert json.loads(archive.read("id_tokens.json"))[0]["value"] == RFID_TOKEN
        assert len(json.loads(archive.read("sessions.json"))) == 1
        past = json.loads(archive.read("past_id_tokens.json"))
        had = [(each["value"], each["owned_to"] is None) for each in past]
        assert had == [(RFID_TOKEN, True), ("04B7C8D9", False)]
        acts = json.loads(archive.read("audit.json"))
        assert [(act["action"], act["address"]) for act in acts] == [
            ("user.signed_in", "127.0.0.1"),
            ("user.created", None),
            ("person.created", None),
        ]
        assert "Ana Souza" in archive.read("LEIAME.txt").decode()


@on_both
async def test_whoever_is_forgotten_is_nowhere_by_name(
    house: House, admin: dict[str, str], ana: str
) -> None:
    url = f"{API}/people/{ana}/erasure"
    erased = await house.client.post(url, headers=admin)

    assert erased.status_code == 204
    for path in ("people", "audit", "id-tokens"):
        answer = await house.client.get(f"{API}/{path}", headers=admin)
        assert "Ana" not in answer.text
        assert PHONE not in answer.text
    again = {"value": RFID_TOKEN}
    free = await house.client.post(f"{API}/id-tokens", json=again, headers=admin)
    assert free.status_code == 201
    actions = [act["action"] for act in (await get(house, admin, "audit"))["items"]]
    assert "person.erased" in actions
    assert (await house.client.post(url, headers=admin)).status_code == 404


async def test_nobody_is_forgotten_while_they_charge(
    house: House, tenant: Tenant, admin: dict[str, str], ana: str
) -> None:
    await charge(house, tenant, RFID_TOKEN)

    refused = await house.client.post(f"{API}/people/{ana}/erasure", headers=admin)

    assert refused.json()["type"] == "urn:sigec:problem:conflict.person_charges"
    assert (await get(house, admin, f"people/{ana}"))["name"] == "Ana Souza"


async def test_a_guest_who_is_forgotten_leaves_no_visit(
    house: House, platform: Platform, admin: dict[str, str]
) -> None:
    """Bug: the erasure looked for visits where those of somebody removed are hidden."""
    site = (await house.client.post(f"{API}/sites", json=SITE, headers=admin)).json()
    home = {"site_id": site["id"], "tower": "A", "number": "42"}
    unit = (await house.client.post(f"{API}/units", json=home, headers=admin)).json()
    stay = {"valid_from": "2026-11-21T12:00:00Z", "valid_to": "2026-11-24T12:00:00Z"}
    guest = {"name": "Rui Castro", "unit_id": unit["id"], **stay}
    visit = (await house.client.post(f"{API}/visitors", json=guest, headers=admin)).json()

    url = f"{API}/people/{visit['person_id']}/erasure"
    assert (await house.client.post(url, headers=admin)).status_code == 204

    async with platform.database.read(PLATFORM) as connection:
        kept = await connection.scalar(text("SELECT count(*) FROM visits"))
    assert kept == 0
