"""Create, find, edit and remove users."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit
from sigec.accounts._store import refresh_tokens
from sigec.accounts._store import users as store
from sigec.accounts.model import User, UserDraft, canonical_email, faults_of, may_manage
from sigec.accounts.service.passwords import Passwords
from sigec.accounts.service.throttle import LoginThrottle
from sigec.audit import Subject
from sigec.db import Database
from sigec.kit.actor import PLATFORM, SYSTEM, Actor, Permission, Role, Scope
from sigec.kit.errors import (
    Conflict,
    FieldError,
    Forbidden,
    Invalid,
    NotFound,
    PreconditionFailed,
)
from sigec.kit.ids import PersonId, TenantId, UserId, new_id
from sigec.kit.pages import Page, PageRequest, decode_cursor, encode_cursor, page_of
from sigec.kit.ports import Clock


class UserNotFound(NotFound):
    """There is no such user for this actor."""

    code = "not_found.user"


class EmailTaken(Conflict):
    """Somebody of the tenant signs in with this address already."""

    code = "conflict.email_taken"


class RoleAboveOwn(Forbidden):
    """The role is more than the actor has, so it is not theirs to give or take."""

    code = "forbidden.role_above_own"


class OwnAccount(Conflict):
    """People cannot lock themselves out."""

    code = "conflict.own_account"


class AccountService:
    """The use cases of users."""

    def __init__(
        self, database: Database, clock: Clock, *, passwords: Passwords, throttle: LoginThrottle
    ) -> None:
        self._throttle = throttle
        self._database = database
        self._clock = clock
        self._passwords = passwords

    async def ensure_admin(self, email: str, password: str) -> User | None:
        """Create the first platform admin if there is no user at all; harmless when repeated.

        Returns the user when it was created.
        """
        draft = UserDraft(
            email=email, name=email.partition("@")[0], role=Role.PLATFORM_ADMIN, password=password
        )
        password_hash = await self._passwords.hash(password)
        async with self._database.transaction(PLATFORM) as connection:
            if await store.count(connection) > 0:
                return None
            return await self._add(connection, SYSTEM, draft, password_hash)

    async def create_user(self, actor: Actor, draft: UserDraft) -> User:
        """Create a user of the actor's tenant; a platform admin belongs to none.

        :raises RoleAboveOwn: when the role is more than the actor has.
        :raises Invalid: when a field breaks a rule.
        :raises EmailTaken: when the address is in use.
        """
        actor.require(Permission.WRITE_USERS)
        _require_manageable(actor, draft.role)
        password_hash = await self._passwords.hash(draft.password)
        try:
            async with self._database.transaction(_scope_of(actor)) as connection:
                return await self._add(connection, actor, draft, password_hash)
        except IntegrityError as error:
            raise EmailTaken from error

    async def list_users(
        self, actor: Actor, request: PageRequest, *, role: Role | None = None
    ) -> Page[User]:
        """List the users that the actor may see, oldest first."""
        actor.require(Permission.READ_USERS)
        statement = store.select_users(actor).order_by(store.users.c.id)
        if role is not None:
            statement = statement.where(store.users.c.role == role.value)
        if request.cursor:
            [after] = decode_cursor(request.cursor, UUID)
            statement = statement.where(store.users.c.id > after)
        async with self._database.read(_scope_of(actor)) as connection:
            found = await store.fetch_all(connection, statement.limit(request.limit + 1))
        last = found[: request.limit][-1:]
        cursor = encode_cursor(last[0].id) if last else None
        return page_of(found, limit=request.limit, cursor=cursor)

    async def get_user(self, actor: Actor, user_id: UserId) -> User:
        """Return one user.

        :raises UserNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_USERS)
        async with self._database.read(_scope_of(actor)) as connection:
            return await _get(connection, actor, user_id)

    async def edit_user(
        self,
        actor: Actor,
        user_id: UserId,
        changes: Mapping[str, Any],
        *,
        expected_version: int | None = None,
    ) -> User:
        """Change the named fields of a user; a new ``password`` is given in plain.

        Deactivating, another role or another password end the user's logins.

        :raises UserNotFound: when there is none for this actor.
        :raises RoleAboveOwn: when the old or the new role is more than the actor has.
        :raises OwnAccount: when the actor would lock themselves out.
        :raises PreconditionFailed: when the user is not at ``expected_version`` any more.
        :raises EmailTaken: when the new address is in use.
        """
        actor.require(Permission.WRITE_USERS)
        fields = dict(changes)
        password = fields.pop("password", None)
        password_hash = None if password is None else await self._passwords.hash(password)
        try:
            async with self._database.transaction(_scope_of(actor)) as connection:
                before = await _get(connection, actor, user_id)
                if expected_version not in (None, before.version):
                    raise PreconditionFailed
                after = self._edited(actor, before, fields)
                if not await store.save(connection, after, replacing=before.version):
                    raise PreconditionFailed
                if password_hash is not None:
                    await store.set_password_hash(connection, user_id, password_hash)
                await self._end_logins(connection, before, after, password_changed=bool(password))
                await self._note(connection, actor, "user.edited", before, after, password)
                return after
        except IntegrityError as error:
            raise EmailTaken from error

    async def delete_user(self, actor: Actor, user_id: UserId) -> None:
        """Remove a user; what they did stays in the audit.

        :raises UserNotFound: when there is none for this actor.
        :raises RoleAboveOwn: when the user's role is more than the actor has.
        :raises OwnAccount: when it is the actor.
        """
        actor.require(Permission.WRITE_USERS)
        async with self._database.transaction(_scope_of(actor)) as connection:
            user = await _get(connection, actor, user_id)
            _require_manageable(actor, user.role)
            if user_id == actor.user_id:
                raise OwnAccount
            await store.remove(connection, user_id)
            await self._note(connection, actor, "user.deleted", user, None)

    async def change_password(self, actor: Actor, current: str, new: str) -> None:
        """Change one's own password; every login of the user ends.

        Who guesses at it in somebody's open browser is slowed down as at the door.

        :raises Invalid: when ``current`` is not the present password.
        :raises TooManyLogins: when the address failed too often.
        """
        assert actor.user_id is not None
        async with self._database.read(PLATFORM) as connection:
            found = await store.fetch_credentials(connection, actor.user_id)
        email, password_hash = found or ("", None)
        async with self._passwords.slot():
            await self._throttle.check(actor.address, email)
            is_right, _ = await self._passwords.verify(current, password_hash)
            if not is_right:
                await self._throttle.count_failure(actor.address, email)
                raise Invalid(FieldError(field="current_password", code="field.password"))
        await self._throttle.forgive(actor.address, email)
        new_hash = await self._passwords.hash(new)
        at = self._clock.now()
        async with self._database.transaction(PLATFORM) as connection:
            await store.set_password_hash(connection, actor.user_id, new_hash)
            await refresh_tokens.revoke_user(connection, actor.user_id, at=at)
            subject = Subject(kind="user", id=actor.user_id)
            await audit.record(connection, actor, "user.password_changed", subject, at=at)

    async def _add(
        self, connection: AsyncConnection, actor: Actor, draft: UserDraft, password_hash: str
    ) -> User:
        at = self._clock.now()
        user = User(
            id=UserId(new_id()),
            tenant_id=_tenant_for(actor, draft.role),
            email=canonical_email(draft.email),
            name=draft.name,
            role=draft.role,
            person_id=draft.person_id,
            created_at=at,
            updated_at=at,
        )
        _check(user)
        await store.add(connection, user, password_hash)
        await self._note(connection, actor, "user.created", None, user)
        return user

    def _edited(self, actor: Actor, before: User, fields: dict[str, Any]) -> User:
        if "email" in fields:
            fields["email"] = canonical_email(fields["email"])
        after = replace(before, **fields, updated_at=self._clock.now(), version=before.version + 1)
        for role in (before.role, after.role):
            _require_manageable(actor, role)
        locks_out = after.role is not before.role or not after.is_active
        if before.id == actor.user_id and locks_out:
            raise OwnAccount
        if (after.role is Role.PLATFORM_ADMIN) is not (before.role is Role.PLATFORM_ADMIN):
            raise Invalid(FieldError(field="role", code="field.role_across_tenants"))
        _check(after)
        return after

    async def _end_logins(
        self, connection: AsyncConnection, before: User, after: User, *, password_changed: bool
    ) -> None:
        if password_changed or not after.is_active or after.role is not before.role:
            await refresh_tokens.revoke_user(connection, after.id, at=self._clock.now())

    async def _note(
        self,
        connection: AsyncConnection,
        actor: Actor,
        action: str,
        before: User | None,
        after: User | None,
        password: str | None = None,
    ) -> None:
        user = after or before
        assert user is not None
        secret = {"password": password} if password else {}
        await audit.record(
            connection,
            actor,
            action,
            Subject(kind="user", id=user.id),
            at=self._clock.now(),
            before=before,
            after=after and {**asdict(after), **secret},
            tenant_id=user.tenant_id,
        )


