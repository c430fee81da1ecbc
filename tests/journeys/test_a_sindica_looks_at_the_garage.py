"""A síndica opens the web app, sees who charges, looks into it, and stops it."""

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Page, expect

from sigec_sandbox import HandshakeRefused
from tests.canaries import PASSWORD, RFID_TOKEN
from tests.journeys.browsing import AXE, faults_of, sign_in
from tests.journeys.condominium import Condominium
from tests.journeys.eventually import eventually
from tests.journeys.network_line import NetworkLine

pytestmark = [
    pytest.mark.browser,
    # The web app does not know which database there is.
    pytest.mark.parametrize("shared_database_url", ["sqlite"], indirect=True),
]

KEPT_ADDRESSES = """async () => {
    const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const requests = await Promise.all(caches_.map((cache) => cache.keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
}"""
"""What the service worker keeps in the browser."""

STATION_TABS = (
    *("connectors", "commands", "messages", "variables", "access", "reservations"),
    *("profiles", "firmware", "logs", "security", "history", "setup"),
)
WEBHOOK_TABS = ("deliveries", "setup", "receiving")


async def test_she_sees_who_charges_and_stops_it(page: Page, condominium: Condominium) -> None:
    await sign_in(page, condominium)
    await expect(page.get_by_text("Nada precisa de você agora")).to_be_visible()
    await page.get_by_role("link", name="Painel").first.click()
    async with await condominium.station() as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(11_400, minutes=60)

        # The board shows it without being asked again.
        await expect(page.get_by_text("Ana Moradora")).to_be_visible()
        await expect(page.get_by_text("A 42")).to_be_visible()
        await expect(page.get_by_text(re.compile(r"11,40\s*kWh"))).to_be_visible()
        await expect(page.get_by_text(re.compile(r"R\$\s6,04"))).to_be_visible()

        await page.get_by_role("link", name="Telão").click()
        await expect(page.get_by_role("heading", name=condominium.tenant["name"])).to_be_visible()
        await expect(page.get_by_text("A 42")).to_be_visible()
        await expect(page.get_by_text("Ana Moradora")).to_have_count(0)  # everybody reads a wall
        await expect(page.get_by_text(re.compile("Atualizado às"))).to_be_visible()
        await page.get_by_role("link", name="Sair do telão").click()

        await page.get_by_role("link", name="Ver recarga").click()
        await expect(page.get_by_text("6.069.310 Wh")).to_be_visible()
        await expect(page.get_by_text("6.057.910 Wh").first).to_be_visible()

        await page.get_by_role("button", name="Parar").click()
        await page.get_by_role("button", name="Parar recarga").click()
        await expect(page.get_by_text("O carregador aceitou parar.")).to_be_visible()
        await station.settle()
        await expect(page.get_by_text("encerrada à distância").first).to_be_visible()


async def test_she_adopts_a_station_and_tells_it_what_to_do(
    page: Page, condominium: Condominium
) -> None:
    await sign_in(page, condominium)
    identity = condominium.new_identity()
    station = condominium.device(identity, segment=f"/{condominium.tenant['slug']}", password=None)
    with pytest.raises(HandshakeRefused):
        await station.dial()
    await eventually(lambda: condominium.admin.items("/handshakes", identity=identity))

    await page.get_by_role("link", name="Carregadores").first.click()
    await page.get_by_role("link", name="Recusados").click()
    await expect(page.get_by_text("Ninguém cadastrou esta identidade.")).to_be_visible()
    await page.get_by_role("button", name="Adotar").click()
    await page.get_by_label("Nome").fill("Vaga da visita")
    await page.get_by_role("dialog").get_by_role("button", name="Adotar").click()
    await expect(page.get_by_text("Vaga da visita é seu agora")).to_be_visible()
    async with station:
        await expect(page.get_by_text("Conectado agora")).to_be_visible()
        await page.get_by_role("link", name="Abrir o carregador").click()

        await page.get_by_role("link", name="Comandos").click()
        await page.get_by_label(re.compile("O que o carregador deve fazer")).fill("Ler a config")
        await page.get_by_role("button", name="GetConfiguration").click()
        await page.get_by_role("button", name="Enviar ao carregador").click()
        await expect(page.get_by_text("O carregador respondeu").first).to_be_visible()
        await expect(page.get_by_text("Aceito").first).to_be_visible()

        await page.get_by_role("link", name="Configuração").click()
        await expect(page.get_by_text("HeartbeatInterval").first).to_be_visible()
        await page.get_by_role("link", name="Conversa").click()
        await expect(page.get_by_text("Ligou e se apresentou")).to_be_visible()


