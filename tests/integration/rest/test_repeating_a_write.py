"""The header Idempotency-Key."""

import asyncio
from typing import Any

import pytest

from sigec.kit.actor import Role
from tests.integration.rest.conftest import House, on_both

pytestmark = on_both

TENANT = {"name": "Jardim", "slug": "jardim"}


@pytest.fixture
async def headers(house: House) -> dict[str, str]:
    return {**await house.headers(Role.PLATFORM_ADMIN), "Idempotency-Key": "one"}


async def post(house: House, headers: dict[str, str], body: dict[str, Any]) -> Any:
    return await house.client.post("/api/v1/tenants", json=body, headers=headers)


async def test_a_repeat_is_answered_the_same_and_changes_nothing(
    house: House, headers: dict[str, str]
) -> None:
    first = await post(house, headers, TENANT)
    second = await post(house, headers, TENANT)

    assert first.status_code == second.status_code == 201
    assert second.json() == first.json()
    assert second.headers["etag"] == first.headers["etag"]
    assert second.headers["idempotent-replayed"] == "true"
    assert "idempotent-replayed" not in first.headers


async def test_without_a_key_the_repeat_is_a_write_of_its_own(
    house: House, headers: dict[str, str]
) -> None:
    del headers["Idempotency-Key"]
    await post(house, headers, TENANT)

    assert (await post(house, headers, TENANT)).status_code == 409


async def test_another_request_under_the_same_key_is_refused(
    house: House, headers: dict[str, str]
) -> None:
    await post(house, headers, TENANT)
    other = await post(house, headers, {**TENANT, "slug": "other"})

    assert other.status_code == 422
    assert other.json()["type"] == "urn:sigec:problem:invalid.idempotency_key_reused"


async def test_a_refused_write_gives_its_key_back(house: House, headers: dict[str, str]) -> None:
    assert (await post(house, headers, {"name": "Jardim"})).status_code == 422

    assert (await post(house, headers, TENANT)).status_code == 201


async def test_keys_of_two_people_do_not_mix(house: House, headers: dict[str, str]) -> None:
    await post(house, headers, TENANT)
    others = {**await house.headers(Role.PLATFORM_ADMIN), "Idempotency-Key": "one"}

    assert (await post(house, others, {**TENANT, "slug": "other"})).status_code == 201


async def test_of_two_at_once_one_is_served(house: House, headers: dict[str, str]) -> None:
    answers = await asyncio.gather(*(post(house, headers, TENANT) for _ in range(4)))

    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.json()["id"] for answer in answers if answer.status_code == 201}) == 1


async def test_a_key_is_forgotten_after_a_day(house: House) -> None:
    admin = await house.user(Role.PLATFORM_ADMIN)
    today = {**await house.sign_in(admin), "Idempotency-Key": "one"}
    await post(house, today, TENANT)

    house.clock.advance(hours=25)
    tomorrow = {**await house.sign_in(admin), "Idempotency-Key": "one"}

    assert (await post(house, tomorrow, TENANT)).status_code == 409


async def test_a_key_without_being_signed_in_is_refused_as_such(house: House) -> None:
    assert (await post(house, {"Idempotency-Key": "one"}, TENANT)).status_code == 401
