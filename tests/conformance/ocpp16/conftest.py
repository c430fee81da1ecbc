"""A 1.6 station that has booted."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.conformance.charger import Charger
from tests.conformance.conftest import Grid
from tests.conformance.ocpp16.words import BOOT


@pytest_asyncio.fixture(loop_scope="session")
async def charger(grid: Grid) -> AsyncIterator[Charger]:
    """A new station, booted and accepted."""
    async with grid.charger("ocpp1.6") as charger:
        assert (await charger.tell("BootNotification", BOOT))["status"] == "Accepted"
        yield charger
