"""These tests bring their own tables: an empty database of each kind is enough."""

from collections.abc import AsyncIterator

import pytest

from sigec.db import Database


@pytest.fixture
async def database(empty_database_url: str) -> AsyncIterator[Database]:
    database = Database(empty_database_url)
    await database.open()
    yield database
    await database.close()