async def test_she_reads_what_a_station_is_set_to(page: Page, condominium: Condominium) -> None:
    condominium.version = "2.0.1"  # whose reports come after the answer
    await sign_in(page, condominium)
    async with await condominium.station() as station:
        place = f"stations/{await condominium.station_id(station)}?tab=variables"
        await page.goto(f"{condominium.installation.http_url}/{place}")
        await expect(page.get_by_text("Nenhuma configuração conhecida ainda")).to_be_visible()
        await page.get_by_role("button", name="Ler tudo do carregador").click()
        await expect(page.get_by_text("HeartbeatInterval")).to_be_visible()


async def test_she_finds_a_neighbour_by_a_few_letters(page: Page, condominium: Condominium) -> None:
    await sign_in(page, condominium)
    await page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Buscar e fazer")
    await expect(field).to_be_focused()
    await field.fill("ana mor")
    found = page.get_by_role("option", name="Ana Moradora")
    await expect(found).to_have_attribute("aria-selected", "true")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Ana Moradora")).to_be_visible()

    await page.get_by_role("button", name="Buscar").click()
    await page.keyboard.type("auditoria")
    await expect(page.get_by_role("option")).to_have_count(1)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Auditoria")).to_be_visible()


async def test_she_reads_it_in_english(page: Page, condominium: Condominium) -> None:
    await sign_in(page, condominium)
    await page.get_by_role("button", name=re.compile("Síndica")).click()
    await page.get_by_text("English").click()
    await expect(page.get_by_text("Nothing needs you now")).to_be_visible()
    await page.get_by_role("link", name="Board").first.click()
    await expect(page.get_by_text("No chargers yet")).to_be_visible()


async def test_she_registers_a_neighbour_with_a_card(page: Page, condominium: Condominium) -> None:
    await sign_in(page, condominium)
    await page.get_by_role("link", name="Moradores").first.click()
    await page.get_by_role("button", name="Cadastrar").click()
    form = page.get_by_role("dialog")
    await form.get_by_label("Nome").fill("Bruno Vizinho")
    await form.get_by_label("Unidade").select_option(label="A 42")
    await form.get_by_label("Cartão (tag)").fill(RFID_TOKEN)
    await form.get_by_role("button", name="Cadastrar").click()
    await expect(form.get_by_role("alert")).to_be_visible()  # the card is Ana's
    await form.get_by_label("Cartão (tag)").fill("04B7")
    await form.get_by_role("button", name="Cadastrar").click()
    await expect(page.get_by_role("heading", name="Bruno Vizinho")).to_be_visible()
    await expect(page.get_by_text("Liberado")).to_be_visible()
    assert len(await condominium.admin.items("/people", search="Bruno")) == 1

    await page.get_by_role("button", name="Bloquear").click()
    await expect(page.get_by_text("Bloqueado").first).to_be_visible()
    async with await condominium.station() as station:
        await station.plug()
        assert await station.tap("04B7") == "Blocked"

    await page.get_by_role("link", name="Auditoria").first.click()
    await expect(page.get_by_text("Pessoa “Bruno Vizinho” · criação")).to_be_visible()


