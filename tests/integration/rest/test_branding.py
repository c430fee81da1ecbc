"""How a tenant shows itself before anybody signed in, and who signs in at its address."""

import struct
import zlib

import httpx2
import pytest

from sigec.accounts.model import UserDraft
from sigec.kit.actor import Role
from sigec.rest.services import Services
from sigec.tenants.model import Tenant
from tests.canaries import PASSWORD
from tests.integration.rest.conftest import House, system

API = "/api/v1"
DOMAIN = "sigec.example"


@pytest.fixture(autouse=True)
def domain(house: House) -> None:
    services: Services = house.services
    object.__setattr__(services, "public_domain", DOMAIN)


@pytest.fixture
async def tenant(house: House) -> Tenant:
    return await house.tenant("acacias")


@pytest.fixture
async def sindica(house: House, tenant: Tenant) -> dict[str, str]:
    return await house.headers(Role.TENANT_ADMIN, tenant)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*more: bytes) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes(14)))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(more) + pixels + chunk(b"IEND", b"")


async def test_a_sindica_gives_her_condominium_a_face_that_everybody_sees(
    house: House, tenant: Tenant, sindica: dict[str, str]
) -> None:
    url = f"{API}/tenants/{tenant.id}"
    brand = {"brand_name": "Acácias", "brand_color": "#0B5C4A", "closing_day": 24}
    edited = await house.client.patch(url, json=brand, headers=sindica)
    assert edited.status_code == 200, edited.text
    noted = png(chunk(b"tEXt", b"Author\0Somebody"))
    put = await house.client.put(f"{url}/logo", content=noted, headers=sindica)
    assert put.json()["has_logo"] is True

    at_the_address = (
        await house.client.get(f"{API}/branding", headers={"Host": f"acacias.{DOMAIN}:8080"})
    ).json()
    by_name = (await house.client.get(f"{API}/branding", params={"tenant": "acacias"})).json()

    assert at_the_address == {**by_name, "is_by_address": True}
    assert (by_name["name"], by_name["color"]) == ("Acácias", "#0b5c4a")
    logo = await house.client.get(by_name["logo_url"])
    assert (logo.content, logo.headers["content-type"]) == (png(), "image/png")
    assert "immutable" in logo.headers["cache-control"]

    assert (await house.client.delete(f"{url}/logo", headers=sindica)).status_code == 204
    assert (await house.client.get(by_name["logo_url"])).status_code == 404


async def test_nobody_in_particular_looks_like_the_product(house: House) -> None:
    shown = (await house.client.get(f"{API}/branding", params={"tenant": "nobody"})).json()

    assert (shown["tenant"], shown["name"], shown["logo_url"]) == (None, "SIGEC-VE", None)


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        png()[:-6],
        png() + b"<script>",
        png().replace(b"IDAT", b"IDAX"),
        png(chunk(b"zzZz", bytes(256 * 1024))),
    ],
)
async def test_what_is_no_small_whole_png_is_refused(
    house: House, tenant: Tenant, sindica: dict[str, str], content: bytes
) -> None:
    url = f"{API}/tenants/{tenant.id}/logo"
    answer = await house.client.put(url, content=content, headers=sindica)

    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["logo"]


async def test_a_colour_on_which_nothing_can_be_read_is_refused_with_its_contrast(
    house: House, tenant: Tenant, sindica: dict[str, str]
) -> None:
    answer = await house.client.patch(
        f"{API}/tenants/{tenant.id}", json={"brand_color": "#ffd400"}, headers=sindica
    )

    assert answer.status_code == 422
    [error] = answer.json()["errors"]
    assert (error["field"], "1.4 para 1" in error["message"]) == ("brand_color", True)


@pytest.mark.parametrize(
    "change", [{"plan": "enterprise"}, {"status": "suspended"}, {"slug": "x"}, {"cnpj": None}]
)
async def test_what_the_platform_decides_is_not_hers_to_change(
    house: House, tenant: Tenant, sindica: dict[str, str], change: dict[str, object]
) -> None:
    answer = await house.client.patch(f"{API}/tenants/{tenant.id}", json=change, headers=sindica)

    assert answer.status_code == 403


async def test_who_is_of_several_tenants_chooses_after_the_password(house: House) -> None:
    ours, theirs = await house.tenant("ours"), await house.tenant("theirs")
    for tenant, password in ((ours, PASSWORD), (theirs, PASSWORD)):
        await make(house, tenant, password)

    wrong = await sign_in(house, password="not this one")
    asked = await sign_in(house)
    assert (wrong.status_code, "tenants" in wrong.json()) == (401, False)
    assert asked.status_code == 409
    assert [each["slug"] for each in asked.json()["tenants"]] == ["ours", "theirs"]

    for tenant in (ours, theirs):
        chosen = await sign_in(house, tenant=tenant.slug)
        assert chosen.json()["user"]["tenant"]["slug"] == tenant.slug
        by_address = await sign_in(house, host=f"{tenant.slug}.{DOMAIN}")
        assert by_address.json()["user"]["tenant"]["slug"] == tenant.slug


async def test_at_a_tenants_address_nobody_else_signs_in(house: House, tenant: Tenant) -> None:
    await make(house, tenant, PASSWORD)
    await house.tenant("theirs")

    assert (await sign_in(house, host=DOMAIN)).status_code == 200
    for host in (f"theirs.{DOMAIN}", f"nobody.{DOMAIN}"):
        assert (await sign_in(house, host=host)).status_code == 401
        assert (await sign_in(house, host=host, tenant=tenant.slug)).status_code == 401


async def test_an_address_is_taken_in_its_tenant_only(house: House, tenant: Tenant) -> None:
    theirs = await house.headers(Role.TENANT_ADMIN, await house.tenant("theirs"))
    await make(house, tenant, PASSWORD)
    body = {"email": "ana@example.com", "name": "Ana", "role": "viewer", "password": PASSWORD}

    first = await house.client.post(f"{API}/users", json=body, headers=theirs)
    again = await house.client.post(
        f"{API}/users", json={**body, "email": "ANA@example.com"}, headers=theirs
    )

    assert (first.status_code, again.status_code) == (201, 409)
    assert again.json()["type"] == "urn:sigec:problem:conflict.email_taken"


async def make(house: House, tenant: Tenant, password: str) -> None:
    draft = UserDraft(email="ana@example.com", name="Ana", role=Role.OPERATOR, password=password)
    await house.services.accounts.create_user(system(tenant), draft)


async def sign_in(
    house: House, *, password: str = PASSWORD, host: str = "sigec.test", tenant: str | None = None
) -> httpx2.Response:
    body = {"email": "ana@example.com", "password": password}
    if tenant is not None:
        body["tenant"] = tenant
    return await house.client.post(f"{API}/auth/login", json=body, headers={"Host": host})
