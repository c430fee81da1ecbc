"""Deny by default: every route, for nobody, for each role, and for another tenant's people.

The routes are read from the OpenAPI document, so a new one is covered the day it is included. It
needs an example for its body and, when its path has a new parameter, a thing in `THINGS`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from sigec.kit.actor import Actor, Permission, Role
from sigec.rest.openapi import describe
from sigec.tenants.model import Tenant
from tests.integration.rest.conftest import House, on_both
from tests.integration.rest.things import THINGS

OPEN_TO_ALL = frozenset(
    {
        "get_branding",
        "get_health",
        "get_liveness",
        "get_logo",
        "get_readiness",
        "get_version",
        "login",
        "refresh",
        "logout",
        "register",
        "open_profile_link",
        "fill_profile_link",
    }
)
"""Operations that nobody needs to be signed in for."""

OWN = frozenset({"get_me", "change_own_password"})
"""Operations on oneself, for which being signed in is enough."""

NOBODYS = frozenset({"list_actions", "get_action_schema", "list_plans", "create_plan", "edit_plan"})
"""Operations on what belongs to the product: every tenant sees the same."""


@dataclass(frozen=True)
class Operation:
    name: str
    method: str
    path: str
    body: Any

    def url(self, ids: Mapping[str, str]) -> str:
        return re.sub(r"\{(\w+)\}", lambda match: ids[match[1]], self.path)

    @property
    def parameters(self) -> list[str]:
        return re.findall(r"\{(\w+)\}", self.path)


class AnyId(dict[str, str]):
    """Fills a path with ids of things that do not exist."""

    def __missing__(self, key: str) -> str:
        return str(uuid4())


def operations(house: House) -> Iterator[Operation]:
    document = describe(house.api)
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield Operation(
                name=operation["operationId"],
                method=method,
                path=path,
                body=_example(document, operation),
            )


def guarded(house: House) -> list[Operation]:
    return [each for each in operations(house) if each.name not in OPEN_TO_ALL]


async def call(
    house: House, operation: Operation, ids: Mapping[str, str], headers: Mapping[str, str]
) -> httpx2.Response:
    return await house.client.request(
        operation.method, operation.url(ids), json=operation.body, headers=dict(headers)
    )


async def test_every_body_has_an_example_that_is_accepted(house: House) -> None:
    tenant = await house.default_tenant()
    ids = await things(house, tenant)
    admin = {**await house.headers(Role.PLATFORM_ADMIN), "X-Sigec-Tenant": tenant.slug}

    for operation in guarded(house):
        if operation.body is not None and operation.name not in OWN:
            response = await call(house, operation, ids, admin)
            assert response.status_code != 422, (operation.name, response.text)


async def test_nobody_gets_in(house: House) -> None:
    for operation in guarded(house):
        for headers in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic eDp5"}):
            response = await call(house, operation, AnyId(), headers)
            assert response.status_code == 401, (operation.name, headers, response.text)
            assert response.headers["content-type"] == "application/problem+json"


async def test_no_role_is_served_without_a_permission_that_it_has(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[Permission, bool] = {}
    may = Actor.may

    def noted(self: Actor, permission: Permission) -> bool:
        asked[permission] = may(self, permission)
        return asked[permission]

    monkeypatch.setattr(Actor, "may", noted)
    tenant = await house.default_tenant()
    everyone = {role: await house.headers(role, tenant) for role in Role}
    everyone[Role.PLATFORM_ADMIN]["X-Sigec-Tenant"] = tenant.slug

    for operation in guarded(house):
        if operation.name in OWN:
            continue
        for role, headers in everyone.items():
            asked.clear()
            response = await call(house, operation, AnyId(), headers)
            granted = {permission for permission, is_granted in asked.items() if is_granted}
            assert asked, f"{operation.name} asks for no permission"
            if response.status_code == 403:
                assert granted < asked.keys(), (operation.name, role, response.text)
            else:
                # Whoever may read may be told that there is nothing to change.
                reads = operation.method == "get" or response.status_code == 404
                enough = granted if reads else {each for each in granted if not _reads(each)}
                assert enough, (
                    operation.name,
                    role,
                    granted,
                )


def _reads(permission: Permission) -> bool:
    return permission.startswith("read:")


@on_both
async def test_another_tenants_things_are_answered_like_unknown_ones(house: House) -> None:
    ours, theirs = await house.tenant("ours"), await house.tenant("theirs")
    ids = await things(house, theirs)
    stranger = await house.headers(Role.TENANT_ADMIN, ours)

    for operation in guarded(house):
        if not operation.parameters or operation.name in NOBODYS:
            continue
        missing = await call(house, operation, AnyId(), stranger)
        foreign = await call(house, operation, ids, stranger)
        assert foreign.status_code == missing.status_code, (operation.name, foreign.text)
        assert foreign.status_code in {403, 404}, (operation.name, foreign.text)
        assert foreign.json()["type"] == missing.json()["type"]


@on_both
async def test_no_list_shows_another_tenants_things(house: House) -> None:
    ours, theirs = await house.tenant("ours"), await house.tenant("theirs")
    ids = await things(house, theirs)
    stranger = await house.headers(Role.TENANT_ADMIN, ours)

    for operation in guarded(house):
        is_list = operation.method == "get" and not operation.parameters
        if is_list and operation.name not in NOBODYS:
            response = await call(house, operation, {}, stranger)
            shown = [name for name, thing_id in ids.items() if thing_id in response.text]
            assert not shown, (operation.name, shown)


@on_both
async def test_a_platform_admin_may_not_reach_past_the_tenant_they_chose(house: House) -> None:
    ours, theirs = await house.tenant("ours"), await house.tenant("theirs")
    ids = await things(house, theirs)
    admin = {**await house.headers(Role.PLATFORM_ADMIN), "X-Sigec-Tenant": ours.slug}

    for operation in guarded(house):
        is_of_tenants = operation.parameters and operation.name not in NOBODYS
        if is_of_tenants and not operation.path.startswith("/api/v1/tenants"):
            response = await call(house, operation, ids, admin)
            assert response.status_code == 404, (operation.name, response.text)


async def things(house: House, tenant: Tenant) -> Mapping[str, str]:
    """Make one of each kind of thing in the tenant; path parameter → id."""
    needed = {name for operation in guarded(house) for name in operation.parameters}
    unknown = needed - THINGS.keys()
    assert not unknown, f"say in things.py how to make {unknown}"
    return {name: await THINGS[name](house, tenant) for name in THINGS if name in needed}


def _example(document: Mapping[str, Any], operation: Mapping[str, Any]) -> Any:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return None
    schema = content["schema"]
    schema = schema.get("anyOf", [schema])[0]
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    examples = schema.get("examples")
    assert examples, f"{operation['operationId']}: its body has no example"
    return examples[0]