def _scope_of(actor: Actor) -> Scope:
    """Row-level security hides the platform's own users from a tenant's scope."""
    return PLATFORM if actor.is_platform else actor.scope


def _tenant_for(actor: Actor, role: Role) -> TenantId | None:
    return None if role is Role.PLATFORM_ADMIN else actor.require_tenant()


def _require_manageable(actor: Actor, role: Role) -> None:
    if not may_manage(actor, role):
        raise RoleAboveOwn(role=role.value)


def _check(user: User) -> None:
    if faults := faults_of(user):
        raise Invalid(*faults)


async def _get(connection: AsyncConnection, actor: Actor, user_id: UserId) -> User:
    statement = store.select_users(actor).where(store.users.c.id == user_id)
    user = await store.fetch_one(connection, statement)
    if user is None:
        raise UserNotFound
    return user


async def find_staff(
    connection: AsyncConnection, tenant_ids: Collection[TenantId], roles: Collection[Role]
) -> Sequence[User]:
    """Return the active users of these roles; for the slices above, inside their transaction."""
    return await store.fetch_staff(connection, tenant_ids, roles)


async def find_users(
    connection: AsyncConnection, user_ids: Collection[UserId]
) -> Mapping[UserId, User]:
    """Return active users by their ids; for the slices above, inside their transaction."""
    return {user.id: user for user in await store.fetch_active(connection, user_ids)}


async def find_accounts(connection: AsyncConnection, person_id: PersonId) -> Sequence[UserId]:
    """Return the users who stand for a person; for the slices above, inside their transaction."""
    return await store.fetch_users_of(connection, person_id)
