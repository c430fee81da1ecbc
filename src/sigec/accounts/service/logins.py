"""Sign in, stay signed in, sign out."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit
from sigec.accounts._store import refresh_tokens, users
from sigec.accounts.model import RefreshToken, User, canonical_email
from sigec.accounts.service.access_tokens import (
    LIFETIME_S,
    AccessTokenInvalid,
    AccessTokens,
    Claims,
)
from sigec.accounts.service.passwords import Passwords
from sigec.accounts.service.throttle import LoginThrottle
from sigec.audit import Subject
from sigec.db import Database
from sigec.kit.actor import PLATFORM, Actor, ActorKind
from sigec.kit.errors import Conflict, Unauthenticated
from sigec.kit.ids import LoginId, new_id
from sigec.kit.ports import Clock
from sigec.tenants.model import PLATFORM_SLUG, Tenant
from sigec.tenants.service import TenantSuspended, find_tenant

REFRESH_LIFETIME_DAYS = 30
_TOKEN_BYTES = 32
ACCOUNTS_MAX = 50
"""Tenants that one address may belong to and sign in by it; each costs a hash."""


class WrongCredentials(Unauthenticated):
    """The e-mail or the password is wrong; which one is nobody's business."""

    code = "unauthenticated.credentials"


class LoginEnded(Unauthenticated):
    """The login was ended, or its time is over."""

    code = "unauthenticated.expired"


class SeveralTenants(Conflict):
    """The password is right in several tenants; ``tenants`` are those to choose from.

    ``None`` stands for the platform itself, which is called `PLATFORM_SLUG`.
    """

    code = "conflict.several_tenants"

    def __init__(self, tenants: Sequence[Tenant | None]) -> None:
        self.tenants = tenants
        super().__init__()


@dataclass(frozen=True, slots=True)
class _Account:
    user: User
    password_hash: str
    tenant: Tenant | None

    def is_called(self, tenant: str | None) -> bool:
        """Say whether ``tenant``, an id or a slug, names where this account is."""
        if self.tenant is None:
            return tenant in (None, PLATFORM_SLUG)
        return tenant in (None, self.tenant.slug, str(self.tenant.id))

    @property
    def is_open(self) -> bool:
        return self.tenant is None or self.tenant.is_active


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """A successful sign-in or its continuation; the tokens are shown once."""

    access_token: str
    expires_in_s: int
    refresh_token: str
    user: User
    tenant: Tenant | None


