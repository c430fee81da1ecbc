from collections.abc import AsyncIterator

import pytest

from sigec.db import Database
from tests.integration.billing.building import Building, open_building


@pytest.fixture
async def building(database: Database) -> AsyncIterator[Building]:
    async with open_building(database) as building:
        yield building
