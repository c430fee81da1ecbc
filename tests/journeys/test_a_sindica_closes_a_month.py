"""A síndica closes the month of her garage, says who paid, and takes a table along."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest
from playwright.async_api import Page, Route, expect

from tests.canaries import RFID_TOKEN
from tests.journeys.browsing import sign_in
from tests.journeys.condominium import Condominium
from tests.journeys.eventually import eventually

pytestmark = [
    pytest.mark.browser,
    # The web app does not know which database there is.
    pytest.mark.parametrize("shared_database_url", ["sqlite"], indirect=True),
]


async def test_she_closes_a_month_and_notes_who_paid(page: Page, condominium: Condominium) -> None:
    admin = condominium.admin
    [home] = condominium.resident["residences"]
    path = f"/people/{condominium.resident['id']}/residences/{home['id']}"
    await admin.patch(path, from_date="2024-03-01")
    async with await condominium.station(at=datetime.now(UTC) - timedelta(days=40)) as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(11_400, minutes=60)
        await station.unplug()

    async def rated() -> bool:
        return [each["rating"] for each in await admin.items("/sessions")] == ["final"]

    await eventually(rated)

    await sign_in(page, condominium)
    await page.get_by_role("link", name="Fechamentos").first.click()
    await page.get_by_role("row").filter(has_text="A fechar").last.get_by_role("link").click()
    await expect(page.get_by_text("O mês terminou e pode ser fechado.")).to_be_visible()
    await page.get_by_role("button", name="Fechar mês").click()
    await page.get_by_role("dialog").get_by_role("button", name="Fechar mês").click()
    await expect(page.get_by_text(re.compile("^Fechado em"))).to_be_visible()

    await page.get_by_role("button", name="Marcar como pago: A 42").click()
    await page.get_by_label("Forma").select_option("pix")
    await page.get_by_role("dialog").get_by_role("button", name="Marcar como pago").click()
    await expect(page.get_by_text(re.compile(r"\d, Pix"))).to_be_visible()
    await expect(page.get_by_text("1 de 1 unidades pagaram")).to_be_visible()
    async with page.expect_download() as begun:
        await page.get_by_role("button", name="Exportar Excel").first.click()
    saved = await (await begun.value).path()
    book = openpyxl.load_workbook(BytesIO(saved.read_bytes()))
    assert [cell.value for cell in book.worksheets[0]["F"]] == ["Situação", "pago"]

    await page.get_by_role("button", name="Desfazer: A 42").click()
    await page.get_by_role("dialog").get_by_role("button", name="Desfazer").click()
    await expect(page.get_by_role("button", name="Marcar como pago: A 42")).to_be_visible()
    await page.get_by_role("link", name="A 42").click()
    await expect(page.get_by_text(re.compile(r"11,40\s*kWh")).first).to_be_visible()

    await page.route("**/api/v1/statements/unpaid", _answer_one_month)  # none is due for days
    await page.get_by_role("link", name="Agora").first.click()
    await expect(page.get_by_text("1 unidade não pagou")).to_be_visible()
    await expect(page.get_by_text("um caso para ver", exact=True)).to_be_visible()
    await expect(page.get_by_text("Nada precisa de você agora")).to_have_count(0)


async def _answer_one_month(route: Route) -> None:
    month = {
        "site_id": "01a223c4-2808-763c-80e7-79a1cb3d33c1",
        "site_name": "Residencial",
        "month": "2026-10",
        "units": 1,
        "amount": {"amount": "12.34", "currency": "BRL"},
        "due_date": "2026-11-10",
    }
    await route.fulfill(json={"items": [month], "next_cursor": None})
