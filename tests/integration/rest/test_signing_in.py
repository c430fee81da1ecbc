"""Sign in, stay signed in, sign out."""

from typing import Any

import httpx2
import pytest

from sigec.accounts.model import User
from sigec.accounts.service.access_tokens import LIFETIME_S
from sigec.accounts.service.logins import REFRESH_LIFETIME_DAYS
from sigec.kit.actor import Role
from sigec.rest.auth import COOKIE
from tests.canaries import PASSWORD
from tests.integration.rest.conftest import House


@pytest.fixture
async def user(house: House) -> User:
    return await house.user(Role.OPERATOR, await house.tenant("acacias"))


async def sign_in(house: House, user: User) -> dict[str, Any]:
    response = await house.client.post(
        "/api/v1/auth/login", json={"email": user.email, "password": PASSWORD}
    )
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


def bearer(tokens: dict[str, Any]) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens['access_token']}"}


async def refresh(house: House, token: str) -> Any:
    house.client.cookies.clear()
    return await house.client.post("/api/v1/auth/refresh", json={"refresh_token": token})


async def test_the_right_password_gives_tokens_and_says_who(house: House, user: User) -> None:
    tokens = await sign_in(house, user)

    assert tokens["token_type"] == "bearer"
    assert tokens["expires_in"] == LIFETIME_S
    assert tokens["user"]["email"] == user.email
    assert tokens["user"]["tenant"]["slug"] == "acacias"
    me = await house.client.get("/api/v1/auth/me", headers=bearer(tokens))
    assert me.json() == tokens["user"]


async def test_the_address_is_read_without_regard_to_case(house: House, user: User) -> None:
    response = await house.client.post(
        "/api/v1/auth/login", json={"email": f" {user.email.upper()} ", "password": PASSWORD}
    )

    assert response.status_code == 200


async def test_a_wrong_password_and_an_unknown_user_are_answered_alike(
    house: House, user: User
) -> None:
    wrong = await house.client.post(
        "/api/v1/auth/login", json={"email": user.email, "password": "not this one"}
    )
    unknown = await house.client.post(
        "/api/v1/auth/login", json={"email": "nobody@example.com", "password": "not this one"}
    )

    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()
    assert wrong.json()["type"] == "urn:sigec:problem:unauthenticated.credentials"


async def test_a_refresh_token_is_exchanged_for_the_next(house: House, user: User) -> None:
    first = await sign_in(house, user)
    second = (await refresh(house, first["refresh_token"])).json()

    assert second["refresh_token"] != first["refresh_token"]
    third = await refresh(house, second["refresh_token"])
    assert third.status_code == 200


async def test_a_refresh_token_that_comes_twice_ends_the_login(house: House, user: User) -> None:
    first = await sign_in(house, user)
    second = (await refresh(house, first["refresh_token"])).json()

    again = await refresh(house, first["refresh_token"])

    assert again.status_code == 401
    assert (await refresh(house, second["refresh_token"])).status_code == 401
    me = await house.client.get("/api/v1/auth/me", headers=bearer(second))
    assert me.status_code == 401


async def test_a_second_login_survives_the_end_of_the_first(house: House, user: User) -> None:
    stolen = await sign_in(house, user)
    other = await sign_in(house, user)
    await refresh(house, stolen["refresh_token"])
    await refresh(house, stolen["refresh_token"])

    assert (await refresh(house, other["refresh_token"])).status_code == 200


async def test_the_web_app_refreshes_by_its_cookie_alone(house: House, user: User) -> None:
    await sign_in(house, user)
    cookie = house.client.cookies[COOKIE]

    response = await house.client.post("/api/v1/auth/refresh")

    assert response.status_code == 200
    assert response.json()["refresh_token"] is None
    assert house.client.cookies[COOKIE] != cookie


async def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(
    house: House, user: User
) -> None:
    response = await house.client.post(
        "/api/v1/auth/login", json={"email": user.email, "password": PASSWORD}
    )

    cookies = [each.lower() for each in response.headers.get_list("set-cookie")]
    for attributes, path in zip(cookies, ("/api/v1/auth", "/api/v1/live"), strict=True):
        for expected in ("httponly", "samesite=strict", f"path={path};"):
            assert expected in attributes
        assert "secure" not in attributes  # plain http: the browser would drop it


async def test_signing_out_ends_both_tokens(house: House, user: User) -> None:
    tokens = await sign_in(house, user)

    response = await house.client.post("/api/v1/auth/logout", headers=bearer(tokens))

    assert response.status_code == 204
    assert not list(house.client.cookies)
    me = await house.client.get("/api/v1/auth/me", headers=bearer(tokens))
    assert me.status_code == 401
    assert (await refresh(house, tokens["refresh_token"])).status_code == 401


