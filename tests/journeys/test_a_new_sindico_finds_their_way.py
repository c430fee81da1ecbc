"""A new síndico does each thing of the trial without reading anything, in either language."""

import csv
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, expect

from sigec_sandbox import HandshakeRefused, Station
from tests.canaries import PASSWORD, RFID_TOKEN
from tests.journeys.condominium import Condominium
from tests.journeys.eventually import eventually
from tests.journeys.installation import Installation
from tests.journeys.visitor import Visitor
from tests.journeys.words import LANGUAGES, Words

pytestmark = [
    pytest.mark.browser,
    # The web app does not know which database there is.
    pytest.mark.parametrize("shared_database_url", ["sqlite"], indirect=True),
]

ZONE = ZoneInfo("America/Sao_Paulo")
TUESDAY = 1
WEEK = timedelta(days=7)
WITHHELD = "Demanda do prédio no limite"


@pytest.fixture(scope="module", params=LANGUAGES)
def words(request: pytest.FixtureRequest) -> Words:
    return Words(request.param)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def building(installation: Installation, words: Words) -> AsyncIterator[Condominium]:
    """The condominium of all tests of a language."""
    slug = f"trial-{words.language.lower()}"
    async with Condominium.moved_in(installation, slug) as moved_in:
        [home] = moved_in.resident["residences"]
        path = f"/people/{moved_in.resident['id']}/residences/{home['id']}"
        await moved_in.admin.patch(path, from_date="2024-03-01")
        yield moved_in


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def signed_in(
    browser: Browser, building: Condominium, words: Words
) -> AsyncIterator[BrowserContext]:
    """A browser that speaks the language, in which the síndico signed in."""
    context = await browser.new_context(
        locale=words.language, timezone_id=ZONE.key, reduced_motion="reduce", accept_downloads=True
    )
    await context.add_init_script(f"localStorage['sigec.language'] = '{words.language}'")
    page = await context.new_page()
    await page.goto(building.installation.http_url)
    await page.get_by_label(words("login.email")).fill(f"sindica@{building.tenant['slug']}.example")
    await page.get_by_label(words("login.password"), exact=True).fill(PASSWORD)
    await page.get_by_role("button", name=words("login.enter")).click()
    await expect(page.get_by_role("heading", name=words("place.now"))).to_be_visible()
    await page.close()
    yield context
    await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def sindica(
    signed_in: BrowserContext, building: Condominium, words: Words
) -> AsyncIterator[Visitor]:
    url = building.installation.http_url
    async with Visitor.in_a_tab(signed_in, url, words) as visitor:
        yield visitor


async def test_who_charges_where_why_it_is_slow_and_stop_it(
    sindica: Visitor, building: Condominium
) -> None:
    async with await building.station() as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(11_400, minutes=60)
        await withhold(building, station)

        await sindica.looks_at("board")
        await sindica.sees("Ana Moradora")
        await sindica.sees("A 42")
        await sindica.sees(f"Vaga {station.identity}")
        await sindica.sees(sindica.words("sentence.idle_evse"))
        sindica.has_found_it()

        await sindica.presses("board.see_session")
        await sindica.sees(sindica.words("pace.limited_by", who=f"Síndica · {WITHHELD}"))
        sindica.has_found_it()

        await sindica.looks_at("board")
        await sindica.presses("session.stop")
        await sindica.presses("stop.order", inside=sindica.page.get_by_role("dialog"))
        await sindica.sees(sindica.words("stop.done"))
        sindica.has_found_it()
        await station.settle()


async def withhold(building: Condominium, station: Station) -> None:
    """Let the station offer nothing, with a reason for who reads the history."""
    schedule = {
        "chargingRateUnit": "W",
        "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 0}],
    }
    profile = {
        "chargingProfileId": 1,
        "stackLevel": 0,
        "chargingProfilePurpose": "TxDefaultProfile",
        "chargingProfileKind": "Relative",
        "chargingSchedule": schedule,
    }
    station_id = await building.station_id(station)
    path = f"/stations/{station_id}/ocpp/SetChargingProfile?{urlencode({'reason': WITHHELD})}"
    await building.admin.post(path, connectorId=1, csChargingProfiles=profile)


async def test_what_a_charge_cost_and_why(sindica: Visitor, building: Condominium) -> None:
    await charge_on(building, last_tuesday())

    await sindica.looks_at("sessions")
    await sindica.chooses("sessions.period", last_tuesday().date().isoformat())
    await sindica.clicks_on(sindica.page.get_by_role("main").locator("table a").first)
    await expect(sindica.page.get_by_role("heading", name="Ana Moradora")).to_be_visible()
    await sindica.sees(sindica.words("price.title"))
    bill = sindica.page.get_by_role("main").get_by_role("listitem")
    await expect(bill.filter(has_text=re.compile(r"1[.,]13"))).to_be_visible()
    await expect(bill.filter(has_text=re.compile(r"peak.*3[.,]08"))).to_be_visible()
    sindica.has_found_it()


