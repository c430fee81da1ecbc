"""Fixtures of real services, and their end: whoever asks for a database gets its own, migrated."""

import itertools
import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NoReturn

import pytest

from sigec.db.database import Database
from sigec.db.migrate import migrate
from sigec.db.tenancy import TENANT_ROLE
from tests.services import nats, postgres, redis
from tests.services.apart import run_apart
from tests.services.chromium import CHROMIUM
from tests.services.discovery import Service, known, obtain
from tests.services.mqtt import MQTT
from tests.services.nats import NATS
from tests.services.postgres import POSTGRES
from tests.services.redis import REDIS
from tests.services.run import FOLDER, Run, join_run, start_run, use_memory_for_files
from tests.services.shelf import Shelf

SERVICES = (POSTGRES, NATS, REDIS, MQTT, CHROMIUM)
REQUIRE = "SIGEC_TEST_REQUIRE"
"""`all`: a service that cannot be had fails the tests that ask for it, instead of skipping them."""

ROLE_IS_OURS = "role-is-ours"
"""Marks that migrations, not somebody before this run, gave the server its one role."""

_numbers = itertools.count()


# ── The run: opened by the process that starts it, joined by xdist's workers ──────────────────────


def pytest_configure(config: pytest.Config) -> None:
    if FOLDER not in os.environ:
        use_memory_for_files()
        stack = ExitStack()
        config.add_cleanup(stack.close)
        run = stack.enter_context(start_run())
        os.environ[FOLDER] = str(run.folder)
        stack.callback(_remove_what_we_made, run)


def _remove_what_we_made(run: Run) -> None:
    if (found := known(POSTGRES, run)) and found.url:
        run_apart(postgres.drop_databases(found.url, run.prefix))
        if (run.folder / ROLE_IS_OURS).exists():
            run_apart(postgres.drop_role(found.url, TENANT_ROLE))
    if (found := known(NATS, run)) and found.url:
        run_apart(nats.remove_streams(found.url, run.prefix))
    if (found := known(REDIS, run)) and found.url:
        redis.remove_keys(found.url, run.prefix)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if os.environ.get("PYTEST_XDIST_WORKER"):
        return
    for service in SERVICES:
        if found := known(service, join_run()):
            terminalreporter.write_line(f"{service.name}: {found}")


# ── Services ──────────────────────────────────────────────────────────────────────────────────────


def _need(service: Service) -> str:
    found = obtain(service, join_run())
    return found.url or require(service.name, found.how)


def require(name: str, why_missing: str) -> NoReturn:
    """Skip a test for want of something, or fail it where all must be had."""
    if os.environ.get(REQUIRE) == "all":
        pytest.fail(f"{name} is required by {REQUIRE}: {why_missing}", pytrace=False)
    pytest.skip(f"{name}: {why_missing}")


@pytest.fixture(scope="session")
def service_prefix() -> str:
    """What names of subjects, streams and keys begin with, so that they are ours and removed."""
    return f"{join_run().prefix}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


@pytest.fixture(scope="session")
def nats_url() -> str:
    return _need(NATS)


@pytest.fixture(scope="session")
def mqtt_url() -> str:
    return _need(MQTT)


@pytest.fixture(scope="session")
def redis_url() -> str:
    return _need(REDIS)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    return _need(CHROMIUM)


# ── Databases ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def migrate_url() -> Callable[[str], None]:
    """How an empty database gets today's schema; a folder of tests may override it."""
    return lambda url: run_apart(_migrate(url))


async def _migrate(url: str) -> None:
    database = Database(url)
    try:
        await migrate(database)
    finally:
        await database.close()


@pytest.fixture(scope="session")
def _postgres_server_url() -> str:
    return _need(POSTGRES)


@pytest.fixture(scope="session")
def _postgres_template(_postgres_server_url: str, migrate_url: Callable[[str], None]) -> str:
    """A migrated database to clone: made once per run, cloned in a fraction of a migration."""
    run = join_run()
    name = f"{run.prefix}_template"
    done = run.folder / "postgresql-template"
    with run.only_one("template"):
        if not done.exists():
            if not run_apart(postgres.has_role(_postgres_server_url, TENANT_ROLE)):
                (run.folder / ROLE_IS_OURS).touch()
            migrate_url(run_apart(postgres.create_database(_postgres_server_url, name)))
            done.touch()
    return name


@pytest.fixture(scope="session")
def _sqlite_template(migrate_url: Callable[[str], None]) -> Path:
    run = join_run()
    path = run.folder / "template.sqlite"
    with run.only_one("template"):
        if not path.exists():
            migrate_url(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def _postgres_shelf(
    _postgres_server_url: str, _postgres_template: str, service_prefix: str
) -> Shelf:
    return Shelf(_postgres_server_url, service_prefix, _postgres_template)


@pytest.fixture
def postgres_url(_postgres_shelf: Shelf) -> Iterator[str]:
    """A PostgreSQL database with today's schema, of this test alone."""
    url = run_apart(_postgres_shelf.take())
    yield url
    run_apart(_postgres_shelf.give_back(url))


@pytest.fixture
def empty_postgres_url(_postgres_server_url: str, service_prefix: str) -> Iterator[str]:
    """An empty PostgreSQL database of this test alone."""
    name = f"{service_prefix}_{next(_numbers)}"
    yield run_apart(postgres.create_database(_postgres_server_url, name))
    run_apart(postgres.drop_database(_postgres_server_url, name))


@pytest.fixture
def sqlite_url(_sqlite_template: Path, tmp_path: Path) -> str:
    """A SQLite database with today's schema, of this test alone."""
    path = shutil.copy(_sqlite_template, tmp_path / "sigec.sqlite")
    return f"sqlite:///{path}"


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    """A SQLite database of this test alone, not created yet."""
    return f"sqlite:///{tmp_path / 'empty.sqlite'}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A database with today's schema: the test runs once per kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=["sqlite", "postgres"])
def empty_database_url(request: pytest.FixtureRequest) -> str:
    """An empty database: the test runs once per kind."""
    url: str = request.getfixturevalue(f"empty_{request.param}_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """The same as `database_url`, opened."""
    database = Database(database_url)
    await database.open()
    yield database
    await database.close()
