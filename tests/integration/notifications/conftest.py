from collections.abc import AsyncIterator

import pytest

from sigec.db import Database
from tests.integration.notifications.office import Office, open_office


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """A database with today's schema: SQLite, unless a test is `on_both`."""
    url: str = request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url")
    return url


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    async with open_office(database) as office:
        yield office
