from datetime import UTC, datetime

import pytest

from sigec.accounts.service.throttle import (
    ADDRESS_FAILURES_MAX,
    FIRST_LOCK_S,
    FREE_FAILURES,
    LAST_LOCK_S,
    LoginThrottle,
    TooManyLogins,
)
from sigec.adapters.memory_cache import MemoryCache
from sigec.kit.clock import ManualClock

HERE = "10.0.0.1"
ANA = "ana@example.com"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 11, 21, 12, tzinfo=UTC))


@pytest.fixture
def throttle(clock: ManualClock) -> LoginThrottle:
    return LoginThrottle(MemoryCache(clock), clock)


async def fail(throttle: LoginThrottle, times: int, email: str = ANA) -> None:
    for _ in range(times):
        await throttle.count_failure(HERE, email)


async def wait_s(throttle: LoginThrottle, address: str = HERE, email: str = ANA) -> int:
    try:
        await throttle.check(address, email)
    except TooManyLogins as error:
        return error.retry_after_s
    return 0


async def test_a_few_failures_are_human(throttle: LoginThrottle) -> None:
    await fail(throttle, FREE_FAILURES - 1)

    assert await wait_s(throttle) == 0


async def test_each_failure_more_doubles_the_wait_up_to_a_limit(
    throttle: LoginThrottle, clock: ManualClock
) -> None:
    await fail(throttle, FREE_FAILURES - 1)
    waits = []
    for _ in range(8):
        await fail(throttle, 1)
        waits.append(await wait_s(throttle) - 1)

    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]
    assert (waits[0], waits[-1]) == (FIRST_LOCK_S, LAST_LOCK_S)
    clock.advance(seconds=LAST_LOCK_S)
    assert await wait_s(throttle) == 0


async def test_the_owner_may_sign_in_from_elsewhere(throttle: LoginThrottle) -> None:
    await fail(throttle, FREE_FAILURES)

    assert await wait_s(throttle, address="10.0.0.2") == 0


async def test_success_forgives(throttle: LoginThrottle) -> None:
    await fail(throttle, FREE_FAILURES - 1)
    await throttle.forgive(HERE, ANA)
    await fail(throttle, FREE_FAILURES - 1)

    assert await wait_s(throttle) == 0


async def test_an_address_that_fails_everywhere_is_locked_out_of_all(
    throttle: LoginThrottle,
) -> None:
    for number in range(ADDRESS_FAILURES_MAX):
        await fail(throttle, 1, email=f"person{number}@example.com")

    assert await wait_s(throttle, email="fresh@example.com") > 0
    assert await wait_s(throttle, address="10.0.0.2", email="fresh@example.com") == 0
