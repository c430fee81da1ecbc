from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sigec.accounts.model import User, canonical_email, faults_of, may_manage
from sigec.kit.actor import SYSTEM, Actor, ActorKind, Role
from sigec.kit.ids import TenantId, UserId, new_id

AT = datetime(2026, 11, 21, tzinfo=UTC)
USER = User(
    id=UserId(new_id()),
    tenant_id=TenantId(new_id()),
    email="ana@example.com",
    name="Ana",
    role=Role.VIEWER,
    created_at=AT,
    updated_at=AT,
)


def actor(role: Role | None, kind: ActorKind = ActorKind.USER) -> Actor:
    return Actor(kind=kind, role=role)


@pytest.mark.parametrize(
    ("role", "manageable"),
    [
        (Role.PLATFORM_ADMIN, set(Role)),
        (Role.TENANT_ADMIN, set(Role) - {Role.PLATFORM_ADMIN}),
        (Role.OPERATOR, {Role.OPERATOR, Role.VIEWER, Role.RESIDENT}),
        (Role.VIEWER, {Role.VIEWER, Role.RESIDENT}),
        (Role.RESIDENT, {Role.RESIDENT}),
        (None, set()),
    ],
)
def test_roles_manage_their_own_and_those_below(role: Role | None, manageable: set[Role]) -> None:
    assert {other for other in Role if may_manage(actor(role), other)} == manageable


def test_the_system_manages_all() -> None:
    assert all(may_manage(SYSTEM, role) for role in Role)


def test_an_address_is_compared_without_case_and_blanks() -> None:
    assert canonical_email("  Ana@EXAMPLE.com ") == "ana@example.com"


@pytest.mark.parametrize("email", ["ana@example.com", "a+b@sub.example.com", "root@localhost"])
def test_an_address_is_accepted(email: str) -> None:
    assert faults_of(replace(USER, email=email)) == ()


@pytest.mark.parametrize(
    "email",
    ["", "ana", "@example.com", "ana@", "a@b@c", "ana@.com", "a na@x.com", "a@x..com", "a" * 255],
)
def test_what_is_no_address_is_named(email: str) -> None:
    assert [fault.field for fault in faults_of(replace(USER, email=email))] == ["email"]
