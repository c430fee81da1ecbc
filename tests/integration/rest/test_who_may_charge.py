"""Who may charge where is said by place, and every decision is explained in words."""

from typing import Any

import pytest

from sigec.kit.actor import Role
from tests.canaries import RFID_TOKEN
from tests.integration.rest.conftest import House

API = "/api/v1"


@pytest.fixture
async def admin(house: House) -> dict[str, str]:
    return await house.headers(Role.TENANT_ADMIN, await house.default_tenant())


async def create(house: House, admin: dict[str, str], path: str, **body: Any) -> Any:
    response = await house.client.post(f"{API}/{path}", json=body, headers=admin)
    assert response.status_code == 201, response.text
    return response.json()


async def test_a_place_says_who_may_charge_and_a_try_says_why_not(
    house: House, admin: dict[str, str]
) -> None:
    site = await create(house, admin, "sites", name="Garagem", timezone="America/Sao_Paulo")
    station = await create(
        house, admin, "stations", name="Vaga 1", ocpp_identity="CP-1", site_id=site["id"]
    )
    card = await create(
        house, admin, "id-tokens", value=RFID_TOKEN, valid_to="2026-11-12T03:00:00Z"
    )
    url = f"{API}/sites/{site['id']}/access-policy"
    hours = [{"weekdays": [1, 2], "from_time": "08:00", "to_time": "20:00"}]

    before = await house.client.get(url, headers=admin)
    said = await house.client.put(
        url,
        json={"hours": hours, "admitted": "anyone"},
        headers={**admin, "If-Match": before.headers["ETag"]},
    )
    late = await house.client.put(
        url, json={}, headers={**admin, "If-Match": before.headers["ETag"]}
    )

    assert (said.status_code, late.status_code) == (200, 412)
    here = (
        await house.client.get(f"{API}/stations/{station['id']}/access-policy", headers=admin)
    ).json()
    assert here["own"]["admitted"] is None
    assert here["effective"]["admitted"] == here["inherited"]["admitted"] == "anyone"
    assert here["effective"]["hours"] == [
        {"weekdays": [1, 2], "from_time": "08:00:00", "to_time": "20:00:00"}
    ]

    async def tried(language: str, **body: Any) -> Any:
        response = await house.client.post(
            f"{API}/stations/{station['id']}/decisions/try",
            json=body,
            headers={**admin, "Accept-Language": language},
        )
        assert response.status_code == 200, response.text
        return response.json()

    expired = await tried("pt-BR", id_token_id=card["id"])
    stranger = await tried("en", value="04FF")  # a Saturday

    assert (expired["status"], expired["title"]) == (
        "Expired",
        "Recusado: venceu em 12/11/2026 00:00",
    )
    assert (stranger["status"], stranger["sentence"]) == (
        "NotAtThisTime",
        "2026-11-21 09:00 is outside the hours of this place: 08:00–20:00.",
    )
    assert not stranger["id_token_id"]
    for path in ("decisions", f"id-tokens/{card['id']}/decisions"):
        kept = await house.client.get(f"{API}/{path}", headers=admin)
        assert kept.json()["items"] == []
