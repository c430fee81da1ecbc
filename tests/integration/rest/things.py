"""How to make one of each thing that a path may name, in a given tenant."""

from collections.abc import Awaitable, Callable

from sigec.kit.actor import Role
from sigec.tenants.model import Tenant
from tests.integration.rest.conftest import House


async def _tenant(_house: House, tenant: Tenant) -> str:
    return str(tenant.id)


async def _user(house: House, tenant: Tenant) -> str:
    return str((await house.user(Role.VIEWER, tenant)).id)


THINGS: dict[str, Callable[[House, Tenant], Awaitable[str]]] = {
    "tenant_id": _tenant,
    "user_id": _user,
}
"""Path parameter → how to make what it names; later ones may use the services of earlier ones."""
