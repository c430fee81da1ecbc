"""Make, change, rotate and revoke API keys."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, outbox
from sigec.accounts._store import api_keys as store
from sigec.accounts.model import (
    KEYS_MAX,
    ApiKey,
    KeyDraft,
    KeyScope,
    KeyState,
    OldSecret,
    derive_key,
    digest_of,
    make_secret,
    permissions_of,
)
from sigec.audit import Subject
from sigec.db import Database
from sigec.db.listing import page_by_id
from sigec.events.accounts import ApiKeyChanged
from sigec.kit.actor import Actor, Permission
from sigec.kit.errors import (
    Conflict,
    FieldError,
    Forbidden,
    Invalid,
    NotFound,
    PreconditionFailed,
)
from sigec.kit.ids import ApiKeyId, new_id
from sigec.kit.pages import Page, PageRequest
from sigec.kit.ports import Clock
from sigec.tenants.model import Feature
from sigec.tenants.service import require_feature

Save = Callable[[AsyncConnection, ApiKey], Awaitable[None]]


class ApiKeyNotFound(NotFound):
    """There is no such key for this actor."""

    code = "not_found.api_key"


class TooManyApiKeys(Conflict):
    """The tenant has as many good keys as it may."""

    code = "conflict.too_many_api_keys"


class ApiKeyOver(Conflict):
    """The key was revoked or has expired: there is nothing left to change."""

    code = "conflict.api_key_over"


class ScopeAboveOwn(Forbidden):
    """Nobody gives a program more than they may do themselves."""

    code = "forbidden.scope_above_own"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey:
    """A key with its text, which is shown this once."""

    key: ApiKey
    text: str


class ApiKeyService:
    """The use cases of API keys. A key belongs to its tenant and outlives whoever made it."""

    def __init__(self, database: Database, clock: Clock, *, secret_key: str) -> None:
        self._database = database
        self._clock = clock
        self._digest_key = derive_key(secret_key)

    async def create_key(self, actor: Actor, draft: KeyDraft) -> NewKey:
        """Make a key.

        :raises Invalid: when it has no scope, or would have expired already.
        :raises ScopeAboveOwn: when a scope is more than the actor may do.
        :raises FeatureNotInPlan: when the tenant's plan is without the API.
        :raises TooManyApiKeys: when the tenant has `KEYS_MAX` good ones.
        """
        actor.require(Permission.WRITE_API_KEYS)
        at, secret = self._clock.now(), make_secret()
        key = ApiKey(
            id=ApiKeyId(new_id()),
            tenant_id=actor.require_tenant(),
            name=draft.name,
            scopes=draft.scopes,
            prefix=secret.prefix,
            requests_per_min=draft.requests_per_min,
            created_at=at,
            created_by=actor.user_id,
            expires_at=draft.expires_at,
        )
        _check(actor, key, added=key.scopes, at=at)
        async with self._database.transaction(actor.scope) as connection:
            await require_feature(connection, key.tenant_id, Feature.API)
            if await store.count_active(connection, key.tenant_id, at=at) >= KEYS_MAX:
                raise TooManyApiKeys(limit=KEYS_MAX)
            await store.add(connection, key, self._digest(secret.text))
            await self._note(connection, actor, "api_key.created", None, key)
        return NewKey(key=key, text=secret.text)

    async def list_keys(
        self, actor: Actor, request: PageRequest, *, state: KeyState | None = None
    ) -> Page[ApiKey]:
        """List keys, the newest first, those that are over too."""
        actor.require(Permission.READ_API_KEYS)
        statement = store.select_keys(actor.scope)
        if state is not None:
            statement = store.in_state(statement, state, at=self._clock.now())
        async with self._database.read(actor.scope) as connection:
            return await page_by_id(connection, statement, request, store.to_key, newest_first=True)

    async def get_key(self, actor: Actor, key_id: ApiKeyId) -> ApiKey:
        """Return one key.

        :raises ApiKeyNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_API_KEYS)
        async with self._database.read(actor.scope) as connection:
            return await _get(connection, actor, key_id)

    async def edit_key(
        self,
        actor: Actor,
        key_id: ApiKeyId,
        changes: Mapping[str, Any],
        *,
        expected_version: int | None = None,
    ) -> ApiKey:
        """Change the named fields of a key, which holds for its next request.

        :raises ApiKeyNotFound: when there is none for this actor.
        :raises PreconditionFailed: when it is not at ``expected_version`` any more.
        :raises ApiKeyOver: when it was revoked or has expired.
        :raises Invalid: when it would have no scope, or have expired already.
        :raises ScopeAboveOwn: when a scope is more than the actor may do.
        """

        def edited(before: ApiKey) -> ApiKey:
            if expected_version not in (None, before.version):
                raise PreconditionFailed
            after = replace(before, **changes)
            _check(actor, after, added=after.scopes - before.scopes, at=self._clock.now())
            return after

        return await self._change(actor, key_id, "api_key.edited", edited, store.save)

    async def rotate_key(self, actor: Actor, key_id: ApiKeyId, *, overlap: timedelta) -> NewKey:
        """Make a new secret for a key; the present one stays good beside it for ``overlap``.

        A secret from before the present one ends at once.

        :raises ApiKeyNotFound: when there is none for this actor.
        :raises ApiKeyOver: when it was revoked or has expired.
        :raises ScopeAboveOwn: when the key may do more than the actor.
        """
        secret = make_secret()

        def rotated(before: ApiKey) -> ApiKey:
            _check(actor, before, added=before.scopes, at=self._clock.now())
            old = OldSecret(
                prefix=before.prefix,
                valid_until=self._clock.now() + overlap,
                last_used_at=before.last_used_at,
            )
            return replace(before, prefix=secret.prefix, old=old, last_used_at=None)

        async def save(connection: AsyncConnection, after: ApiKey) -> None:
            await store.save_rotated(connection, after, self._digest(secret.text))

        key = await self._change(actor, key_id, "api_key.rotated", rotated, save)
        return NewKey(key=key, text=secret.text)

    async def end_overlap(self, actor: Actor, key_id: ApiKeyId) -> ApiKey:
        """End the old secret of a rotated key at once; harmless when there is none.

        :raises ApiKeyNotFound: when there is none for this actor.
        :raises ApiKeyOver: when it was revoked or has expired.
        """

        def ended(before: ApiKey) -> ApiKey:
            return replace(before, old=None)

        return await self._change(
            actor, key_id, "api_key.overlap_ended", ended, store.save_without_old
        )

    async def revoke_key(self, actor: Actor, key_id: ApiKeyId) -> None:
        """End a key for good; it stays listed. Harmless when repeated.

        :raises ApiKeyNotFound: when there is none for this actor.
        """
        actor.require(Permission.WRITE_API_KEYS)
        async with self._database.transaction(actor.scope) as connection:
            before = await _get(connection, actor, key_id, to_edit=True)
            if before.revoked_at is None:
                at = self._clock.now()
                after = replace(before, revoked_at=at, version=before.version + 1)
                await store.save(connection, after)
                await self._note(connection, actor, "api_key.revoked", before, after)

    async def _change(
        self,
        actor: Actor,
        key_id: ApiKeyId,
        action: str,
        change: Callable[[ApiKey], ApiKey],
        save: Save,
    ) -> ApiKey:
        actor.require(Permission.WRITE_API_KEYS)
        async with self._database.transaction(actor.scope) as connection:
            before = await _get(connection, actor, key_id, to_edit=True)
            if before.state(self._clock.now()) is not KeyState.ACTIVE:
                raise ApiKeyOver
            after = replace(change(before), version=before.version + 1)
            await save(connection, after)
            await self._note(connection, actor, action, before, after)
        return after

    async def _note(
        self,
        connection: AsyncConnection,
        actor: Actor,
        action: str,
        before: ApiKey | None,
        after: ApiKey,
    ) -> None:
        at = self._clock.now()
        await audit.record(
            connection,
            actor,
            action,
            Subject(kind="api_key", id=after.id),
            at=at,
            before=None if before is None else _noted(before),
            after=_noted(after),
            tenant_id=after.tenant_id,
        )
        changed = ApiKeyChanged(tenant_id=after.tenant_id, at=at, api_key_id=after.id)
        await outbox.append(connection, [changed])

    def _digest(self, text: str) -> bytes:
        return digest_of(self._digest_key, text)


async def _get(
    connection: AsyncConnection, actor: Actor, key_id: ApiKeyId, *, to_edit: bool = False
) -> ApiKey:
    key = await store.find(connection, actor.scope, key_id, to_edit=to_edit)
    if key is None:
        raise ApiKeyNotFound
    return key


def _check(actor: Actor, key: ApiKey, *, added: frozenset[KeyScope], at: datetime) -> None:
    """Refuse what the actor may not give, and what allows nothing or is over before it began."""
    if not key.scopes:
        raise Invalid(FieldError(field="scopes", code="field.missing"))
    if key.expires_at is not None and key.expires_at <= at:
        raise Invalid(FieldError(field="expires_at", code="field.not_in_future"))
    for scope in sorted(added):
        if not all(actor.may(permission) for permission in permissions_of([scope])):
            raise ScopeAboveOwn(scope=scope.value)


def _noted(key: ApiKey) -> dict[str, Any]:
    """Return a key as the audit shows it: sets have no JSON, and uses are no edits."""
    old = None if key.old is None else key.old.valid_until
    return {
        **asdict(replace(key, old=None, last_used_at=None)),
        "scopes": sorted(key.scopes),
        "old_valid_until": old,
    }
