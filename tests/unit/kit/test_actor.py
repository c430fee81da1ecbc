"""Who may do what: nothing that was not granted."""

import pytest

from sigec.kit.actor import (
    PERMISSIONS,
    SYSTEM,
    Actor,
    ActorKind,
    Permission,
    PermissionDenied,
    Role,
    Scope,
    TenantRequired,
)
from sigec.kit.ids import TenantId, new_id

TENANT = TenantId(new_id())


def user(role: Role, tenant_id: TenantId | None = TENANT) -> Actor:
    return Actor(kind=ActorKind.USER, role=role, tenant_id=tenant_id, permissions=PERMISSIONS[role])


def test_an_actor_without_permissions_may_nothing() -> None:
    nobody = Actor(kind=ActorKind.USER, tenant_id=TENANT)

    for permission in Permission:
        with pytest.raises(PermissionDenied):
            nobody.require(permission)


def test_every_role_has_its_row() -> None:
    assert set(PERMISSIONS) == set(Role)


def test_only_the_platform_admin_touches_tenants() -> None:
    may_write = {role for role in Role if user(role).may(Permission.WRITE_TENANTS)}

    assert may_write == {Role.PLATFORM_ADMIN}


@pytest.mark.parametrize(
    "permission", [Permission.READ_PEOPLE, Permission.READ_ID_TOKENS, Permission.COMMAND_STATIONS]
)
@pytest.mark.parametrize("role", [Role.VIEWER, Role.RESIDENT])
def test_viewers_and_residents_see_no_people_and_command_nothing(
    role: Role, permission: Permission
) -> None:
    with pytest.raises(PermissionDenied):
        user(role).require(permission)


def test_a_resident_sees_and_does_only_what_is_their_own() -> None:
    assert PERMISSIONS[Role.RESIDENT] == {
        Permission.READ_OWN,
        Permission.CHARGE_OWN,
        Permission.RECEIVE_NOTICES,
    }


def test_everyone_is_bound_to_their_tenant() -> None:
    assert user(Role.OPERATOR).scope == Scope(tenant_id=TENANT)
    assert user(Role.PLATFORM_ADMIN).scope == Scope(tenant_id=TENANT)


def test_only_the_platform_may_have_no_tenant() -> None:
    assert user(Role.PLATFORM_ADMIN, None).scope == Scope(tenant_id=None)
    assert SYSTEM.scope == Scope(tenant_id=None)
    with pytest.raises(TenantRequired):
        _ = user(Role.TENANT_ADMIN, None).scope


def test_a_write_needs_a_tenant_even_from_the_platform() -> None:
    assert user(Role.OPERATOR).require_tenant() == TENANT
    with pytest.raises(TenantRequired):
        user(Role.PLATFORM_ADMIN, None).require_tenant()
