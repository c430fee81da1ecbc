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

from sigec.accounts.model import KeyDraft, KeyScope, User, UserDraft
from sigec.accounts.service import Passwords
from sigec.app import Platform, open_platform
from sigec.kit.actor import Actor, ActorKind, Permission, Role
from sigec.kit.clock import ManualClock
from sigec.rest.services import Services
from sigec.settings import Settings
from sigec.tenants.model import DEFAULT_SLUG, ENTERPRISE, Tenant, TenantDraft
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

    async def default_tenant(self) -> Tenant:
        return await self.services.tenants.resolve(DEFAULT_SLUG)

    async def tenant(self, slug: str, *, plan: str = ENTERPRISE) -> Tenant:
        draft = TenantDraft(name=slug.title(), slug=slug, plan=plan)
        return await self.services.tenants.create_tenant(system(), draft)

    async def user(self, role: Role, tenant: Tenant | None = None) -> User:
        draft = UserDraft(
            email=f"person{next(self.numbers)}@example.com",
            name="Somebody",
            role=role,
            password=PASSWORD,
        )
        return await self.services.accounts.create_user(system(tenant), draft)

    async def headers(self, role: Role, tenant: Tenant | None = None) -> dict[str, str]:
        """Sign a fresh user in and return what their requests carry."""
        user = await self.user(role, None if role is Role.PLATFORM_ADMIN else tenant)
        return await self.sign_in(user)

    async def key(self, tenant: Tenant, *scopes: KeyScope, per_min: int = 6_000) -> dict[str, str]:
        """Make a key with these scopes, or all, and return what its program's requests carry."""
        draft = KeyDraft(
            name=f"Program {next(self.numbers)}",
            scopes=frozenset(scopes or KeyScope),
            requests_per_min=per_min,
        )
        made = await self.services.api_keys.create_key(system(tenant), draft)
        return {"X-API-Key": made.text}

    async def sign_in(self, user: User) -> dict[str, str]:
        login = await self.services.logins.login(user.email, PASSWORD, address="127.0.0.1")
        return {"Authorization": f"Bearer {login.access_token}"}


on_both = pytest.mark.parametrize("database_url", ["sqlite", "postgres"], indirect=True)
"""For what depends on the database: the slices' own tests prove the rest of it on each."""


def system(tenant: Tenant | None = None) -> Actor:
    return Actor(
        kind=ActorKind.SYSTEM,
        tenant_id=tenant.id if tenant else None,
        permissions=frozenset(Permission),
    )


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """A database with today's schema: SQLite, unless a test is `on_both`."""
    url: str = request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url")
    return url


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def passwords() -> Passwords:
    return quick_passwords()


def quick_passwords() -> Passwords:
    """Hash as in production, but without the cost."""
    quick = Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1)
    return Passwords(PasswordHash((quick, BcryptHasher(rounds=4))))


@pytest.fixture
async def platform(
    database_url: str, clock: ManualClock, passwords: Passwords
) -> AsyncIterator[Platform]:
    """The whole of it, as the composition root wires it, with no port open."""
    settings = Settings(database_url=database_url)
    async with (
        no_clouds() as http,
        open_platform(
            settings, secret_key=SECRET_KEY, clock=clock, passwords=passwords, http=http
        ) as opened,
    ):
        yield opened


def no_clouds() -> httpx2.AsyncClient:
    """Return what asks no cloud, nor for the address of one."""
    return httpx2.AsyncClient(transport=httpx2.MockTransport(_unreachable))


def _unreachable(_request: httpx2.Request) -> httpx2.Response:
    raise httpx2.ConnectError("nobody is asked here")


@pytest.fixture
async def house(platform: Platform, clock: ManualClock) -> AsyncIterator[House]:
    platform.hub.dismiss()  # this client gives an answer when it is whole: streams must end
    async with client_of(platform.api) as client:
        yield House(api=platform.api, client=client, services=platform.services, clock=clock)


def client_of(api: FastAPI) -> httpx2.AsyncClient:
    transport = httpx2.ASGITransport(app=api, client=("127.0.0.1", 40000))
    return httpx2.AsyncClient(transport=transport, base_url="http://sigec.test")
