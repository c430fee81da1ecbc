from datetime import UTC, datetime

import pytest

from sigec.adapters.memory_cache import MemoryCache
from sigec.kit.clock import ManualClock


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 11, 21, tzinfo=UTC))


async def test_a_value_is_forgotten_after_its_time(clock: ManualClock) -> None:
    cache = MemoryCache(clock)
    await cache.put("a", b"1", ttl_s=10)

    clock.advance(seconds=9)
    assert await cache.get("a") == b"1"
    clock.advance(seconds=1)
    assert await cache.get("a") is None


async def test_a_window_begins_with_its_first_count_and_is_not_prolonged(
    clock: ManualClock,
) -> None:
    cache = MemoryCache(clock)
    await cache.count("a", window_s=10)
    clock.advance(seconds=9)
    assert await cache.count("a", window_s=10) == 2
    clock.advance(seconds=1)
    assert await cache.count("a", window_s=10) == 1


async def test_the_oldest_go_first_when_it_is_full(clock: ManualClock) -> None:
    cache = MemoryCache(clock, entries_max=2)
    for key in ("a", "b", "c"):
        await cache.put(key, key.encode(), ttl_s=10)

    assert [await cache.get(key) for key in ("a", "b", "c")] == [None, b"b", b"c"]
