"""People fill in what is missing about themselves, by a link that opens once."""

from typing import Any

import httpx2
import pytest

from sigec.drivers.ports import Letter
from sigec.kit.actor import Role
from sigec.tenants.model import Tenant
from tests.canaries import PHONE
from tests.integration.rest.conftest import House, on_both

API = "/api/v1"


class Letters:
    """A postman who keeps what he should bring."""

    is_ready = True

    def __init__(self) -> None:
        self.sent: list[Letter] = []

    async def send(self, letter: Letter) -> None:
        self.sent.append(letter)


@pytest.fixture
async def tenant(house: House) -> Tenant:
    return await house.default_tenant()


@pytest.fixture
async def admin(house: House, tenant: Tenant) -> dict[str, str]:
    return await house.headers(Role.TENANT_ADMIN, tenant)


@pytest.fixture
def letters(house: House) -> Letters:
    kept = Letters()
    house.services.profile_links._postman = kept
    return kept


async def a_link(house: House, admin: dict[str, str], **fields: Any) -> dict[str, Any]:
    body = {"name": "Ana Souza", **fields}
    person = (await house.client.post(f"{API}/people", json=body, headers=admin)).json()
    url = f"{API}/people/{person['id']}/profile-link"
    made = await house.client.post(url, json={}, headers=admin)
    assert made.status_code == 201, made.text
    return {"person": person, "token": made.json()["url"].partition("#")[2], **made.json()}


async def post(house: House, path: str, **body: Any) -> httpx2.Response:
    return await house.client.post(f"{API}/profile-links/{path}", json=body)


@on_both
async def test_a_person_fills_in_their_record_once(house: House, admin: dict[str, str]) -> None:
    link = await a_link(house, admin)

    opened = await post(house, "open", token=link["token"])
    car = {"plate": "ABC1D23", "battery_wh": 44_900}
    filled = await post(house, "fill", token=link["token"], phone=PHONE, vehicle=car)
    again = await post(house, "fill", token=link["token"], email="other@example.com")

    assert (opened.json()["first_name"], opened.json()["has_phone"]) == ("Ana", False)
    assert filled.status_code == 204
    assert again.status_code == 404
    url = f"{API}/people/{link['person']['id']}"
    person = (await house.client.get(url, headers=admin)).json()
    assert (person["phone"], person["email"]) == (PHONE, None)
    cars = (await house.client.get(f"{url}/vehicles", headers=admin)).json()["items"]
    assert [each["plate"] for each in cars] == ["ABC1D23"]
    acts = (await house.client.get(f"{API}/audit", headers=admin)).json()["items"]
    assert "person.filled_in" in [act["action"] for act in acts]


async def test_what_is_wrong_leaves_the_link_open(house: House, admin: dict[str, str]) -> None:
    link = await a_link(house, admin)

    wrong = await post(house, "fill", token=link["token"], phone="12")
    right = await post(house, "fill", token=link["token"], phone=PHONE)

    assert wrong.json()["errors"][0]["field"] == "phone"
    assert right.status_code == 204


async def test_whatever_opens_nothing_is_answered_alike(
    house: House, tenant: Tenant, admin: dict[str, str]
) -> None:
    link = await a_link(house, admin)
    forged = link["token"][:32] + "A" * 43
    newer = await a_link(house, admin)
    person_id = newer["person"]["id"]
    url = f"{API}/people/{person_id}/profile-link"
    latest = (await house.client.post(url, json={}, headers=admin)).json()["url"]

    tries = [forged, "0" * 75, "short", newer["token"]]
    answers = [(await post(house, "open", token=token)).json() for token in tries]
    house.clock.advance(hours=7 * 24)
    answers.append((await post(house, "open", token=latest.partition("#")[2])).json())

    assert {answer["type"] for answer in answers} == {"urn:sigec:problem:not_found.profile_link"}
    assert len({answer["detail"] for answer in answers}) == 1


async def test_a_link_goes_by_mail_where_there_is_an_address(
    house: House, admin: dict[str, str], letters: Letters
) -> None:
    sent = await a_link(house, admin, email="ana@example.com")
    copied = await a_link(house, admin)

    [letter] = letters.sent
    assert (sent["is_sent"], copied["is_sent"]) == (True, False)
    assert letter.to == "ana@example.com"
    assert sent["url"] in letter.text
    assert sent["url"].startswith("http://sigec.test/my-details#")


async def test_who_tries_many_links_has_to_wait(house: House) -> None:
    answers = [await post(house, "open", token="0" * 75) for _ in range(31)]

    assert [answer.status_code for answer in answers] == [404] * 30 + [429]


@on_both
async def test_it_is_said_of_how_many_residents_something_is_not_known(
    house: House, tenant: Tenant, admin: dict[str, str]
) -> None:
    site = await house.client.post(f"{API}/sites", json={"name": "G"}, headers=admin)
    for number, phone in (("1", PHONE), ("2", None)):
        unit = {"site_id": site.json()["id"], "number": number}
        made = (await house.client.post(f"{API}/units", json=unit, headers=admin)).json()
        body = {"name": f"Morador {number}", "unit_id": made["id"], "phone": phone}
        person = (await house.client.post(f"{API}/residents", json=body, headers=admin)).json()
    card = {"value": "04AB", "person_id": person["id"]}
    await house.client.post(f"{API}/id-tokens", json=card, headers=admin)
    await house.client.post(f"{API}/people", json={"name": "Visitante"}, headers=admin)

    found = (await house.client.get(f"{API}/residents/completeness", headers=admin)).json()
    lacking = await house.client.get(f"{API}/residents", params={"missing": "phone"}, headers=admin)
    cardless = await house.client.get(f"{API}/residents", params={"missing": "card"}, headers=admin)

    assert found == {
        "residents": 2,
        "missing": {"phone": 1, "email": 2, "cpf": 2, "card": 1, "vehicle": 2},
        "can_send_email": False,
    }
    assert [each["name"] for each in lacking.json()["items"]] == ["Morador 2"]
    assert [each["name"] for each in cardless.json()["items"]] == ["Morador 1"]
