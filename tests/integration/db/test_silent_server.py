"""A server whose route died without a word is given up, and the next connection serves."""

import asyncio

import pytest
from sqlalchemy import text

from sigec.db import Database, Ingest, StorageUnavailable
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import StreamId, new_id
from tests.journeys.network_line import NetworkLine
from tests.services.postgres import at_port

PATIENCE_S = 0.5


async def ask(database: Database) -> int:
    async with database.transaction(PLATFORM) as connection:
        answer: int = (await connection.execute(text("SELECT 1"))).scalar_one()
        return answer


async def test_whoever_waits_is_told_and_the_next_is_served(postgres_url: str) -> None:
    async with NetworkLine.to(postgres_url) as line:
        database = Database(at_port(postgres_url, line.port), patience_s=PATIENCE_S)
        await database.open()
        await asyncio.gather(*(ask(database) for _ in range(5)))
        inside = asyncio.Event()

        async def is_cut_off_inside() -> None:
            async with database.transaction(PLATFORM) as connection:
                await connection.execute(text("SELECT 1"))
                inside.set()
                await silence.wait()
                await connection.execute(text("SELECT 1"))

        silence = asyncio.Event()
        cut_off = asyncio.create_task(is_cut_off_inside())
        await inside.wait()
        line.fall_silent()
        silence.set()
        told = await asyncio.gather(
            cut_off, *(ask(database) for _ in range(8)), return_exceptions=True
        )
        assert {type(each) for each in told} == {StorageUnavailable}
        assert database.trouble is not None

        line.find_route()
        for _ in range(12):
            assert await ask(database) == 1
        await database.close()


async def test_facts_that_wait_are_given_back_to_whoever_brought_them(postgres_url: str) -> None:
    async with NetworkLine.to(postgres_url) as line:
        database = Database(at_port(postgres_url, line.port), patience_s=PATIENCE_S)
        await database.open()
        ingest = Ingest(database, [StreamId(1)])

        async def store(connection: object, _stream: StreamId, items: list[str]) -> list[str]:
            await connection.execute(text("SELECT 1"))  # type: ignore[attr-defined]  # is one
            return items

        async def submit(item: str) -> str:
            return await ingest.submit(new_id(), store, item)  # type: ignore[arg-type]  # as above

        assert await submit("kept") == "kept"
        line.fall_silent()
        with pytest.raises(StorageUnavailable):
            await submit("unknown")
        line.find_route()
        assert await submit("again") == "again"
        await ingest.close()
        await database.close()
