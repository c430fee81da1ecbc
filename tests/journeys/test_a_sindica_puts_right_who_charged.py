"""A síndica learns whose a stray card is, and that somebody else had lent theirs."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Page, expect

from tests.canaries import RFID_TOKEN
from tests.journeys.browsing import sign_in
from tests.journeys.condominium import Condominium

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("shared_database_url", ["sqlite"], indirect=True)
async def test_with_a_reason_that_everybody_can_read_later(
    page: Page, condominium: Condominium
) -> None:
    begin = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=6)
    async with await condominium.station(at=begin, stops_when_refused=False) as station:
        for card in ("ESTRANHO", RFID_TOKEN, "ESTRANHO"):
            await station.plug()
            await station.tap(card, authorize=False)
            await station.charge(2_000, minutes=30)
            await station.stop()
            await station.unplug()
    await condominium.admin.create("/people", name="Bia Vizinha")
    _first, hers, _last = await condominium.settled(3)

    await sign_in(page, condominium)
    await page.goto(f"{condominium.installation.http_url}/people/cards")
    await page.get_by_role("button", name="Dar a uma pessoa").click()
    form = page.get_by_role("dialog")
    await form.get_by_label("Pessoa").fill("Bia")
    await page.get_by_role("option", name="Bia Vizinha").click()
    await form.get_by_role("button", name="Dar a uma pessoa").click()

    # What it charged as nobody's is shown before any of it is changed.
    await expect(form.get_by_text("Estas recargas também são de Bia Vizinha?")).to_be_visible()
    await expect(form.get_by_role("checkbox")).to_have_count(2)
    await form.get_by_role("checkbox").nth(1).uncheck()
    await form.get_by_role("button", name="Corrigir 1 recarga").click()
    await expect(page.get_by_text("1 recarga agora é de Bia Vizinha")).to_be_visible()
    names = [each["person"] and each["person"]["name"] for each in await condominium.settled(3)]
    assert names == [None, "Ana Moradora", "Bia Vizinha"]

    await page.goto(f"{condominium.installation.http_url}/sessions/{hers['id']}")
    await page.get_by_role("button", name="Corrigir pessoa").click()
    await form.get_by_label("Pessoa certa").fill("Bia")
    await page.get_by_role("option", name="Bia Vizinha").click()
    await form.get_by_label("Motivo").fill("A Ana emprestou o cartão.")
    await form.get_by_role("button", name="Corrigir", exact=True).click()
    await expect(page.get_by_role("heading", name="Bia Vizinha")).to_be_visible()
    await expect(page.get_by_text("“A Ana emprestou o cartão.”").first).to_be_visible()
    await expect(page.get_by_text(re.compile("Ana Moradora → Bia Vizinha"))).to_be_visible()
    await expect(page.get_by_text("Síndica").first).to_be_visible()

    await page.goto(f"{condominium.installation.http_url}/audit")
    await expect(page.get_by_text(re.compile("Recarga.*pessoa corrigida"))).to_have_count(2)