async def test_she_opens_it_without_a_network(page: Page, condominium: Condominium) -> None:
    async with NetworkLine.to(condominium.installation.http_url) as line:
        await page.goto(line.url)
        await sign_in(page, condominium)
        await page.evaluate("navigator.serviceWorker.ready")
        await page.goto(f"{line.url}/wall")
        await expect(page.get_by_text(re.compile("Atualizado às"))).to_be_visible()

        await line.cut()
        await expect(page.get_by_text(re.compile("Sem atualização desde"))).to_be_visible()
        await page.goto(f"{line.url}/sessions")
        without = page.get_by_role("heading", name="Sem conexão com a plataforma")
        await expect(without).to_be_visible()
        kept = await page.evaluate(KEPT_ADDRESSES)
        assert "/" in kept
        assert not [path for path in kept if path.startswith(("/api", "/health"))]

        await line.mend()
        await page.get_by_role("button", name="Tentar de novo").click()
        await expect(page.get_by_role("heading", name="Recargas")).to_be_visible()


async def test_a_wrong_password_is_answered_kindly(page: Page, condominium: Condominium) -> None:
    await page.get_by_label("E-mail").fill(f"sindica@{condominium.tenant['slug']}.example")
    await page.get_by_label("Senha").fill("nem de longe")
    await page.get_by_role("button", name="Entrar").click()
    await expect(page.get_by_text("E-mail ou senha não conferem.")).to_be_visible()


async def test_she_changes_the_price_from_next_month(page: Page, condominium: Condominium) -> None:
    await sign_in(page, condominium)
    await page.get_by_role("link", name="Tarifas").first.click()
    await page.get_by_role("link", name="Garagem", exact=True).click()
    await page.get_by_role("link", name="Mudar os preços").click()
    form = page.get_by_role("main")
    first_day = await form.get_by_label("A partir de").input_value()
    await form.get_by_label("Fora das faixas").fill("0,61")
    await form.get_by_label("Semana de preços").press("Shift+ArrowRight")
    await page.keyboard.press("Enter")
    await form.get_by_label("Preço (BRL/kWh)").fill("1,20")
    await form.get_by_role("button", name="Mudar", exact=True).click()
    await expect(page.get_by_text("Os novos preços estão guardados")).to_be_visible()

    [tariff] = await condominium.admin.items("/tariffs")
    prices = [version["price_per_kwh"] for version in tariff["versions"]]
    assert prices == ["0.53", "0.61"]
    assert tariff["versions"][1]["valid_from"] == f"{first_day}T03:00:00Z"
    *kept, drawn = tariff["versions"][1]["windows"]
    assert kept == tariff["versions"][0]["windows"]
    assert drawn["price_per_kwh"] == "1.20"
    assert drawn["window"]["weekdays"] == [1]
    assert drawn["window"]["from_time"] == "08:00:00"
    assert drawn["window"]["to_time"] == "09:00:00"


async def test_she_tries_a_tariff_before_there_is_one_and_says_later_for_whom_it_is(
    page: Page, condominium: Condominium
) -> None:
    async with await condominium.station() as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(11_400, minutes=60)
        await station.stop()
    await condominium.the_session()

    await sign_in(page, condominium)
    await page.get_by_role("link", name="Tarifas").first.click()
    await page.get_by_role("link", name="Nova tarifa").click()
    form = page.get_by_role("main")
    await form.get_by_label("Tarifa", exact=True).fill("Elétricos da casa")
    await form.get_by_label("Fora das faixas").fill("1,00")
    await form.get_by_role("button", name="Experimentar").click()
    await expect(
        form.get_by_text(re.compile(r"custou R\$\s6,04; custaria R\$\s11,40"))
    ).to_be_visible()
    await expect(form.get_by_text(re.compile(r"11,40\s*kWh × R\$\s1,00 por kWh"))).to_be_visible()
    assert len(await condominium.admin.items("/tariffs")) == 1
    await form.get_by_role("button", name="Criar tarifa").click()
    await expect(page.get_by_role("heading", name="Elétricos da casa")).to_be_visible()

    await page.get_by_role("button", name="Editar").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Tarifa", exact=True).fill("Frota")
    await dialog.get_by_label("Onde vale").select_option("Garagem")
    await dialog.get_by_label("Grupo de pessoas").fill("frota")
    await dialog.get_by_role("button", name="Salvar").click()
    await expect(page.get_by_text("Garagem · pessoas do grupo frota")).to_be_visible()
    edited = (await condominium.admin.items("/tariffs"))[1]
    assert (edited["name"], edited["site_id"]) == ("Frota", condominium.site["id"])
    assert (edited["station_group"], edited["person_group"]) == (None, "frota")


