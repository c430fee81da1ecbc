"""Every implementation of the ports that several slices use, fakes included."""

from collections.abc import AsyncIterator

import pytest

from sigec.adapters.memory_bus import MemoryBus
from sigec.adapters.memory_cache import MemoryCache
from sigec.adapters.nats_bus import NatsBus
from sigec.adapters.redis_cache import RedisCache
from sigec.kit.clock import SystemClock
from sigec.kit.ports import Bus, Cache


@pytest.fixture(params=["memory", "nats"])
async def bus(request: pytest.FixtureRequest) -> AsyncIterator[Bus]:
    made: Bus
    if request.param == "memory":
        made = MemoryBus()
    else:
        prefix = request.getfixturevalue("service_prefix")
        made = nats = NatsBus(request.getfixturevalue("nats_url"), prefix=f"{prefix}.")
        await nats.open()
    yield made
    await made.close()


@pytest.fixture(params=["memory", "redis"])
async def cache(request: pytest.FixtureRequest) -> AsyncIterator[Cache]:
    made: Cache
    if request.param == "memory":
        made = MemoryCache(SystemClock())
    else:
        prefix = request.getfixturevalue("service_prefix")
        url = request.getfixturevalue("redis_url")
        made = RedisCache(url, SystemClock(), prefix=f"{prefix}:")
    yield made
    await made.close()
