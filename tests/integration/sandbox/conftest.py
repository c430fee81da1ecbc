from collections.abc import AsyncIterator

import pytest

from tests.integration.sandbox.central_system import CentralSystem


@pytest.fixture
async def central() -> AsyncIterator[CentralSystem]:
    """A central system; whatever it hears has to be valid against the official schemas."""
    async with CentralSystem() as system:
        yield system
    assert system.violations == []