async def test_the_condominium_has_its_own_colour_from_the_door_on(
    page: Page, condominium: Condominium
) -> None:
    tenant = condominium.tenant
    path = f"/tenants/{tenant['id']}"
    await condominium.admin.patch(path, brand_color="#7b2d8e", brand_name="Casa dos Ipês")
    await page.goto(f"{condominium.installation.http_url}/login?tenant={tenant['slug']}")
    await expect(page.get_by_text("Casa dos Ipês")).to_be_visible()
    await expect(page.get_by_role("button", name="Entrar")).to_have_css(
        "background-color", "rgb(123, 45, 142)"
    )
    await sign_in(page, condominium)
    await expect(page.get_by_role("banner").get_by_text("Casa dos Ipês")).to_be_visible()

    await page.evaluate("document.documentElement.dataset.theme = 'dark'")
    await page.context.add_init_script(path=AXE)
    await page.reload()  # it begins in the colour of the last time
    await expect(page.get_by_role("banner").get_by_text("Casa dos Ipês")).to_be_visible()
    await page.goto(f"{condominium.installation.http_url}/tariffs")
    await expect(page.get_by_role("link", name="Nova tarifa")).to_be_visible()
    assert await faults_of(page) == set()


async def test_a_phone_can_install_it(page: Page) -> None:
    await page.evaluate("navigator.serviceWorker.ready")
    devtools = await page.context.new_cdp_session(page)
    manifest = await devtools.send("Page.getAppManifest")
    assert manifest["url"].endswith("/app.webmanifest")
    assert manifest["errors"] == []
    found = await devtools.send("Page.getInstallabilityErrors")
    errors = {error["errorId"] for error in found["installabilityErrors"]}
    assert errors <= {"in-incognito"}  # as every window of a test is
    sizes = {
        (icon["sizes"], icon["purpose"]): await page.evaluate(
            """async ({ src }) => {
                const image = await createImageBitmap(await (await fetch(src)).blob());
                return `${image.width}x${image.height}`;
            }""",
            icon,
        )
        for icon in json.loads(manifest["data"])["icons"]
        if icon["type"] == "image/png"
    }
    assert {purpose for _, purpose in sizes} == {"any", "maskable"}
    assert all(said == drawn for (said, _), drawn in sizes.items())


