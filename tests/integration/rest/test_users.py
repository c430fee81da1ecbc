"""Who may sign in, and who may say so."""

from typing import Any

import pytest

from sigec.kit.actor import Role
from sigec.tenants.model import Tenant
from tests.canaries import PASSWORD
from tests.integration.rest.conftest import House
from tests.integration.rest.things import THINGS


@pytest.fixture
async def tenant(house: House) -> Tenant:
    return await house.tenant("acacias")


@pytest.fixture
async def admin(house: House, tenant: Tenant) -> dict[str, str]:
    return await house.headers(Role.TENANT_ADMIN, tenant)


def body(**changes: Any) -> dict[str, Any]:
    return {
        "email": "new@example.com",
        "name": "New",
        "role": "operator",
        "password": PASSWORD,
        **changes,
    }


async def test_a_new_user_can_sign_in_and_shows_no_password(
    house: House, admin: dict[str, str]
) -> None:
    response = await house.client.post(
        "/api/v1/users", json=body(email=" New@Example.com "), headers=admin
    )

    assert response.status_code == 201
    assert response.json()["email"] == "new@example.com"
    assert "password" not in response.text
    login = await house.services.logins.login("new@example.com", PASSWORD, address=None)
    assert str(login.user.id) == response.json()["id"]


async def test_a_user_stands_for_a_person_of_their_own_tenant_only(
    house: House, admin: dict[str, str], tenant: Tenant
) -> None:
    ours = await THINGS["person_id"](house, tenant)
    theirs = await THINGS["person_id"](house, await house.tenant("ipes"))
    resident = body(role="resident", person_id=theirs)
    refused = await house.client.post("/api/v1/users", json=resident, headers=admin)
    assert refused.json()["type"] == "urn:sigec:problem:not_found.person"
    made = await house.client.post(
        "/api/v1/users", json={**resident, "person_id": ours}, headers=admin
    )
    assert made.status_code == 201
    url = f"/api/v1/users/{made.json()['id']}"
    platform = {**await house.headers(Role.PLATFORM_ADMIN), "X-Sigec-Tenant": tenant.slug}
    for headers in (admin, platform):
        moved = await house.client.patch(url, json={"person_id": theirs}, headers=headers)
        assert (moved.status_code, moved.json()["type"]) == (404, refused.json()["type"])
    freed = await house.client.patch(url, json={"person_id": None}, headers=admin)
    assert freed.json()["person_id"] is None


@pytest.mark.parametrize("role", list(Role))
async def test_nobody_grants_more_than_they_have(
    house: House, admin: dict[str, str], role: Role
) -> None:
    response = await house.client.post("/api/v1/users", json=body(role=role), headers=admin)

    assert response.status_code == (403 if role is Role.PLATFORM_ADMIN else 201)


async def test_nobody_raises_another_above_themselves(
    house: House, admin: dict[str, str], tenant: Tenant
) -> None:
    user = await house.user(Role.VIEWER, tenant)

    response = await house.client.patch(
        f"/api/v1/users/{user.id}", json={"role": "platform_admin"}, headers=admin
    )

    assert response.status_code == 403


async def test_a_platform_admin_belongs_to_no_tenant_and_is_managed_by_their_peers(
    house: House, admin: dict[str, str], tenant: Tenant
) -> None:
    root = {**await house.headers(Role.PLATFORM_ADMIN), "X-Sigec-Tenant": tenant.slug}
    made = await house.client.post("/api/v1/users", json=body(role="platform_admin"), headers=root)
    url = f"/api/v1/users/{made.json()['id']}"

    assert made.json()["tenant_id"] is None
    assert (await house.client.get(url, headers=admin)).status_code == 404
    edited = await house.client.patch(url, json={"is_active": False}, headers=root)
    assert edited.json()["is_active"] is False


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "nobody"),
        ("email", "a b@example.com"),
        ("password", "short"),
        ("password", "x" * 129),
        ("role", "king"),
        ("name", " "),
        ("person_id", "me"),
    ],
)
async def test_a_wrong_field_is_named(
    house: House, admin: dict[str, str], field: str, value: object
) -> None:
    response = await house.client.post("/api/v1/users", json=body(**{field: value}), headers=admin)

    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == [field]


@pytest.mark.parametrize("changes", [{"is_active": False}, {"role": "viewer"}])
async def test_nobody_locks_themselves_out(
    house: House, tenant: Tenant, changes: dict[str, Any]
) -> None:
    user = await house.user(Role.TENANT_ADMIN, tenant)
    headers = await house.sign_in(user)

    edited = await house.client.patch(f"/api/v1/users/{user.id}", json=changes, headers=headers)
    removed = await house.client.delete(f"/api/v1/users/{user.id}", headers=headers)

    assert (edited.status_code, removed.status_code) == (409, 409)


async def test_a_removed_user_is_gone_and_the_audit_remembers(
    house: House, admin: dict[str, str], tenant: Tenant
) -> None:
    user = await house.user(Role.VIEWER, tenant)
    signed_in = await house.sign_in(user)

    removed = await house.client.delete(f"/api/v1/users/{user.id}", headers=admin)

    assert removed.status_code == 204
    assert (await house.client.get("/api/v1/auth/me", headers=signed_in)).status_code == 401
    url = f"/api/v1/audit?subject_kind=user&subject_id={user.id}"
    entries = (await house.client.get(url, headers=admin)).json()["items"]
    assert [entry["action"] for entry in entries] == [
        "user.deleted",
        "user.signed_in",
        "user.created",
    ]


async def test_the_audit_keeps_what_changed_and_no_password(
    house: House, admin: dict[str, str], tenant: Tenant
) -> None:
    user = await house.user(Role.VIEWER, tenant)
    changes = {"name": "Renamed", "password": "another good one"}
    await house.client.patch(f"/api/v1/users/{user.id}", json=changes, headers=admin)

    audit = await house.client.get("/api/v1/audit?action=user.edited", headers=admin)

    [entry] = audit.json()["items"]
    assert entry["before"]["name"] == "Somebody"
    assert entry["after"]["name"] == "Renamed"
    assert entry["after"]["password"] == "***"
    assert "email" not in entry["after"]
    assert "another good one" not in audit.text


async def test_a_list_can_be_narrowed_to_a_role(
    house: House, admin: dict[str, str], tenant: Tenant
) -> None:
    await house.user(Role.VIEWER, tenant)

    listed = await house.client.get("/api/v1/users?role=viewer", headers=admin)

    assert [item["role"] for item in listed.json()["items"]] == ["viewer"]


async def test_the_first_admin_is_made_once(house: House) -> None:
    first = await house.services.accounts.ensure_admin("root@example.com", PASSWORD)
    second = await house.services.accounts.ensure_admin("other@example.com", PASSWORD)

    assert first is not None
    assert first.role is Role.PLATFORM_ADMIN
    assert second is None


async def test_a_resident_sees_who_they_are(house: House, tenant: Tenant) -> None:
    headers = await house.headers(Role.RESIDENT, tenant)

    me = (await house.client.get("/api/v1/auth/me", headers=headers)).json()

    assert me["permissions"] == ["charge:own", "read:own", "receive:notices"]