class LoginService:
    """The use cases of logins.

    A sign-in happens before a tenant is known, so these transactions run in the platform's scope.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        passwords: Passwords,
        throttle: LoginThrottle,
        secret_key: str,
    ) -> None:
        self._database = database
        self._clock = clock
        self._passwords = passwords
        self._access_tokens = AccessTokens(secret_key, clock)
        self._throttle = throttle

    async def login(
        self,
        email: str,
        password: str,
        *,
        address: str | None,
        tenant: str | None = None,
        by_address: str | None = None,
    ) -> Login:
        """Sign a user in; ``tenant`` chooses one, by id or slug, for who is of several.

        ``by_address`` is the slug of the tenant by whose address they came: no other's people
        sign in there.

        Unknown users, wrong passwords and inactive users are answered alike, after the same time.

        :raises WrongCredentials: when the user may not sign in with this password.
        :raises TenantSuspended: when the password is right and the user's tenant suspended.
        :raises SeveralTenants: when the password is right in several and none was chosen.
        :raises TooManyLogins: when the address failed too often.
        """
        email = canonical_email(email)
        async with self._passwords.slot():
            # Inside the slot: a burst of parallel guesses would all pass a check before it.
            await self._throttle.check(address, email)
            found = await self._find_accounts(email)
            found = [each for each in found if each.is_called(tenant)]
            if by_address is not None:
                found = [each for each in found if each.tenant and each.is_called(by_address)]
            right = await self._right_ones(found, password)
            if not right:
                await self._throttle.count_failure(address, email)
                raise WrongCredentials
        account, new_hash = _choose(right)
        async with self._database.transaction(PLATFORM) as connection:
            if new_hash is not None:
                await users.set_password_hash(connection, account.user.id, new_hash)
            login = await self._begin(connection, account.user, account.tenant, address)
        await self._throttle.forgive(address, email)
        return login

    async def refresh(self, refresh_token: str) -> Login:
        """Exchange a refresh token for the next one and a new access token.

        A token that comes a second time was stolen, by the first or by the second to use it:
        the whole login ends.

        :raises LoginEnded: when the token is unknown, used, expired or revoked.
        :raises TenantSuspended: while the tenant is suspended; the token is good again after it.
        """
        at = self._clock.now()
        async with self._database.transaction(PLATFORM) as connection:
            token = await refresh_tokens.find(connection, _hash(refresh_token))
            if token is None or token.expires_at <= at:
                raise LoginEnded
            login = await self._continue(connection, token, at)
            if login is None:  # the end of the login is committed; the refusal follows
                await refresh_tokens.revoke_login(connection, token.login_id, at=at)
        if login is None:
            raise LoginEnded
        return login

    async def logout(self, refresh_token: str) -> None:
        """End the login that a refresh token belongs to; harmless when it is unknown."""
        async with self._database.transaction(PLATFORM) as connection:
            token = await refresh_tokens.find(connection, _hash(refresh_token))
            if token is not None:
                await refresh_tokens.revoke_login(connection, token.login_id, at=self._clock.now())

    async def logout_access(self, access_token: str) -> None:
        """End the login that an access token belongs to; harmless when it is no good any more."""
        try:
            claims = self._access_tokens.read(access_token)
        except AccessTokenInvalid:
            return
        async with self._database.transaction(PLATFORM) as connection:
            await refresh_tokens.revoke_login(connection, claims.login_id, at=self._clock.now())

    async def authenticate(self, access_token: str) -> Actor:
        """Return who an access token stands for, with the rights they have now.

        :raises Unauthenticated: when it is invalid, its login ended, or its user is inactive.
        :raises TenantSuspended: while the user's tenant is suspended.
        """
        return await self.authenticate_login(self._access_tokens.read(access_token))

    async def recognise(self, refresh_token: str) -> Claims:
        """Return the login that a refresh token belongs to; the token stays as good as it was.

        :raises LoginEnded: when the token is unknown, used, expired or revoked.
        """
        async with self._database.read(PLATFORM) as connection:
            token = await refresh_tokens.find_fresh(
                connection, _hash(refresh_token), at=self._clock.now()
            )
        if token is None:
            raise LoginEnded
        return Claims(user_id=token.user_id, login_id=token.login_id)

    async def authenticate_login(self, login: Claims) -> Actor:
        """Return who signed in, with the rights they have now.

        :raises Unauthenticated: when the login ended or its user is inactive.
        :raises TenantSuspended: while the user's tenant is suspended.
        """
        user, _tenant = await self._find_signed_in(login)
        return Actor(
            kind=ActorKind.USER,
            role=user.role,
            user_id=user.id,
            tenant_id=user.tenant_id,
            person_id=user.person_id,
            permissions=user.permissions,
        )

    async def who_is(self, access_token: str) -> tuple[User, Tenant | None]:
        """Return the user behind an access token and their tenant.

        :raises Unauthenticated: as `authenticate`.
        :raises TenantSuspended: as `authenticate`.
        """
        return await self._find_signed_in(self._access_tokens.read(access_token))

    async def _find_signed_in(self, login: Claims) -> tuple[User, Tenant | None]:
        async with self._database.read(PLATFORM) as connection:
            user = await refresh_tokens.find_signed_in(connection, login.user_id, login.login_id)
            if user is None:
                raise LoginEnded
            return user, await _tenant_of(connection, user)

    async def _find_accounts(self, email: str) -> Sequence[_Account]:
        async with self._database.read(PLATFORM) as connection:
            found = await users.find_by_email(connection, email, limit=ACCOUNTS_MAX)
            return [
                _Account(user, password_hash, await _find_tenant_of(connection, user))
                for user, password_hash in found
            ]

    async def _right_ones(
        self, accounts: Sequence[_Account], password: str
    ) -> Sequence[tuple[_Account, str | None]]:
        """Return the accounts that have this password, each with a better hash if it needs one."""
        if not accounts:
            await self._passwords.verify(password, None)
        verified = [
            (each, await self._passwords.verify(password, each.password_hash)) for each in accounts
        ]
        return [(each, new_hash) for each, (is_right, new_hash) in verified if is_right]

    async def _begin(
        self, connection: AsyncConnection, user: User, tenant: Tenant | None, address: str | None
    ) -> Login:
        at = self._clock.now()
        await refresh_tokens.remove_expired(connection, user.id, at=at)
        await users.set_last_login_at(connection, user.id, at)
        actor = Actor(
            kind=ActorKind.USER, user_id=user.id, tenant_id=user.tenant_id, address=address
        )
        await audit.record(
            connection, actor, "user.signed_in", Subject(kind="user", id=user.id), at=at
        )
        user = replace(user, last_login_at=at)
        return await self._issue(connection, LoginId(new_id()), user, tenant, at)

    async def _continue(
        self, connection: AsyncConnection, token: RefreshToken, at: datetime
    ) -> Login | None:
        if not await refresh_tokens.use(connection, token, at=at):
            return None
        user = await refresh_tokens.find_signed_in(connection, token.user_id, token.login_id)
        if user is None:
            return None
        tenant = await _tenant_of(connection, user)
        return await self._issue(connection, token.login_id, user, tenant, at)

    async def _issue(
        self,
        connection: AsyncConnection,
        login_id: LoginId,
        user: User,
        tenant: Tenant | None,
        at: datetime,
    ) -> Login:
        plain = secrets.token_urlsafe(_TOKEN_BYTES)
        token = RefreshToken(
            login_id=login_id,
            user_id=user.id,
            tenant_id=user.tenant_id,
            token_hash=_hash(plain),
            issued_at=at,
            expires_at=at + timedelta(days=REFRESH_LIFETIME_DAYS),
        )
        await refresh_tokens.add(connection, token)
        claims = Claims(user_id=user.id, login_id=login_id)
        return Login(
            access_token=self._access_tokens.issue(claims),
            expires_in_s=LIFETIME_S,
            refresh_token=plain,
            user=user,
            tenant=tenant,
        )


async def _find_tenant_of(connection: AsyncConnection, user: User) -> Tenant | None:
    return None if user.tenant_id is None else await find_tenant(connection, user.tenant_id)


async def _tenant_of(connection: AsyncConnection, user: User) -> Tenant | None:
    tenant = await _find_tenant_of(connection, user)
    if tenant is not None and not tenant.is_active:
        raise TenantSuspended
    return tenant


def _choose(right: Sequence[tuple[_Account, str | None]]) -> tuple[_Account, str | None]:
    """Return the account to sign in to, of those that have the password."""
    active = [each for each in right if each[0].user.is_active]
    if not active:
        raise WrongCredentials
    is_open = [each for each in active if each[0].is_open]
    if not is_open:
        raise TenantSuspended
    if len(is_open) > 1:
        raise SeveralTenants([account.tenant for account, _ in is_open])
    return is_open[0]


def _hash(refresh_token: str) -> str:
    # Random and long: a fast hash is enough, and nothing can be guessed from it.
    return hashlib.sha256(refresh_token.encode()).hexdigest()