async def test_a_resident_sees_their_own_charge_and_stops_it(
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
    async with await condominium.station() as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(11_400, minutes=60)

        await page.get_by_label("E-mail").fill(email)
        await page.get_by_label("Senha").fill(PASSWORD)
        await page.get_by_role("button", name="Entrar").click()
        await expect(page.get_by_role("heading", name="Minha recarga")).to_be_visible()
        await expect(page.get_by_text(re.compile(r"11,40\s*kWh"))).to_be_visible()
        await expect(page.get_by_text("Auditoria")).to_have_count(0)

        await page.get_by_role("button", name="Parar").click()
        await page.get_by_role("button", name="Parar recarga").click()
        await expect(page.get_by_text("O carregador aceitou parar.")).to_be_visible()
        await station.settle()
        await expect(page.get_by_text("Nenhuma recarga em curso.")).to_be_visible()
        await page.locator("main table a").first.click()
        await expect(page.get_by_text("6.069.310 Wh").first).to_be_visible()


async def test_everybody_can_use_the_way_in_and_the_dialogs(
    page: Page, condominium: Condominium
) -> None:
    """WCAG 2.2 AA as far as a program can tell, in both themes, on a desk and on a phone."""
    await page.context.add_init_script(path=AXE)
    await page.reload()
    await expect(page.get_by_role("button", name="Entrar")).to_be_visible()
    faults = await faults_of(page)
    await sign_in(page, condominium)
    await page.keyboard.press("Control+k")
    await expect(page.get_by_role("option").first).to_be_visible()
    faults |= await faults_of(page)
    await page.get_by_role("option", name="Cadastrar pessoa").click()
    await expect(page.get_by_role("dialog").get_by_label("Nome")).to_be_visible()
    faults |= await faults_of(page)
    assert faults == set()


@pytest.mark.parametrize("begin", [0, 1])
async def test_everybody_can_use_every_place(
    page: Page, condominium: Condominium, begin: int
) -> None:
    await page.context.add_init_script(path=AXE)
    await sign_in(page, condominium)
    async with await condominium.station() as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(11_400, minutes=60)
        await page.goto(f"{condominium.installation.http_url}/board")
        await expect(page.get_by_text("Ana Moradora")).to_be_visible()
        places = await page.locator("header nav a").evaluate_all(
            "all => all.map((a) => a.pathname)"
        )
        await _walk(page, condominium, [*dict.fromkeys(places), "/wall"][begin::2])


async def test_everybody_can_use_every_page_of_a_station(
    page: Page, condominium: Condominium
) -> None:
    await page.context.add_init_script(path=AXE)
    await sign_in(page, condominium)
    async with await condominium.station() as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        [session] = await condominium.admin.items("/sessions")
        await condominium.admin.create(
            "/reservations",
            station_id=session["station_id"],
            evse=1,
            connector=1,
            person_id=condominium.resident["id"],
            starts_at=(datetime.now(UTC) + timedelta(hours=3)).isoformat(),
            minutes=30,
        )
        tabs = [f"/stations/{session['station_id']}?tab={tab}" for tab in STATION_TABS]
        await _walk(
            page,
            condominium,
            [
                *tabs,
                "/stations?view=plan",
                "/reservations",
                "/variable-templates",
                "/variable-templates/new",
            ],
        )


async def test_everybody_can_use_every_detail(page: Page, condominium: Condominium) -> None:
    await page.context.add_init_script(path=AXE)
    await sign_in(page, condominium)
    async with await condominium.station() as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(11_400, minutes=60)
        [session] = await condominium.admin.items("/sessions")
        webhook = await condominium.admin.create("/webhooks", url="http://127.0.0.1:1/")
        await condominium.admin.post(f"/webhooks/{webhook['id']}/test")
        site = f"/sites/{condominium.site['id']}"
        [month, *_] = await condominium.admin.items(f"{site}/months/open")
        months = f"/months/{condominium.site['id']}/{month['month']}"
        image = await condominium.admin.create(
            "/firmware-images", name="AC-7", version="9.0", url="https://maker.example/fw.bin"
        )
        campaign = await condominium.admin.create(
            "/firmware-campaigns", name="9.0", image_id=image["id"], stages=[{"percent": 100}]
        )
        details = [
            f"/sessions/{session['id']}",
            f"/people/{condominium.resident['id']}",
            months,
            f"{months}/statement",
            "/api-keys/new",
            "/firmware/campaigns",
            "/firmware/campaigns/new",
            f"/firmware/campaigns/{campaign['id']}",
            "/webhooks/new",
            *(f"/webhooks/{webhook['id']}?tab={tab}" for tab in WEBHOOK_TABS),
        ]
        await _walk(page, condominium, details)


async def _walk(page: Page, condominium: Condominium, paths: Sequence[str]) -> None:
    """Look at each screen in both themes, on a desk and on a phone: WCAG 2.2 AA holds."""
    faults: set[str] = set()
    for path in paths:
        await page.goto(condominium.installation.http_url + path)
        await expect(page.locator("main h1").first).to_be_visible()
        await expect(page.get_by_role("status", name="Carregando")).to_have_count(0)
        faults |= await faults_of(page)
    assert faults == set()
