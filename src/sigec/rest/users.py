"""Users: who may sign in, and with which role."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import Field

from sigec.accounts.model import (
    EMAIL_LENGTH_MAX,
    PASSWORD_LENGTH_MAX,
    PASSWORD_LENGTH_MIN,
    UserDraft,
)
from sigec.drivers.service import PersonNotFound
from sigec.kit.actor import PERMISSIONS, Actor, Permission, Role
from sigec.kit.ids import PersonId, TenantId, UserId
from sigec.rest.etags import IfMatchDep, set_etag
from sigec.rest.paging import PageDep
from sigec.rest.schemas import Body, Omittable, PageView, Patch, View, example
from sigec.rest.security import ActorDep, CallerDep
from sigec.rest.services import Services, ServicesDep

router = APIRouter(tags=["users"])

Email = Annotated[
    str, Field(min_length=3, max_length=EMAIL_LENGTH_MAX, examples=["ana@example.com"])
]
Name = Annotated[str, Field(min_length=1, max_length=200)]
NewPassword = Annotated[
    str,
    Field(
        min_length=PASSWORD_LENGTH_MIN,
        max_length=PASSWORD_LENGTH_MAX,
        json_schema_extra={"writeOnly": True},
    ),
]


class UserView(View):
    """Somebody who may sign in; a platform admin belongs to no tenant."""

    id: UUID
    tenant_id: UUID | None
    email: str
    name: str
    role: Role
    is_active: bool
    person_id: UUID | None = Field(description="The resident behind this user.")
    created_at: datetime
    updated_at: datetime
    last_login_at: datetime | None


class UserPage(PageView[UserView]):
    """A page of users."""


class NewUser(Body):
    """What a new user is made of."""

    email: Email
    name: Name
    role: Role
    password: NewPassword
    person_id: UUID | None = None

    model_config = example(
        email="ana@example.com",
        name="Ana Souza",
        role="operator",
        password="correct horse battery staple",  # noqa: S106 - an example
    )


class UserChanges(Patch):
    """The fields to change; what is left out stays."""

    nullable = frozenset({"person_id"})

    email: Omittable[Email] = None
    name: Omittable[Name] = None
    role: Omittable[Role] = None
    password: Omittable[NewPassword] = None
    is_active: Omittable[bool] = None
    person_id: UUID | None = None

    model_config = example(is_active=False)


class RoleView(View):
    """A role and what it includes."""

    name: Role
    permissions: list[Permission]


class RoleList(View):
    """All roles; there is one page."""

    items: list[RoleView]
    next_cursor: None = None


@router.get("/users")
async def list_users(
    services: ServicesDep,
    actor: ActorDep,
    page: PageDep,
    role: Annotated[Role | None, Query(description="Only users of this role.")] = None,
) -> UserPage:
    """List users."""
    return UserPage.of(await services.accounts.list_users(actor, page, role=role))


@router.post("/users", status_code=201)
async def create_user(
    services: ServicesDep, actor: ActorDep, body: NewUser, response: Response
) -> UserView:
    """Create a user, with a role up to your own."""
    draft = UserDraft(
        email=body.email,
        name=body.name,
        role=body.role,
        password=body.password,
        person_id=None if body.person_id is None else PersonId(body.person_id),
    )
    if draft.person_id is not None:
        actor.require(Permission.WRITE_USERS)
        await _check_person(services, actor, draft.person_id, actor.tenant_id)
    user = await services.accounts.create_user(actor, draft)
    set_etag(response, user.version)
    return UserView.model_validate(user)


@router.get("/users/{user_id}")
async def get_user(
    services: ServicesDep, actor: ActorDep, user_id: UUID, response: Response
) -> UserView:
    """Show one user."""
    user = await services.accounts.get_user(actor, UserId(user_id))
    set_etag(response, user.version)
    return UserView.model_validate(user)


@router.patch("/users/{user_id}")
async def edit_user(
    services: ServicesDep,
    actor: ActorDep,
    user_id: UUID,
    body: UserChanges,
    expected_version: IfMatchDep,
    response: Response,
) -> UserView:
    """Change a user; deactivating, another role or another password sign them out everywhere."""
    changes = body.changes()
    if changes.get("person_id") is not None:
        before = await services.accounts.get_user(actor, UserId(user_id))
        await _check_person(services, actor, PersonId(changes["person_id"]), before.tenant_id)
    user = await services.accounts.edit_user(
        actor, UserId(user_id), changes, expected_version=expected_version
    )
    set_etag(response, user.version)
    return UserView.model_validate(user)


@router.delete("/users/{user_id}", status_code=204)
async def delete_user(services: ServicesDep, actor: ActorDep, user_id: UUID) -> None:
    """Remove a user; what they did stays in the audit."""
    await services.accounts.delete_user(actor, UserId(user_id))


async def _check_person(
    services: Services, actor: Actor, person_id: PersonId, tenant_id: TenantId | None
) -> None:
    """Pass when the person is of the user's tenant; accounts know nothing of people.

    :raises PersonNotFound: when they are not.
    """
    person = await services.people.get_person(actor, person_id)
    if person.tenant_id != tenant_id:
        raise PersonNotFound


@router.get("/roles")
async def list_roles(caller: CallerDep) -> RoleList:
    """List the roles and what each includes."""
    caller.require(Permission.READ_USERS)
    return RoleList(
        items=[
            RoleView(name=role, permissions=sorted(permissions))
            for role, permissions in PERMISSIONS.items()
        ]
    )
