"""A developer lets a program of theirs hear what happens, and sees what it was sent."""

import re
from datetime import UTC, datetime

import httpx2
import pytest
from playwright.async_api import Page, expect

from sigec.webhooks.model import sign
from tests.canaries import RFID_TOKEN
from tests.journeys.api import NO_TLS
from tests.journeys.browsing import sign_in
from tests.journeys.condominium import Condominium
from tests.journeys.receiver import Receiver

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("shared_database_url", ["sqlite"], indirect=True)
async def test_a_webhook_from_its_address_to_an_answer(
    page: Page, condominium: Condominium
) -> None:
    await sign_in(page, condominium)
    async with Receiver.listening() as program:
        await page.get_by_role("link", name="Webhooks").first.click()
        await expect(page.get_by_text("Nenhum webhook ainda")).to_be_visible()
        await page.get_by_role("link", name="Novo webhook").first.click()
        await page.get_by_label("Endereço").fill(program.url)
        await page.get_by_label("Nome (opcional)").fill("Portaria")
        await page.get_by_role("radio", name="Só alguns").click()
        await page.get_by_label(re.compile("carregamento.iniciado")).check()
        await page.get_by_role("button", name="Criar webhook").click()

        secret = await page.get_by_text(re.compile("^whsec_")).inner_text()
        await page.get_by_role("button", name="Enviar mensagem de teste").click()
        await expect(page.get_by_text(re.compile("Chegou: o programa aceitou"))).to_be_visible()
        [(headers, body)] = program.heard
        assert headers["webhook-signature"] in _signatures(secret, headers, body)

        program.status = 500
        await page.get_by_role("link", name="Ver as entregas").click()
        await expect(page.get_by_text("Mensagem de teste").last).to_be_visible()
        async with await condominium.station() as station:
            await station.plug()
            await station.tap(RFID_TOKEN)
        line = page.get_by_role("listitem").filter(has_text="Recarga começou")
        await expect(line.get_by_text("Respondeu 500")).to_be_visible()
        await expect(page.get_by_text(re.compile("A última tentativa não foi"))).to_be_visible()

        program.status = 200
        await line.locator("summary").click()
        await expect(
            line.get_by_text(re.compile(r'"type": "carregamento.iniciado"'))
        ).to_be_visible()
        await line.get_by_role("button", name="Enviar de novo").click()
        await expect(line.get_by_text("Entregue")).to_be_visible(timeout=10_000)
        assert program.bodies[-1] == program.bodies[-2]


def _signatures(secret: str, headers: dict[str, str], body: bytes) -> list[str]:
    at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
    return [sign([secret], message_id=headers["webhook-id"], at=at, body=body)["webhook-signature"]]


@pytest.mark.parametrize("shared_database_url", ["sqlite"], indirect=True)
async def test_a_key_from_its_scopes_to_its_end(page: Page, condominium: Condominium) -> None:
    await sign_in(page, condominium)
    await page.get_by_role("link", name="Chaves de API").first.click()
    await expect(page.get_by_text("Nenhuma chave ainda")).to_be_visible()
    await page.get_by_role("link", name="Nova chave").first.click()
    await page.get_by_label("Nome").fill("Portaria")
    await page.get_by_label("Ler locais e unidades").check()
    await page.get_by_role("button", name="Criar chave").click()
    key = await page.get_by_text(re.compile("^sgk_")).first.inner_text()

    url = f"{condominium.installation.http_url}/api/v1"
    async with httpx2.AsyncClient(base_url=url, verify=NO_TLS) as program:
        program.headers["X-API-Key"] = key
        assert (await program.get("/sites")).json()["items"][0]["name"] == "Garagem"
        assert (await program.get("/people")).status_code == 403

        await page.get_by_role("link", name="Guardei a chave").click()
        await page.get_by_role("button", name="Trocar: Portaria").click()
        await page.get_by_role("button", name="Trocar chave").click()
        renewed = await page.get_by_role("dialog").get_by_text(re.compile("^sgk_")).inner_text()
        await page.get_by_role("button", name="Guardei a chave").click()
        await expect(page.get_by_text(re.compile("A chave antiga"))).to_be_visible()
        assert (await program.get("/sites")).status_code == 200

        program.headers["X-API-Key"] = renewed
        assert (await program.get("/sites")).status_code == 200
        await page.get_by_role("button", name="Revogar: Portaria").click()
        await page.get_by_role("button", name="Revogar chave").click()
        await expect(page.get_by_text("Revogada")).to_be_visible()
        assert (await program.get("/sites")).status_code == 401
