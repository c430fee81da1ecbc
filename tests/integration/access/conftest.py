from collections.abc import AsyncIterator

import pytest

from sigec.db import Database
from tests.integration.sessions.house import House, open_house


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    async with open_house(database) as house:
        yield house
