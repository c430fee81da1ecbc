"""A platform admin reads across tenants and writes to the one they choose."""

import pytest

from sigec.kit.actor import Role
from sigec.kit.ids import new_id
from tests.canaries import PASSWORD
from tests.integration.rest.conftest import House

USER = {"email": "new@example.com", "name": "New", "role": "viewer", "password": PASSWORD}


@pytest.fixture
async def admin(house: House) -> dict[str, str]:
    return await house.headers(Role.PLATFORM_ADMIN)


async def test_a_write_goes_to_the_only_tenant(house: House, admin: dict[str, str]) -> None:
    only = await house.default_tenant()

    response = await house.client.post("/api/v1/users", json=USER, headers=admin)

    assert response.status_code == 201
    assert response.json()["tenant_id"] == str(only.id)


async def test_a_write_among_several_needs_a_choice(house: House, admin: dict[str, str]) -> None:
    await house.tenant("a")
    chosen = await house.tenant("b")

    refused = await house.client.post("/api/v1/users", json=USER, headers=admin)
    by_slug = await house.client.post(
        "/api/v1/users", json=USER, headers={**admin, "X-Sigec-Tenant": "b"}
    )
    by_id = await house.client.post(
        "/api/v1/users",
        json={**USER, "email": "other@example.com"},
        headers={**admin, "X-Sigec-Tenant": str(chosen.id)},
    )

    assert refused.status_code == 400
    assert refused.json()["type"] == "urn:sigec:problem:bad_request.tenant_not_chosen"
    assert by_slug.json()["tenant_id"] == by_id.json()["tenant_id"] == str(chosen.id)


@pytest.mark.parametrize("choice", ["nobody", str(new_id())], ids=["slug", "id"])
async def test_an_unknown_choice_is_told(house: House, admin: dict[str, str], choice: str) -> None:
    response = await house.client.get("/api/v1/users", headers={**admin, "X-Sigec-Tenant": choice})

    assert response.status_code == 404


async def test_a_read_covers_all_and_can_be_narrowed(house: House, admin: dict[str, str]) -> None:
    a, b = await house.tenant("a"), await house.tenant("b")
    in_a, in_b = await house.user(Role.VIEWER, a), await house.user(Role.VIEWER, b)

    everybody = (await house.client.get("/api/v1/users", headers=admin)).text
    narrowed = (await house.client.get(f"/api/v1/users?tenant_id={a.id}", headers=admin)).text

    assert str(in_a.id) in everybody
    assert str(in_b.id) in everybody
    assert str(in_a.id) in narrowed
    assert str(in_b.id) not in narrowed


async def test_others_are_bound_to_their_own_whatever_they_ask(house: House) -> None:
    ours, theirs = await house.tenant("ours"), await house.tenant("theirs")
    stranger = await house.user(Role.VIEWER, theirs)
    headers = {
        **await house.headers(Role.TENANT_ADMIN, ours),
        "X-Sigec-Tenant": theirs.slug,
    }

    listed = await house.client.get(f"/api/v1/users?tenant_id={theirs.id}", headers=headers)
    made = await house.client.post("/api/v1/users", json=USER, headers=headers)

    assert str(stranger.id) not in listed.text
    assert made.json()["tenant_id"] == str(ours.id)


async def test_every_choice_is_audited(house: House, admin: dict[str, str]) -> None:
    chosen = await house.tenant("chosen")
    await house.client.get("/api/v1/users", headers={**admin, "X-Sigec-Tenant": "chosen"})
    witness = await house.headers(Role.TENANT_ADMIN, chosen)

    audit = await house.client.get("/api/v1/audit?action=tenant.accessed", headers=witness)

    [entry] = audit.json()["items"]
    assert entry["address"] == "127.0.0.1"
    assert entry["after"] == {"method": "GET", "path": "/api/v1/users"}
