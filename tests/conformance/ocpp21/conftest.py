"""A 2.1 station that has booted."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.conformance.charger import Charger
from tests.conformance.conftest import Grid
from tests.conformance.ocpp201.words import BOOT


@pytest_asyncio.fixture(loop_scope="session")
async def charger(grid: Grid) -> AsyncIterator[Charger]:
    """A new station, booted and accepted."""
    async with grid.charger("ocpp2.1") as charger:
        assert (await charger.tell("BootNotification", BOOT))["status"] == "Accepted"
        yield charger
