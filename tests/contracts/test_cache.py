from uuid import uuid4

import pytest

from sigec.kit.ports import Cache


@pytest.fixture
def key() -> str:
    return uuid4().hex


async def test_what_was_put_is_found(cache: Cache, key: str) -> None:
    await cache.put(key, b"value", ttl_s=60)

    assert await cache.get(key) == b"value"


async def test_what_was_never_put_is_unknown(cache: Cache, key: str) -> None:
    assert await cache.get(key) is None


async def test_a_later_value_replaces_the_earlier(cache: Cache, key: str) -> None:
    await cache.put(key, b"old", ttl_s=60)
    await cache.put(key, b"new", ttl_s=60)

    assert await cache.get(key) == b"new"


async def test_what_was_dropped_is_unknown(cache: Cache, key: str) -> None:
    await cache.put(key, b"value", ttl_s=60)
    await cache.drop(key)
    await cache.drop(key)

    assert await cache.get(key) is None


async def test_a_counter_counts_from_one(cache: Cache, key: str) -> None:
    assert [await cache.count(key, window_s=60) for _ in range(3)] == [1, 2, 3]


async def test_a_dropped_counter_starts_again(cache: Cache, key: str) -> None:
    await cache.count(key, window_s=60)
    await cache.drop(key)

    assert await cache.count(key, window_s=60) == 1


async def test_counters_do_not_mix(cache: Cache, key: str) -> None:
    await cache.count(key, window_s=60)

    assert await cache.count(key + "-other", window_s=60) == 1
