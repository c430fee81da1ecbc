"""Chargers that are locked into another cloud: an account is added, a tag explained, all let go."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Page, expect

from sigec_sandbox.cvepro import CvePro
from tests.canaries import API_KEY, EMAIL, PASSWORD
from tests.journeys.browsing import sign_in
from tests.journeys.cloud import furnished_cloud
from tests.journeys.condominium import Condominium
from tests.journeys.eventually import eventually

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("shared_database_url", ["sqlite"], indirect=True),
]


async def test_as_far_as_the_plan_allows(page: Page, condominium: Condominium) -> None:
    platform = condominium.installation.admin
    slug = condominium.tenant["slug"]
    await platform.create("/plans", code=slug, name="Vila", stations_max=1)
    await platform.patch(f"/tenants/{condominium.tenant['id']}", plan=slug)
    cloud = furnished_cloud("GARAGE-1", "GARAGE-2")
    cloud.behaviours.empty_tag_until_stop = True
    number = cloud.start("GARAGE-1", 1, "04B7", at=datetime.now(UTC) - timedelta(minutes=20))

    async with CvePro(cloud) as server:
        await sign_in(page, condominium)
        await page.goto(f"{condominium.installation.http_url}/sources/new")
        await _try_account(page, server.url)
        await page.get_by_role("button", name="Escolher os carregadores").click()

        # What the plan does not include is said before, and refused in words.
        await expect(page.get_by_text("há lugar para mais 1.")).to_be_visible()
        await page.get_by_role("button", name="Escolher todos").click()
        await expect(page.get_by_text("Você marcou 2.")).to_be_visible()
        await page.get_by_role("button", name="Adicionar com 2 carregadores").click()
        await expect(page.get_by_text("Origem adicionada com 1 de 2 carregadores")).to_be_visible()
        await expect(
            page.get_by_text("O limite do plano Vila para carregadores é 1.")
        ).to_be_visible()
        assert len(await condominium.admin.items("/stations")) == 1
        await page.get_by_role("link", name="Abrir a origem").click()
        await page.get_by_role("button", name="É daqui: GARAGE-2").click()
        await page.get_by_role("dialog").get_by_role("button", name="É daqui").click()
        await expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("plano Vila")
        await page.get_by_role("dialog").get_by_role("button", name="Cancelar").click()

        # The cloud tells only its own number of the card: somebody knows whose that is.
        [source] = await condominium.admin.items("/sources")
        sync = f"/sources/{source['id']}/sync"
        await condominium.admin.request(sync)

        async def pending() -> bool:
            return [each["identity"] for each in await condominium.sessions()] == ["pending"]

        await eventually(pending)
        await _explain_tag(page, str(cloud.chargings[number].tag.pk))
        await condominium.admin.request(sync)

        async def known() -> bool:
            [session] = await condominium.sessions()
            return session["person"] is not None and session["person"]["name"] == "Ana Moradora"

        await eventually(known)
        await expect(page.get_by_role("cell", name="Ana Moradora")).to_be_visible()

        await page.get_by_role("link", name="Configuração").last.click()
        await page.get_by_role("button", name="Remover origem").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_role("button", name="Remover origem").click()
        await expect(page.get_by_text("Nenhuma origem ainda")).to_be_visible()
    assert len(await condominium.admin.items("/stations")) == 1
    assert len(await condominium.sessions()) == 1


async def _try_account(page: Page, url: str) -> None:
    """Fill the first step in, first with a wrong password."""
    form = page.get_by_role("main")
    await form.get_by_label("Nome").fill("Nuvem da garagem")
    await form.get_by_label("Endereço da nuvem").select_option("Outro endereço")
    await form.get_by_label("Outro endereço", exact=True).fill(url)
    await form.get_by_label("Chave da API").fill(API_KEY)
    await form.get_by_label("E-mail da conta").fill(EMAIL)
    await form.get_by_label("Senha da conta").fill("nem de longe")
    await form.get_by_role("button", name="Testar a conta").click()
    await expect(page.get_by_text("Ainda não funciona")).to_be_visible()
    await form.get_by_label("Senha da conta").fill(PASSWORD)
    await form.get_by_role("button", name="Testar a conta").click()


async def _explain_tag(page: Page, key: str) -> None:
    await page.get_by_role("link", name="Tags da nuvem").click()
    await page.get_by_role("button", name="Ligar uma tag").first.click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Tag na nuvem").fill(key)
    await dialog.get_by_label("Pessoa").fill("Ana")
    await page.get_by_role("option", name="Ana Moradora").click()
    await dialog.get_by_role("button", name="Salvar").click()
    await expect(page.get_by_text("Tag ligada.")).to_be_visible()
