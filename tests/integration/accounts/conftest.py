"""The services of accounts on real databases."""

from datetime import UTC, datetime

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from pwdlib.hashers.bcrypt import BcryptHasher

from sigec.accounts.service import AccountService, LoginService, LoginThrottle, Passwords
from sigec.adapters.memory_cache import MemoryCache
from sigec.db import Database
from sigec.kit.clock import ManualClock
from sigec.tenants.service import TenantService
from tests.canaries import SECRET_KEY


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 11, 21, 12, tzinfo=UTC))


@pytest.fixture
def passwords() -> Passwords:
    """As in production, but quick."""
    quick = Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1)
    return Passwords(PasswordHash((quick, BcryptHasher(rounds=4))))


@pytest.fixture
def tenants(database: Database, clock: ManualClock) -> TenantService:
    return TenantService(database, clock)


@pytest.fixture
def throttle(clock: ManualClock) -> LoginThrottle:
    return LoginThrottle(MemoryCache(clock), clock)


@pytest.fixture
def accounts(
    database: Database, clock: ManualClock, passwords: Passwords, throttle: LoginThrottle
) -> AccountService:
    return AccountService(database, clock, passwords=passwords, throttle=throttle)


@pytest.fixture
def logins(
    database: Database, clock: ManualClock, passwords: Passwords, throttle: LoginThrottle
) -> LoginService:
    return LoginService(
        database, clock, passwords=passwords, throttle=throttle, secret_key=SECRET_KEY
    )
