"""Condominiums and operators."""

import pytest

from sigec.kit.actor import Role
from tests.integration.rest.conftest import House

CNPJ = "12ABC34501DE35"


@pytest.fixture
async def admin(house: House) -> dict[str, str]:
    return await house.headers(Role.PLATFORM_ADMIN)


async def test_a_new_tenant_gets_what_brazil_expects(house: House, admin: dict[str, str]) -> None:
    response = await house.client.post(
        "/api/v1/tenants",
        json={"name": "Jardim", "slug": "jardim", "cnpj": "12.abc.345/01DE-35"},
        headers=admin,
    )

    assert response.status_code == 201
    made = response.json()
    assert made["cnpj"] == CNPJ
    expected = {
        "kind": "condominium",
        "status": "active",
        "timezone": "America/Sao_Paulo",
        "currency": "BRL",
        "language": "pt-BR",
    }
    assert expected.items() <= made.items()
    shown = await house.client.get(f"/api/v1/tenants/{made['id']}", headers=admin)
    assert shown.json() == made


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("cnpj", "12ABC34501DE36"),
        ("cnpj", "00000000000000"),
        ("timezone", "Brazil/Nowhere"),
        ("currency", "XXX"),
        ("slug", "Com Espaço"),
        ("closing_day", 0),
        ("language", "fr"),
    ],
)
async def test_a_wrong_field_is_named(
    house: House, admin: dict[str, str], field: str, value: object
) -> None:
    body = {"name": "Jardim", "slug": "jardim", field: value}
    response = await house.client.post("/api/v1/tenants", json=body, headers=admin)

    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == [field]


@pytest.mark.parametrize("taken", ["slug", "cnpj"])
async def test_slug_and_cnpj_belong_to_one(house: House, admin: dict[str, str], taken: str) -> None:
    first = {"name": "A", "slug": "a", "cnpj": CNPJ}
    second = {"name": "B", "slug": "b", taken: first[taken]}
    await house.client.post("/api/v1/tenants", json=first, headers=admin)

    response = await house.client.post("/api/v1/tenants", json=second, headers=admin)

    assert response.status_code == 409


async def test_an_edit_changes_what_it_names(house: House, admin: dict[str, str]) -> None:
    tenant = await house.tenant("acacias")
    url = f"/api/v1/tenants/{tenant.id}"
    before = (await house.client.get(url, headers=admin)).json()

    response = await house.client.patch(url, json={"closing_day": 24}, headers=admin)

    assert response.status_code == 200
    assert response.json() == {**before, "closing_day": 24}


async def test_a_field_that_needs_a_value_takes_no_null(
    house: House, admin: dict[str, str]
) -> None:
    tenant = await house.tenant("acacias")
    url = f"/api/v1/tenants/{tenant.id}"

    refused = await house.client.patch(url, json={"name": None}, headers=admin)
    accepted = await house.client.patch(url, json={"cnpj": None}, headers=admin)

    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "name"
    assert accepted.status_code == 200


async def test_of_two_editors_the_slower_is_told(house: House, admin: dict[str, str]) -> None:
    tenant = await house.tenant("acacias")
    url = f"/api/v1/tenants/{tenant.id}"
    etag = (await house.client.get(url, headers=admin)).headers["etag"]
    mine = {**admin, "If-Match": etag}

    first = await house.client.patch(url, json={"name": "First"}, headers=mine)
    second = await house.client.patch(url, json={"name": "Second"}, headers=mine)

    assert (first.status_code, second.status_code) == (200, 412)
    assert first.headers["etag"] != etag
    renewed = {**admin, "If-Match": first.headers["etag"]}
    third = await house.client.patch(url, json={"name": "Third"}, headers=renewed)
    assert third.status_code == 200


async def test_a_tenant_with_people_is_not_removed(house: House, admin: dict[str, str]) -> None:
    empty, inhabited = await house.tenant("empty"), await house.tenant("inhabited")
    await house.user(Role.VIEWER, inhabited)

    gone = await house.client.delete(f"/api/v1/tenants/{empty.id}", headers=admin)
    kept = await house.client.delete(f"/api/v1/tenants/{inhabited.id}", headers=admin)

    assert (gone.status_code, kept.status_code) == (204, 409)
    after = await house.client.get(f"/api/v1/tenants/{empty.id}", headers=admin)
    assert after.status_code == 404


async def test_a_list_comes_in_pages(house: House, admin: dict[str, str]) -> None:
    slugs = [(await house.tenant(f"t{number}")).slug for number in range(5)]
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        url = f"/api/v1/tenants?limit=2&cursor={cursor}"
        page = (await house.client.get(url, headers=admin)).json()
        assert len(page["items"]) <= 2
        found += [item["slug"] for item in page["items"]]
        cursor = page["next_cursor"]

    assert found == ["default", *slugs]


async def test_a_tenant_admin_sees_their_own_alone(house: House) -> None:
    ours, theirs = await house.tenant("ours"), await house.tenant("theirs")
    headers = await house.headers(Role.TENANT_ADMIN, ours)

    listed = (await house.client.get("/api/v1/tenants", headers=headers)).json()["items"]
    foreign = await house.client.get(f"/api/v1/tenants/{theirs.id}", headers=headers)

    assert [item["slug"] for item in listed] == ["ours"]
    assert foreign.status_code == 404


async def test_the_first_start_makes_one_tenant_and_later_ones_none(house: House) -> None:
    # The fixture has started the platform once.
    second = await house.services.tenants.ensure_default_tenant()

    assert second is None
    assert (await house.default_tenant()).slug == "default"
