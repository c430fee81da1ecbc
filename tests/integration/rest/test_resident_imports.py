"""A list of residents: looked at line by line, corrected, imported, and harmless when repeated."""

from typing import Any

import httpx2

from sigec.kit.actor import Role
from tests.canaries import PHONE, RFID_TOKEN
from tests.integration.rest.conftest import House, on_both

API = "/api/v1"
LIST = f"""Condomínio Ipês;;;;
Morador;Bloco;Apto;Celular;Tag
Ana Souza;A;42;{PHONE};{RFID_TOKEN}
Bia Lima;A;43;;
Sem Unidade;;;;
"""


async def read(house: House, admin: dict[str, str], content: str, **query: str) -> httpx2.Response:
    return await house.client.post(
        f"{API}/residents/imports/read",
        params=query,
        content=content.encode("latin-1"),
        headers=admin,
    )


async def apply(house: House, admin: dict[str, str], seen: dict[str, Any]) -> httpx2.Response:
    body = {"rows": [each["row"] for each in seen["rows"]], "digest": seen["digest"]}
    return await house.client.post(f"{API}/residents/imports", json=body, headers=admin)


async def sign_in(house: House, plan: str = "enterprise") -> dict[str, str]:
    tenant = await house.tenant("ipes", plan=plan)
    admin = await house.headers(Role.TENANT_ADMIN, tenant)
    await house.client.post(f"{API}/sites", json={"name": "Garagem"}, headers=admin)
    return admin


@on_both
async def test_a_list_is_seen_imported_and_harmless_when_imported_again(house: House) -> None:
    admin = await sign_in(house)

    seen = (await read(house, admin, LIST)).json()
    nobody = (await house.client.get(f"{API}/residents", headers=admin)).json()["items"]
    done = await apply(house, admin, seen)
    again = (await read(house, admin, LIST)).json()
    (await apply(house, admin, again)).raise_for_status()

    assert seen["counts"] == {"new": 2, "changed": 0, "unchanged": 0, "refused": 1}
    refused = seen["rows"][2]
    assert (refused["row"]["line"], refused["message"]) == (5, "Falta a unidade.")
    assert nobody == []
    assert done.json()["rows"] == seen["rows"]
    assert again["counts"] == {"new": 0, "changed": 0, "unchanged": 2, "refused": 1}
    people = (await house.client.get(f"{API}/residents", headers=admin)).json()["items"]
    assert [(person["name"], person["unit"]) for person in people] == [
        ("Ana Souza", "A 42"),
        ("Bia Lima", "A 43"),
    ]
    tokens = (await house.client.get(f"{API}/id-tokens", headers=admin)).json()["items"]
    assert [(token["value"], token["person_id"]) for token in tokens] == [
        (RFID_TOKEN, people[0]["id"])
    ]
    acts = (await house.client.get(f"{API}/audit", headers=admin)).json()["items"]
    assert [act["action"] for act in acts].count("person.created") == 2


async def test_what_was_corrected_is_looked_at_again(house: House) -> None:
    admin = await sign_in(house)
    rows = [each["row"] for each in (await read(house, admin, LIST)).json()["rows"]]
    rows[2]["unit"] = "44"

    url = f"{API}/residents/imports/preview"
    seen = await house.client.post(url, json={"rows": rows}, headers=admin)

    assert seen.json()["counts"]["new"] == 3


async def test_only_what_was_seen_is_imported(house: House) -> None:
    admin = await sign_in(house)
    seen = (await read(house, admin, LIST)).json()
    await house.client.post(
        f"{API}/people", json={"name": "Ana Souza", "phone": PHONE}, headers=admin
    )

    refused = await apply(house, admin, seen)

    assert refused.status_code == 409
    assert refused.json()["type"] == "urn:sigec:problem:conflict.import_outdated"
    assert not (await house.client.get(f"{API}/residents", headers=admin)).json()["items"]


async def test_the_plan_limits_an_import(house: House) -> None:
    admin = await sign_in(house, plan="basic")
    lines = "".join(f"Morador {n};{n}\n" for n in range(51))

    seen = (await read(house, admin, "Nome;Unidade\n" + lines)).json()
    done = await apply(house, admin, seen)

    assert (seen["counts"]["new"], seen["counts"]["refused"]) == (50, 1)
    assert seen["rows"][50]["reason"] == "plan_limit"
    assert done.status_code == 200


async def test_a_file_that_is_no_list_is_refused_in_words(house: House) -> None:
    admin = await sign_in(house)

    without_heads = await read(house, admin, "a;b\n1;2\n")
    empty = await read(house, admin, "Nome;Unidade\n")
    operator = await house.headers(Role.OPERATOR, await house.default_tenant())
    forbidden = await read(house, operator, LIST)

    assert without_heads.json()["type"] == "urn:sigec:problem:invalid.sheet_heads"
    assert empty.json()["errors"][0]["code"] == "field.import_empty"
    assert forbidden.status_code == 403


async def test_the_template_is_a_list_that_can_be_imported(house: House) -> None:
    admin = await sign_in(house)

    for kind in ("csv", "xlsx"):
        url = f"{API}/residents/imports/template"
        file = await house.client.get(url, params={"format": kind}, headers=admin)
        seen = await house.client.post(
            f"{API}/residents/imports/read", content=file.content, headers=admin
        )
        assert seen.json()["counts"]["new"] == 1, seen.text
        assert len(seen.json()["columns"]) == 9
