"""The second net on PostgreSQL: what a tenant's transaction sees whatever the query forgets."""

import pytest
import sqlalchemy as sa
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from sigec import audit
from sigec.accounts.model import UserDraft
from sigec.accounts.service import AccountService, LoginService
from sigec.audit import Subject
from sigec.db import Database
from sigec.kit.actor import Actor, ActorKind, Permission, Role, Scope
from sigec.kit.clock import ManualClock
from sigec.tenants.model import Tenant, TenantDraft
from sigec.tenants.service import TenantService
from tests.canaries import PASSWORD


def platform(tenant: Tenant | None = None) -> Actor:
    return Actor(
        kind=ActorKind.SYSTEM,
        tenant_id=tenant.id if tenant else None,
        permissions=frozenset(Permission),
    )


@pytest.fixture
def database_url(postgres_url: str) -> str:
    return postgres_url


@pytest.fixture
async def ours(tenants: TenantService, accounts: AccountService, logins: LoginService) -> Tenant:
    """One of two tenants with a user each who has signed in, beside the platform's own."""
    made = [
        await tenants.create_tenant(platform(), TenantDraft(name=slug, slug=slug))
        for slug in ("ours", "theirs")
    ]
    for tenant in made:
        email = f"{tenant.slug}@example.com"
        draft = UserDraft(email=email, name="A", role=Role.VIEWER, password=PASSWORD)
        await accounts.create_user(platform(tenant), draft)
        await logins.login(email, PASSWORD, address=None)
    root = UserDraft(
        email="root@example.com", name="R", role=Role.PLATFORM_ADMIN, password=PASSWORD
    )
    await accounts.create_user(platform(), root)
    return made[0]


@pytest.mark.parametrize(
    ("table", "column", "rows"),
    [
        ("tenants", "id", 1),
        ("users", "tenant_id", 1),
        ("refresh_tokens", "tenant_id", 1),
        ("audit", "tenant_id", 3),
    ],
)
async def test_a_tenant_sees_its_own_rows_only(
    database: Database, ours: Tenant, table: str, column: str, rows: int
) -> None:
    statement: sa.Select[tuple[object]] = sa.select(sa.column(column)).select_from(sa.table(table))
    async with database.read(Scope(tenant_id=ours.id)) as connection:
        seen = (await connection.execute(statement)).scalars().all()

    assert [str(owner) for owner in seen] == [str(ours.id)] * rows


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET action = 'nothing'",
        "DELETE FROM audit",
        "UPDATE tenants SET name = 'mine'",
        "INSERT INTO users SELECT * FROM users",
        "SELECT * FROM idempotency_keys",
    ],
)
async def test_a_tenant_may_not_rewrite_what_was_done_or_who_it_is(
    database: Database, ours: Tenant, statement: str
) -> None:
    with pytest.raises(DBAPIError):
        async with database.transaction(Scope(tenant_id=ours.id)) as connection:
            await connection.execute(text(statement))


async def test_a_tenant_writes_no_audit_in_anothers_name(
    database: Database, ours: Tenant, tenants: TenantService, clock: ManualClock
) -> None:
    theirs = await tenants.resolve("theirs")
    with pytest.raises(DBAPIError):
        async with database.transaction(Scope(tenant_id=ours.id)) as connection:
            await audit.record(
                connection,
                platform(),
                "site.edited",
                Subject(kind="site", id=ours.id),
                at=clock.now(),
                tenant_id=theirs.id,
            )
