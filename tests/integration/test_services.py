"""The services that other tests rely on, each in the way this machine has it."""

import asyncpg
import nats
import pytest
import redis.asyncio
from sqlalchemy import text

from sigec.db.database import Database
from sigec.kit.actor import PLATFORM
from tests.services.discovery import Service, ServiceMissing
from tests.services.nats import NATS
from tests.services.postgres import POSTGRES
from tests.services.redis import REDIS
from tests.services.run import start_run


async def test_each_test_has_a_migrated_database_of_its_own(database: Database) -> None:
    async with database.transaction(PLATFORM) as connection:
        await connection.execute(text("CREATE TABLE mine_alone (id integer)"))
        revisions = await connection.execute(text("SELECT count(*) FROM alembic_version"))
        assert revisions.scalar_one() == 1


async def test_an_empty_database_is_empty(empty_postgres_url: str) -> None:
    connection = await asyncpg.connect(empty_postgres_url)
    tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    assert await connection.fetchval(tables) == 0
    await connection.close()


async def test_nats_keeps_a_stream(nats_url: str, service_prefix: str) -> None:
    client = await nats.connect(nats_url)
    stream = client.jetstream()
    await stream.add_stream(name=service_prefix, subjects=[f"{service_prefix}.>"])
    acknowledged = await stream.publish(f"{service_prefix}.hello", b"1")
    assert acknowledged.seq == 1
    await client.close()


async def test_redis_keeps_a_key(redis_url: str, service_prefix: str) -> None:
    async with redis.asyncio.Redis.from_url(redis_url) as client:
        await client.set(f"{service_prefix}:key", "value")
        assert await client.get(f"{service_prefix}:key") == b"value"


@pytest.mark.parametrize("service", [POSTGRES, NATS, REDIS], ids=lambda service: service.name)
def test_a_service_of_our_own_ends_with_its_run(service: Service) -> None:
    with start_run() as run:
        try:
            url = service.start(run)
        except ServiceMissing as reason:
            pytest.skip(str(reason))
        assert service.answers(url)
    run.wait_until_removed()
    assert not service.answers(url)