async def test_signing_out_without_being_signed_in_is_harmless(house: House) -> None:
    response = await house.client.post(
        "/api/v1/auth/logout", headers={"Authorization": "Bearer nonsense"}
    )

    assert response.status_code == 204


async def test_an_access_token_ends_after_its_time(house: House, user: User) -> None:
    tokens = await sign_in(house, user)

    house.clock.advance(seconds=LIFETIME_S - 1)
    assert (await house.client.get("/api/v1/auth/me", headers=bearer(tokens))).status_code == 200
    house.clock.advance(seconds=1)
    response = await house.client.get("/api/v1/auth/me", headers=bearer(tokens))

    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"


async def test_a_refresh_token_ends_after_its_time(house: House, user: User) -> None:
    tokens = await sign_in(house, user)

    house.clock.advance(hours=24 * REFRESH_LIFETIME_DAYS)

    assert (await refresh(house, tokens["refresh_token"])).status_code == 401


async def test_deactivating_a_user_signs_them_out(house: House, user: User) -> None:
    tokens = await sign_in(house, user)
    admin = {**await house.headers(Role.PLATFORM_ADMIN), "X-Sigec-Tenant": "acacias"}

    await house.client.patch(f"/api/v1/users/{user.id}", json={"is_active": False}, headers=admin)

    me = await house.client.get("/api/v1/auth/me", headers=bearer(tokens))
    assert me.status_code == 401
    assert (await refresh(house, tokens["refresh_token"])).status_code == 401
    again = await house.client.post(
        "/api/v1/auth/login", json={"email": user.email, "password": PASSWORD}
    )
    assert again.status_code == 401


async def test_changing_the_password_signs_out_everywhere(house: House, user: User) -> None:
    here = await sign_in(house, user)
    there = await sign_in(house, user)

    response = await house.client.post(
        "/api/v1/auth/password",
        json={"current_password": PASSWORD, "new_password": "another good one"},
        headers=bearer(here),
    )

    assert response.status_code == 204
    for tokens in (here, there):
        me = await house.client.get("/api/v1/auth/me", headers=bearer(tokens))
        assert me.status_code == 401
    again = await house.client.post(
        "/api/v1/auth/login", json={"email": user.email, "password": "another good one"}
    )
    assert again.status_code == 200


async def test_changing_the_password_needs_the_present_one(house: House, user: User) -> None:
    tokens = await sign_in(house, user)

    response = await house.client.post(
        "/api/v1/auth/password",
        json={"current_password": "a guess", "new_password": "another good one"},
        headers=bearer(tokens),
    )

    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "current_password"


async def test_guessing_at_the_present_password_is_slowed_down_too(
    house: House, user: User
) -> None:
    tokens = await sign_in(house, user)

    async def change(current: str) -> httpx2.Response:
        return await house.client.post(
            "/api/v1/auth/password",
            json={"current_password": current, "new_password": "another good one"},
            headers=bearer(tokens),
        )

    answers = [await change("a guess") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [422] * 5
    locked = await change(PASSWORD)
    assert (locked.status_code, 0 < int(locked.headers["retry-after"]) <= 31) == (429, True)
    house.clock.advance(seconds=31)
    assert (await change(PASSWORD)).status_code == 204


async def test_guessing_is_slowed_down_for_the_guesser_only(house: House, user: User) -> None:
    guess = {"email": user.email, "password": "a guess"}
    answers = [await house.client.post("/api/v1/auth/login", json=guess) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    assert 0 < int(answers[-1].headers["retry-after"]) <= 31
    even_the_right_one = await house.client.post(
        "/api/v1/auth/login", json={"email": user.email, "password": PASSWORD}
    )
    assert even_the_right_one.status_code == 429
    login = await house.services.logins.login(user.email, PASSWORD, address="10.0.0.9")
    assert login.user.id == user.id


async def test_a_lock_ends_and_comes_back_longer(house: House, user: User) -> None:
    guess = {"email": user.email, "password": "a guess"}
    for _ in range(5):
        await house.client.post("/api/v1/auth/login", json=guess)

    house.clock.advance(seconds=30)
    assert (await house.client.post("/api/v1/auth/login", json=guess)).status_code == 401
    locked = await house.client.post("/api/v1/auth/login", json=guess)
    assert 31 < int(locked.headers["retry-after"]) <= 61


async def test_nobody_registers_by_themselves(house: House) -> None:
    response = await house.client.post("/api/v1/auth/register", json={})

    assert response.status_code == 403
    assert response.json()["type"] == "urn:sigec:problem:forbidden.registration_closed"
