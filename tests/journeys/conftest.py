"""One platform at work on each database; every test moves a condominium of its own in."""

from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from sigec.serving import running
from tests.integration.rest.conftest import quick_passwords
from tests.journeys.browsing import SWITCHES
from tests.journeys.condominium import VERSIONS, Condominium
from tests.journeys.installation import Installation, settings_for
from tests.services import postgres
from tests.services.apart import run_apart

POSTGRES_VERSION = "2.0.1"
_numbers = count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests here share the event loop in which the platform runs."""
    here = Path(__file__).parent
    mine = [item for item in items if here in item.path.parents]
    for item in mine:
        item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
    # What a version says and how a database keeps it do not depend on each other.
    told_again = {id(item) for item in mine if _tells_again(item)}
    items[:] = [item for item in items if id(item) not in told_again]


def _tells_again(item: pytest.Item) -> bool:
    chosen: dict[str, object] = getattr(item, "callspec").params if _is_varied(item) else {}  # noqa: B009 - not in its type
    version, database = chosen.get("version"), chosen.get("shared_database_url")
    return version not in (None, POSTGRES_VERSION) and database == "postgres"


def _is_varied(item: pytest.Item) -> bool:
    return hasattr(item, "callspec")


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def shared_database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, service_prefix: str
) -> Iterator[str]:
    """An empty database for all tests here, once per kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('journeys')}/sigec.db"
        return
    server_url = request.getfixturevalue("_postgres_server_url")
    name = f"{service_prefix}_journeys"
    yield run_apart(postgres.create_database(server_url, name))
    run_apart(postgres.drop_database(server_url, name))


@pytest.fixture(scope="session")
def _quick_passwords() -> Iterator[None]:
    """Hash as in production, but without the cost: hundreds of people sign in here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sigec.app.Passwords", quick_passwords)
        yield


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def installation(
    shared_database_url: str, tmp_path_factory: pytest.TempPathFactory, _quick_passwords: None
) -> AsyncIterator[Installation]:
    """A platform that serves every door on whatever ports are free."""
    data_dir = tmp_path_factory.mktemp("data")
    # Browsers find every name below it on this machine: each condominium has its own address.
    settings = settings_for(shared_database_url, data_dir, public_domain="localhost")
    async with running(settings) as served, Installation.opened(served) as opened:
        yield opened


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    """The OCPP version that stations speak: every version on SQLite, one on PostgreSQL."""
    asked: str = request.param
    return asked


@pytest_asyncio.fixture(loop_scope="session")
async def condominium(installation: Installation) -> AsyncIterator[Condominium]:
    """A condominium that has just moved in; its stations speak 1.6 unless told otherwise."""
    async with Condominium.moved_in(installation, f"predio-{next(_numbers)}") as moved_in:
        yield moved_in


@pytest.fixture
def house(condominium: Condominium, version: str) -> Condominium:
    """A condominium, once per OCPP version."""
    condominium.version = version
    return condominium


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium_path: str) -> AsyncIterator[Browser]:
    """One browser for all; every test opens a window of its own, which knows nobody."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path, args=SWITCHES)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, condominium: Condominium) -> AsyncIterator[Page]:
    """A browser in São Paulo whose every page error fails the test."""
    context = await browser.new_context(
        locale="pt-BR", timezone_id="America/Sao_Paulo", reduced_motion="reduce"
    )
    page = await context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    await page.goto(condominium.installation.http_url)
    yield page
    await context.close()
    assert faults == []
