"""A tenant to work in, and people of every role."""

from datetime import UTC, datetime

from sigec.db import Database
from sigec.kit.actor import PERMISSIONS, SYSTEM, Actor, ActorKind, Role
from sigec.kit.clock import ManualClock
from sigec.kit.ids import UserId, new_id
from sigec.tenants.model import ENTERPRISE, Tenant, TenantDraft
from sigec.tenants.service import TenantService

NOON = datetime(2026, 11, 21, 15, tzinfo=UTC)


async def create_tenant(
    database: Database, slug: str = "acacias", *, plan: str = ENTERPRISE
) -> Tenant:
    draft = TenantDraft(name=slug.title(), slug=slug, plan=plan)
    return await TenantService(database, ManualClock(NOON)).create_tenant(SYSTEM, draft)


def somebody(role: Role, tenant: Tenant) -> Actor:
    return Actor(
        kind=ActorKind.USER,
        role=role,
        user_id=UserId(new_id()),
        tenant_id=tenant.id,
        permissions=PERMISSIONS[role],
    )
