"""Somebody looks after two condominiums with one e-mail, until one of them is suspended."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.canaries import PASSWORD
from tests.journeys.api import Api
from tests.journeys.condominium import Condominium

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("shared_database_url", ["sqlite"], indirect=True),
]
EMAIL = "administradora@example.com"


@pytest_asyncio.fixture(loop_scope="session")
async def other(condominium: Condominium) -> AsyncIterator[Condominium]:
    """A second condominium, in which the same person signs in by the same password."""
    slug = f"{condominium.tenant['slug']}-b"
    async with Condominium.moved_in(condominium.installation, slug) as other:
        yield other


async def _employ(condominium: Condominium, email: str) -> None:
    await condominium.admin.create(
        "/users", email=email, name="Administradora", role="tenant_admin", password=PASSWORD
    )


async def _sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    await page.get_by_label("E-mail").fill(email)
    await page.get_by_label("Senha").fill(password)
    await page.get_by_role("button", name="Entrar").click()


async def test_and_chooses_at_the_door(
    page: Page, condominium: Condominium, other: Condominium
) -> None:
    email = f"{condominium.tenant['slug']}.{EMAIL}"
    await _employ(condominium, email)
    await _employ(other, email)
    await _sign_in(page, email, "nem de longe")
    await expect(page.get_by_role("alert")).to_be_visible()  # nobody learns where one belongs
    await expect(page.get_by_text(other.tenant["name"])).to_have_count(0)

    await page.get_by_label("Senha").fill(PASSWORD)
    await page.get_by_role("button", name="Entrar").click()
    await expect(page.get_by_role("heading", name="Onde você quer entrar?")).to_be_visible()
    await expect(page.get_by_role("alert")).to_have_count(0)
    await page.get_by_role("button", name=other.tenant["name"]).click()
    await expect(page.get_by_role("heading", name="Agora")).to_be_visible()
    await expect(page.get_by_text(other.tenant["name"]).first).to_be_visible()

    # At the address of one of them there is nothing to choose, and no way into the other.
    port = condominium.installation.http_url.rpartition(":")[2]
    here = f"http://{condominium.tenant['slug']}.localhost:{port}"
    await page.goto(here)
    await _sign_in(page, f"sindica@{other.tenant['slug']}.example")
    await expect(page.get_by_text("E-mail ou senha não conferem.")).to_be_visible()
    await page.get_by_label("E-mail").fill(email)
    await page.get_by_role("button", name="Entrar").click()
    await expect(page.get_by_role("heading", name="Agora")).to_be_visible()
    await expect(page.get_by_text(condominium.tenant["name"], exact=True).first).to_be_visible()


async def test_and_is_told_when_one_of_them_is_suspended(
    page: Page, condominium: Condominium
) -> None:
    async def set_status(status: str) -> None:
        admin: Api = condominium.installation.admin
        await admin.patch(f"/tenants/{condominium.tenant['id']}", status=status)

    email = f"sindica@{condominium.tenant['slug']}.example"
    await _sign_in(page, email)
    await expect(page.get_by_role("heading", name="Agora")).to_be_visible()
    await set_status("suspended")
    suspended = page.get_by_role("heading", name="Acesso suspenso")
    await expect(suspended).to_be_visible(timeout=15_000)  # of itself: nothing was pressed
    await expect(page.get_by_text(re.compile("as recargas em andamento terminam"))).to_be_visible()
    await page.get_by_role("button", name="Tentar de novo").click()
    await expect(suspended).to_be_visible()

    await page.get_by_role("button", name="Sair").click()
    await _sign_in(page, email)
    await expect(page.get_by_role("alert")).to_contain_text("está suspenso")
    await set_status("active")
    await page.get_by_role("button", name="Entrar").click()
    await expect(page.get_by_role("heading", name="Agora")).to_be_visible()
