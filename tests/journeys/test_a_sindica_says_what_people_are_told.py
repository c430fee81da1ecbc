"""A síndica decides what residents are told and in which words, and sees what became of it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Page, expect

from tests.canaries import PASSWORD, RFID_TOKEN
from tests.journeys.browsing import AXE, faults_of, sign_in
from tests.journeys.condominium import Condominium

HALF_AN_HOUR = timedelta(minutes=30)
"""What ended longer ago is soon no news any more."""
SCREENS = (
    "/notice-settings?tab=channels",
    "/notice-settings?tab=log",
    "/notice-settings/kinds/charging_started",
    "/notice-settings/channels/whatsapp",
    "/notices",
    "/notices/preferences",
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("shared_database_url", ["sqlite"], indirect=True),
]


async def test_she_writes_a_notice_and_finds_it_in_the_log(
    page: Page, condominium: Condominium
) -> None:
    consents = f"/people/{condominium.resident['id']}/consents"
    await condominium.admin.create(consents, purpose="email", wording="2026-11", is_given=True)
    await sign_in(page, condominium)
    await page.get_by_role("link", name="Avisos").first.click()
    await page.get_by_role("link", name="Canais").click()
    await page.get_by_role("link", name="Conectar: E-mail").click()
    await page.get_by_label("Servidor", exact=True).fill("127.0.0.1")
    await page.get_by_label("Remetente").fill("avisos@predio.example")
    await page.get_by_role("button", name="Conectar e conferir").click()
    await expect(page.get_by_role("button", name="Conferir: E-mail")).to_be_visible()

    await page.get_by_role("link", name="Agora").first.click()
    await expect(page.get_by_text("O e-mail não funciona")).to_be_visible()
    await page.get_by_role("link", name="Avisos").first.click()
    await page.get_by_role("switch", name="Bateria cheia").click()
    await expect(page.get_by_text("“Bateria cheia” será enviado.")).to_be_visible()
    await page.get_by_role("link", name="Ajustar: Recarga terminou").click()
    text = page.get_by_label("Texto", exact=True)
    await text.fill("Olá, {{vizinho}}")
    await expect(page.get_by_text(re.compile("Confira|vizinho")).last).to_be_visible()
    await text.fill("Pronto, foram ")
    await page.get_by_role("button", name="energia").click()
    preview = page.get_by_role("figure", name="Como chega, em Português")
    await expect(preview.get_by_text("Pronto, foram 11,40 kWh")).to_be_visible()
    await page.get_by_role("button", name="Salvar").last.click()
    await expect(page.get_by_text("O texto foi salvo.")).to_be_visible()

    async with await condominium.station(at=datetime.now(UTC) - HALF_AN_HOUR) as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(2_000, minutes=20)
        await station.stop()
    await page.get_by_role("link", name="Avisos").first.click()
    await page.get_by_role("link", name="Registro").click()
    line = page.get_by_role("listitem").filter(has_text="Ana Moradora")
    await line.locator("summary").click()
    await expect(line.get_by_text("Pronto, foram 2,00 kWh")).to_be_visible()


async def test_a_resident_reads_what_happened_and_chooses(
    page: Page, condominium: Condominium
) -> None:
    email = f"ana@{condominium.tenant['slug']}.example"
    await condominium.admin.create(
        "/users",
        email=email,
        name="Ana Moradora",
        role="resident",
        password=PASSWORD,
        person_id=condominium.resident["id"],
    )
    await page.get_by_label("E-mail").fill(email)
    await page.get_by_label("Senha").fill(PASSWORD)
    await page.get_by_role("button", name="Entrar").click()
    await expect(page.get_by_role("heading", name="Minha recarga")).to_be_visible()
    async with await condominium.station(at=datetime.now(UTC) - HALF_AN_HOUR) as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(2_000, minutes=20)
        await station.stop()

    # The bell rings without being asked.
    await page.get_by_role("button", name=re.compile("Avisos, 1")).click()
    await page.get_by_role("dialog").get_by_role("link", name="Recarga encerrada").click()
    await expect(page.get_by_text("encerrada").first).to_be_visible()
    await expect(page.get_by_role("button", name=re.compile("Avisos, 0"))).to_be_visible()

    await page.get_by_role("link", name="Avisos").first.click()
    await page.get_by_role("link", name="Como ser avisado").click()
    await page.get_by_role("switch", name="WhatsApp").click()
    await page.get_by_role("switch", name="Bateria cheia").click()
    await page.get_by_label("Não me avisar em certas horas").check()
    await page.get_by_role("button", name="Salvar").click()
    await expect(page.get_by_text("Suas escolhas foram salvas.")).to_be_visible()
    agreed = await condominium.admin.get(f"/people/{condominium.resident['id']}/consents")
    assert [each["is_given"] for each in agreed["items"] if each["purpose"] == "whatsapp"] == [True]


async def test_everybody_can_use_these_screens(page: Page, condominium: Condominium) -> None:
    await page.context.add_init_script(path=AXE)
    await page.reload()
    await sign_in(page, condominium)
    faults: set[str] = set()
    for path in SCREENS:
        await page.goto(condominium.installation.http_url + path)
        await expect(page.locator("main h1").first).to_be_visible()
        await expect(page.get_by_role("status", name="Carregando")).to_have_count(0)
        faults |= await faults_of(page)
    await page.get_by_role("button", name=re.compile("Avisos, 0")).click()
    await expect(page.get_by_role("dialog").get_by_text("Nenhum aviso ainda")).to_be_visible()
    faults |= await faults_of(page)
    assert faults == set()