async def test_last_tuesdays_charge_of_unit_42_as_a_table(
    sindica: Visitor, building: Condominium
) -> None:
    unit = await building.admin.create("/units", site_id=building.site["id"], number="43")
    neighbour = await building.admin.create("/people", name="Caio Ao Lado", unit_id=unit["id"])
    await building.new_card("04B70043", person_id=neighbour["id"])
    await charge_on(building, last_tuesday() - WEEK)
    await charge_on(building, last_tuesday(), card="04B70043")
    await charge_on(building, last_tuesday())

    await sindica.looks_at("sessions")
    await sindica.chooses("sessions.period", last_tuesday().date().isoformat())
    await sindica.chooses("sessions.unit", "A 42")
    rows = sindica.page.get_by_role("main").locator("tbody tr")
    await expect(rows.filter(has_text="Caio Ao Lado")).to_have_count(0)
    await expect(rows.filter(has_text="A 42").first).to_be_visible()
    sindica.has_found_it()

    async with sindica.page.expect_download() as begun:
        await sindica.presses("save.csv")
    path = await (await begun.value).path()
    is_english = sindica.words.language == "en"
    lines = path.read_text("utf-8-sig").splitlines()
    table = list(csv.reader(lines, delimiter="," if is_english else ";"))[1:]
    assert len(table) == await rows.count()
    day = "%Y-%m-%d %H:%M:%S" if is_english else "%d/%m/%Y %H:%M:%S"
    assert {(line[4], line[6]) for line in table} == {("A 42", last_tuesday().strftime(day))}


async def test_a_person_with_a_card(sindica: Visitor, building: Condominium) -> None:
    await sindica.looks_at("people")
    await sindica.presses("people.register")
    form = sindica.page.get_by_role("dialog")
    await form.get_by_label(sindica.words("people.name"), exact=True).fill("Bruno Vizinho")
    await form.get_by_label(sindica.words("people.unit")).select_option(label="A 42")
    await form.get_by_label(sindica.words("people.card")).fill("04B70042")
    await sindica.presses("people.register", inside=form)
    await expect(sindica.page.get_by_role("heading", name="Bruno Vizinho")).to_be_visible()
    sindica.has_found_it()
    async with await building.station() as station:
        await station.plug()
        assert await station.tap("04B70042") == "Accepted"


async def test_another_price_from_next_month(sindica: Visitor, building: Condominium) -> None:
    await sindica.looks_at("tariffs")
    await sindica.presses("tariff.change")
    base = sindica.words("tariff.base_per_kwh", currency="BRL")
    await sindica.page.get_by_label(base).fill("0.61")
    await sindica.presses("tariff.change_order")
    await sindica.sees(sindica.words("tariff.changed"))
    sindica.has_found_it()

    [tariff] = await building.admin.items("/tariffs")
    assert [version["price_per_kwh"] for version in tariff["versions"]] == ["0.53", "0.61"]
    begins = datetime.fromisoformat(tariff["versions"][1]["valid_from"]).astimezone(ZONE)
    assert (begins.day, begins.time()) == (1, time())
    assert datetime.now(UTC) < begins < datetime.now(UTC) + timedelta(days=32)


async def test_a_station_that_cannot_connect(sindica: Visitor, building: Condominium) -> None:
    identity = building.new_identity()
    station = building.device(identity, segment=f"/{building.tenant['slug']}", password=None)
    with pytest.raises(HandshakeRefused):
        await station.dial()
    await eventually(lambda: building.admin.items("/handshakes", identity=identity))

    await sindica.looks_at("now")
    await sindica.sees(identity)
    await sindica.presses("attention.see_refused")
    await sindica.sees(sindica.words("refusal.unknown_identity.why"))
    await sindica.presses("refused.adopt")
    form = sindica.page.get_by_role("dialog")
    await expect(form).to_be_visible()
    sindica.has_found_it()
    await form.get_by_role("textbox").first.fill("Vaga da visita")
    await sindica.presses("refused.adopt", inside=form)
    await sindica.sees(sindica.words("connect.waiting"))
    async with station:
        await sindica.sees(sindica.words("connect.connected"))


async def charge_on(building: Condominium, at: datetime, *, card: str = RFID_TOKEN) -> None:
    """Let somebody, Ana for one, charge over the peak: domain.md §7's vector."""
    async with await building.station(at=at.astimezone(UTC)) as station:
        await station.plug()
        await station.tap(card)
        await station.charge(8_050, minutes=272, samples=False)
        await station.stop()
    await eventually(lambda: _is_final(building))


async def _is_final(building: Condominium) -> bool:
    return all(each["rating"] == "final" for each in await building.sessions(status="ended"))


def last_tuesday() -> datetime:
    """Return 16:18 of the last Tuesday that is neither today nor yesterday."""
    today = datetime.now(ZONE).date()
    ago = (today.weekday() - TUESDAY) % 7
    day = today - timedelta(days=ago if ago > 1 else ago + 7)
    return datetime.combine(day, time(16, 18), tzinfo=ZONE)
