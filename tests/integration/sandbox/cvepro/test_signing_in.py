"""Groups 1 and 2: logins, tokens and the matrix of headers (`cve-pro.md`)."""

import pytest

from sigec_sandbox.cvepro import Expiry, LoginFault
from tests.canaries import EMAIL
from tests.integration.sandbox.cvepro.conftest import NOON, WINDOW, Client


async def test_a_key_of_another_address_knows_no_tenant(client: Client) -> None:
    answer = await client.login(key="key-of-production")
    assert answer.json() == {"error": "E000 - Tenant Not Found", "user": None, "token": None}


async def test_a_wrong_password_is_401(client: Client) -> None:
    answer = await client.login(password="wrong")
    assert answer.status_code == 401
    assert answer.json()["error"].startswith("E000 - ")


@pytest.mark.parametrize(
    ("expiry", "until"),
    [
        (None, None),
        (Expiry.SECONDS, int(NOON.timestamp()) + 86_400),
        (Expiry.MILLISECONDS, (int(NOON.timestamp()) + 86_400) * 1000),
        (Expiry.ISO, "2026-11-22T12:00:00Z"),
    ],
)
async def test_a_token_may_say_until_when(
    client: Client, expiry: Expiry | None, until: object
) -> None:
    client.cloud.behaviours.tells_expiry = expiry
    assert (await client.login()).json().get("expiresAt") == until


async def test_the_token_may_have_another_name(client: Client) -> None:
    client.cloud.behaviours.token_field = "accessToken"
    assert (await client.login()).json().keys() == {"accessToken", "user", "error"}


@pytest.mark.parametrize(
    ("fault", "status", "said"),
    [
        (LoginFault.HTML_502, 502, "<html>"),
        (LoginFault.RECAPTCHA, 400, "reCAPTCHA"),
        (LoginFault.REFUSED, 401, "E000"),
    ],
)
async def test_a_login_fails_in_every_way(
    client: Client, fault: LoginFault, status: int, said: str
) -> None:
    client.cloud.behaviours.login_fault = fault
    answer = await client.login()
    assert answer.status_code == status
    assert said in answer.text


async def test_a_token_ends_and_can_be_revoked(member: Client) -> None:
    assert (await member.get("/chargepoints")).status_code == 200
    await member.control("clock", advance_s=86_400)
    assert (await member.get("/chargepoints")).status_code == 401
    await member.sign_in()
    await member.control("revoke-tokens")
    assert (await member.get("/chargepoints")).status_code == 401


@pytest.mark.parametrize(
    ("kind", "path", "scheme", "headers", "status"),
    [
        ("api", "/transaction", "", {}, 200),
        ("api", "/transaction", "Bearer ", {}, 401),
        ("api", "/chargepoints", "Bearer ", {}, 401),
        ("api", "/transaction", "", {"Platform": "API"}, 200),
        ("api", "/transaction", "", {"Platform": "DASHBOARD"}, 401),
        ("api", "/transaction", "", {"timeZone": "-3"}, 401),
        ("api", "/transaction", "", {"X-Timezone-Offset": "-3"}, 401),
        ("dashboard", "/transaction", "", {"Platform": "DASHBOARD", "timeZone": "-3"}, 200),
    ],
)
async def test_each_kind_of_account_takes_its_own_headers(
    client: Client, kind: str, path: str, scheme: str, headers: dict[str, str], status: int
) -> None:
    await client.sign_in(email=EMAIL if kind == "api" else f"painel.{EMAIL}")
    answer = await client.get(path, WINDOW, scheme=scheme, headers=headers)
    assert answer.status_code == status


async def test_the_test_environment_takes_bearer_for_chargers(member: Client) -> None:
    member.cloud.behaviours.takes_bearer_on_chargepoints = True
    assert (await member.get("/chargepoints", scheme="Bearer ")).status_code == 200
    answer = await member.get("/transaction", WINDOW, scheme="Bearer ")
    assert answer.json() == {"error": "Invalid AUTHORIZATION set in Header!"}
