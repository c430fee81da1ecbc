"""One platform at work on each database; every test moves a condominium of its own in."""

from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio

from sigec.serving import running
from tests.journeys.condominium import Condominium
from tests.journeys.installation import Installation, settings_for
from tests.services import postgres
from tests.services.apart import run_apart

_numbers = count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests here share the event loop in which the platform runs."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


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


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def installation(
    shared_database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Installation]:
    """A platform that serves every door on whatever ports are free."""
    settings = settings_for(shared_database_url, tmp_path_factory.mktemp("data"))
    async with running(settings) as served, Installation.opened(served) as opened:
        yield opened


@pytest.fixture(params=["1.6", "2.0.1"])
def version(request: pytest.FixtureRequest) -> str:
    """The OCPP version that stations speak: the test runs once per version."""
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
