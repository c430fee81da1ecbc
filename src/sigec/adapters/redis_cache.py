"""The cache in Redis, shared by all nodes; while Redis is away each node uses its own."""

import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from sigec.adapters.memory_cache import MemoryCache
from sigec.kit.ports import Clock

TIMEOUT_S = 1.0
REST_S = 5.0
"""How long Redis is left alone after a failure, so that callers do not wait for it each time."""

# Expiry is set with the first count only, in one step: a counter without expiry would lock forever.
_COUNT = """
local number = redis.call('INCR', KEYS[1])
if number == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return number
"""

Answer = TypeVar("Answer")
_log = structlog.get_logger()


class RedisCache:
    """Keeps values in Redis under a prefix."""

    def __init__(self, url: str, clock: Clock, *, prefix: str = "sigec:") -> None:
        self._redis = Redis.from_url(
            url,
            socket_timeout=TIMEOUT_S,
            socket_connect_timeout=TIMEOUT_S,
            retry=Retry(NoBackoff(), 1),
        )
        self._prefix = prefix
        self._script: Callable[..., Awaitable[Any]] = self._redis.register_script(_COUNT)
        self._own = MemoryCache(clock)
        self._resting_until = 0.0

    async def get(self, key: str) -> bytes | None:
        """Return the value, or ``None`` when it is unknown or expired."""
        return await self._either(
            lambda: self._redis.get(self._prefix + key), lambda: self._own.get(key)
        )

    async def put(self, key: str, value: bytes, *, ttl_s: int) -> None:
        """Remember ``value`` for ``ttl_s`` seconds, replacing what was there."""
        await self._either(
            lambda: self._redis.set(self._prefix + key, value, ex=ttl_s),
            lambda: self._own.put(key, value, ttl_s=ttl_s),
        )

    async def drop(self, key: str) -> None:
        """Forget the value; harmless when there is none."""
        await self._own.drop(key)
        await self._either(
            lambda: self._redis.delete(self._prefix + key), lambda: self._own.drop(key)
        )

    async def count(self, key: str, *, window_s: int) -> int:
        """Add one to a counter that lives ``window_s`` from its first use, and return it."""
        return await self._either(
            lambda: self._script(keys=[self._prefix + key], args=[window_s]),
            lambda: self._own.count(key, window_s=window_s),
        )

    async def ping(self) -> None:
        """Ask whether Redis is there, for health.

        :raises RedisError: when it is not.
        """
        await self._redis.ping()

    async def close(self) -> None:
        """Let go of the connection."""
        await self._own.close()
        await self._redis.aclose()

    async def _either(
        self, shared: Callable[[], Awaitable[Any]], own: Callable[[], Awaitable[Answer]]
    ) -> Answer:
        if time.monotonic() >= self._resting_until:
            try:
                answer: Answer = await shared()
                return answer
            except (RedisError, OSError, TimeoutError) as error:
                self._resting_until = time.monotonic() + REST_S
                _log.warning("cache.redis.unavailable", error=repr(error), rest_s=REST_S)
        return await own()
