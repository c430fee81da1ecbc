"""The REST interface over real databases, without a socket."""

import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx2
import pytest
from fastapi import FastAPI
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from pwdlib.hashers.bcrypt import BcryptHasher

from sigec.accounts.model import User, UserDraft
from sigec.accounts.service import AccountService, AuditTrail, LoginService, Passwords
from sigec.adapters.memory_cache import MemoryCache
from sigec.db import Database
from sigec.kit.actor import Actor, ActorKind, Permission, Role
from sigec.kit.clock import ManualClock
from sigec.rest.app import create_api
from sigec.rest.probes import Probes
from sigec.rest.services import Services
from sigec.tenants.model import Tenant, TenantDraft
from sigec.tenants.service import TenantService
from tests.canaries import PASSWORD, SECRET_KEY

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@dataclass
class House:
    """A platform with a client in front of it, and people who can sign in."""

    api: FastAPI
    client: httpx2.AsyncClient
    services: Services
    clock: ManualClock
    numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    async def tenant(self, slug: str) -> Tenant:
        draft = TenantDraft(name=slug.title(), slug=slug)
        return await self.services.tenants.create_tenant(platform(), draft)

    async def user(self, role: Role, tenant: Tenant | None = None) -> User:
        draft = UserDraft(
            email=f"person{next(self.numbers)}@example.com",
            name="Somebody",
            role=role,
            password=PASSWORD,
        )
        return await self.services.accounts.create_user(platform(tenant), draft)

    async def headers(self, role: Role, tenant: Tenant | None = None) -> dict[str, str]:
        """Sign a fresh user in and return what their requests carry."""
        user = await self.user(role, None if role is Role.PLATFORM_ADMIN else tenant)
        return await self.sign_in(user)

    async def sign_in(self, user: User) -> dict[str, str]:
        login = await self.services.logins.login(user.email, PASSWORD, address="127.0.0.1")
        return {"Authorization": f"Bearer {login.access_token}"}


def platform(tenant: Tenant | None = None) -> Actor:
    return Actor(
        kind=ActorKind.SYSTEM,
        tenant_id=tenant.id if tenant else None,
        permissions=frozenset(Permission),
    )


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def passwords() -> Passwords:
    """As in production, but quick."""
    quick = Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1)
    return Passwords(PasswordHash((quick, BcryptHasher(rounds=4))))


@pytest.fixture
def services(database: Database, clock: ManualClock, passwords: Passwords) -> Services:
    return Services(
        database=database,
        clock=clock,
        probes=healthy_probes(),
        tenants=TenantService(database, clock),
        accounts=AccountService(database, clock, passwords=passwords),
        logins=LoginService(
            database,
            clock,
            cache=MemoryCache(clock),
            passwords=passwords,
            secret_key=SECRET_KEY,
        ),
        audit_trail=AuditTrail(database, clock),
    )


@pytest.fixture
async def house(services: Services, clock: ManualClock) -> AsyncIterator[House]:
    api = create_api(services)
    transport = httpx2.ASGITransport(app=api, client=("127.0.0.1", 40000))
    async with httpx2.AsyncClient(transport=transport, base_url="http://sigec.test") as client:
        yield House(api=api, client=client, services=services, clock=clock)


def healthy_probes() -> Probes:
    async def no() -> bool:
        return False

    async def yes() -> bool:
        return True

    async def zero() -> float:
        return 0.0

    async def embedded() -> str:
        return "embedded"

    return Probes(
        has_pending_migrations=no,
        has_row_security=yes,
        outbox_age_s=zero,
        projector_lag_s=zero,
        broker=embedded,
        cache=embedded,
    )
