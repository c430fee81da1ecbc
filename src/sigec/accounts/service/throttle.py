"""Slow down whoever guesses passwords."""

import hashlib
from datetime import UTC, datetime, timedelta

from sigec.kit.errors import TooManyRequests
from sigec.kit.ports import Cache, Clock

FREE_FAILURES = 5
FIRST_LOCK_S = 30
LAST_LOCK_S = 15 * 60
ADDRESS_FAILURES_MAX = 100
WINDOW_S = 60 * 60


class TooManyLogins(TooManyRequests):
    """Too many failed attempts from this address, for this account or at all."""

    code = "too_many_requests.login"


class LoginThrottle:
    """Counts failures per address and account, and per address.

    After `FREE_FAILURES` an address is locked out of an account: 30 s, then twice as long with
    each failure, up to 15 min. Others may still sign in to that account, lest anybody could lock
    its owner out. An address that fails everywhere is locked out of all.
    """

    def __init__(self, cache: Cache, clock: Clock) -> None:
        self._cache = cache
        self._clock = clock

    async def check(self, address: str | None, email: str) -> None:
        """Pass, or refuse.

        :raises TooManyLogins: while the address is locked out.
        """
        for key in (_pair(address, email), _alone(address)):
            locked_until = await self._cache.get(f"login:locked:{key}")
            if locked_until is None:
                continue
            left = datetime.fromtimestamp(float(locked_until), UTC) - self._clock.now()
            if left > timedelta():
                raise TooManyLogins(retry_after_s=int(left.total_seconds()) + 1)

    async def count_failure(self, address: str | None, email: str) -> None:
        """Remember a failure and lock out when it was one too many."""
        pair, alone = _pair(address, email), _alone(address)
        failures = await self._cache.count(f"login:failed:{pair}", window_s=WINDOW_S)
        if failures >= FREE_FAILURES:
            doublings = min(failures - FREE_FAILURES, 10)
            await self._lock(pair, min(FIRST_LOCK_S * 2**doublings, LAST_LOCK_S))
        failures = await self._cache.count(f"login:failed:{alone}", window_s=WINDOW_S)
        if failures >= ADDRESS_FAILURES_MAX:
            await self._lock(alone, LAST_LOCK_S)

    async def forgive(self, address: str | None, email: str) -> None:
        """Forget the failures after a right password."""
        await self._cache.drop(f"login:failed:{_pair(address, email)}")

    async def _lock(self, key: str, lock_s: int) -> None:
        until = self._clock.now() + timedelta(seconds=lock_s)
        await self._cache.put(f"login:locked:{key}", str(until.timestamp()).encode(), ttl_s=lock_s)


def _pair(address: str | None, email: str) -> str:
    return hashlib.sha256(f"{address}|{email}".encode()).hexdigest()[:32]


def _alone(address: str | None) -> str:
    return hashlib.sha256(f"{address}".encode()).hexdigest()[:32]
