"""Every refusal is a problem (RFC 9457), in the reader's language."""

from collections.abc import AsyncIterator

import pytest

from sigec.kit.actor import Role
from sigec.rest.limits import BODY_BYTES_MAX
from tests.integration.rest.conftest import House

PORTUGUESE = {"Accept-Language": "pt-BR,pt;q=0.9,en;q=0.1"}
ENGLISH = {"Accept-Language": "en-GB,en;q=0.9,pt;q=0.5"}


async def test_an_unknown_address_is_a_problem_in_two_languages(house: House) -> None:
    portuguese = await house.client.get("/api/v1/nothing", headers=PORTUGUESE)
    english = await house.client.get("/api/v1/nothing", headers=ENGLISH)

    assert portuguese.status_code == 404
    assert portuguese.headers["content-type"] == "application/problem+json"
    assert portuguese.headers["content-language"] == "pt-BR"
    assert portuguese.json() == {
        "type": "urn:sigec:problem:not_found.address",
        "title": "Endereço não encontrado",
        "status": 404,
        "detail": "Não há nada neste endereço.",
        "instance": "/api/v1/nothing",
    }
    assert english.json()["type"] == portuguese.json()["type"]
    assert english.json()["title"] == "No such address"


async def test_portuguese_is_spoken_to_whoever_does_not_say(house: House) -> None:
    response = await house.client.get("/api/v1/tenants")

    assert response.headers["content-language"] == "pt-BR"


async def test_a_wrong_method_says_which_are_right(house: House) -> None:
    response = await house.client.put("/api/v1/tenants", json={})

    assert response.status_code == 405
    assert response.json()["type"] == "urn:sigec:problem:method_not_allowed"
    assert response.headers["allow"] == "GET, POST"


async def test_wrong_fields_are_named_by_their_path(house: House) -> None:
    headers = {**await house.headers(Role.PLATFORM_ADMIN), **ENGLISH}
    response = await house.client.post(
        "/api/v1/tenants", json={"name": "", "colour": "red", "closing_day": 32}, headers=headers
    )

    assert response.status_code == 422
    found = {error["field"]: error for error in response.json()["errors"]}
    assert found.keys() == {"name", "slug", "colour", "closing_day"}
    assert found["slug"]["code"] == "field.missing"
    assert found["colour"]["code"] == "field.extra_forbidden"
    assert found["closing_day"]["message"] == "Must be at most 31."
    assert response.json()["detail"] == "Check: name, slug, closing_day, colour."


async def test_a_wrong_query_is_named_too(house: House) -> None:
    headers = await house.headers(Role.PLATFORM_ADMIN)
    response = await house.client.get("/api/v1/tenants?limit=500", headers=headers)

    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "limit"


async def test_a_cursor_of_somewhere_else_is_refused(house: House) -> None:
    headers = await house.headers(Role.PLATFORM_ADMIN)
    response = await house.client.get("/api/v1/tenants?cursor=bm90aGluZw", headers=headers)

    assert response.status_code == 422
    assert response.json()["type"] == "urn:sigec:problem:invalid.cursor"


async def test_a_body_that_is_not_json_is_refused(house: House) -> None:
    headers = {**await house.headers(Role.PLATFORM_ADMIN), "Content-Type": "application/json"}
    response = await house.client.post("/api/v1/tenants", content=b"{oops", headers=headers)

    assert response.status_code == 400
    assert response.json()["type"] == "urn:sigec:problem:bad_request.json"


async def test_a_body_beyond_the_limit_is_refused_by_its_announced_length(house: House) -> None:
    response = await house.client.post("/api/v1/auth/login", content=b" " * (BODY_BYTES_MAX + 1))

    assert response.status_code == 413
    assert response.json()["type"] == "urn:sigec:problem:body_too_large"


async def test_a_body_beyond_the_limit_is_refused_while_it_comes(house: House) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * (BODY_BYTES_MAX // 10)

    response = await house.client.post(
        "/api/v1/auth/login", content=endless(), headers={"Content-Type": "application/json"}
    )

    assert response.status_code == 413


async def test_what_nobody_anticipated_is_a_problem_with_the_requests_id(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(house.services.tenants, "list_tenants", broken)
    headers = {**await house.headers(Role.PLATFORM_ADMIN), "X-Request-Id": "abc-123"}

    response = await house.client.get("/api/v1/tenants", headers=headers)

    assert response.status_code == 500
    assert "abc-123" in response.json()["detail"]
    assert response.headers["x-request-id"] == "abc-123"
    assert "a bug" not in response.text


async def test_a_requests_id_is_ours_when_the_callers_is_strange(house: House) -> None:
    response = await house.client.get("/version", headers={"X-Request-Id": "a b\tc"})

    assert len(response.headers["x-request-id"]) == 32


async def test_every_answer_carries_what_browsers_must_obey(house: House) -> None:
    response = await house.client.get("/api/v1/tenants")

    assert "frame-ancestors 'none'" in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in response.headers


async def test_other_origins_are_not_let_in(house: House) -> None:
    response = await house.client.options(
        "/api/v1/tenants",
        headers={"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"},
    )

    assert response.status_code == 405
    assert "access-control-allow-origin" not in response.headers
