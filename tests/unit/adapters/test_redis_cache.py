from datetime import UTC, datetime

import pytest
from redis.exceptions import ConnectionError as RedisGone

from sigec.adapters.redis_cache import RedisCache
from sigec.kit.clock import ManualClock


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch) -> RedisCache:
    made = RedisCache("redis://127.0.0.1:1", ManualClock(datetime(2026, 11, 21, tzinfo=UTC)))

    async def gone(*_: object, **__: object) -> None:
        raise RedisGone("nobody there")

    for name in ("get", "set", "delete", "evalsha"):
        monkeypatch.setattr(made._redis, name, gone)
    return made


async def test_while_redis_is_away_the_node_counts_by_itself(cache: RedisCache) -> None:
    assert [await cache.count("a", window_s=60) for _ in range(3)] == [1, 2, 3]


async def test_while_redis_is_away_the_node_remembers_by_itself(cache: RedisCache) -> None:
    await cache.put("a", b"1", ttl_s=60)
    assert await cache.get("a") == b"1"

    await cache.drop("a")
    assert await cache.get("a") is None
