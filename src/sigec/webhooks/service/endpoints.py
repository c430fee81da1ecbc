"""Create, edit, test and remove the addresses of other programs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit
from sigec.audit import Subject
from sigec.db import Database
from sigec.db.listing import page_by_id
from sigec.kit.actor import Actor, Permission, Scope
from sigec.kit.errors import Invalid, PreconditionFailed
from sigec.kit.ids import WebhookId, new_id
from sigec.kit.pages import Page, PageRequest
from sigec.kit.ports import Clock, Vault
from sigec.tenants.model import Feature
from sigec.tenants.service import require_feature
from sigec.webhooks._store import endpoints as store
from sigec.webhooks._store.endpoints import SealedSecrets
from sigec.webhooks._store.tables import webhooks
from sigec.webhooks.model import (
    ENDPOINTS_MAX,
    SECRET_OVERLAP,
    TOPICS,
    Endpoint,
    EndpointDraft,
    EndpointState,
    Health,
    PauseReason,
    faults_of,
    make_secret,
)
from sigec.webhooks.service.errors import TooManyWebhooks, TopicUnknown, WebhookNotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSecret:
    """An endpoint with its secret, which is shown this once."""

    endpoint: Endpoint
    secret: str


class WebhookService:
    """The use cases of endpoints."""

    def __init__(self, database: Database, clock: Clock, vault: Vault) -> None:
        self._database = database
        self._clock = clock
        self._vault = vault

    async def create_webhook(self, actor: Actor, draft: EndpointDraft) -> NewSecret:
        """Create an endpoint; what happens from now on goes there.

        :raises Invalid: when the address or a topic is none.
        :raises FeatureNotInPlan: when the tenant's plan is without the API.
        :raises TooManyWebhooks: when the tenant has `ENDPOINTS_MAX` already.
        """
        actor.require(Permission.WRITE_WEBHOOKS)
        _check(draft.url, draft.topics)
        endpoint = Endpoint(
            id=WebhookId(new_id()),
            tenant_id=actor.require_tenant(),
            url=draft.url,
            description=draft.description,
            topics=draft.topics,
            state=EndpointState.ACTIVE,
            pause_reason=None,
            health=Health(),
            created_at=self._clock.now(),
            version=1,
        )
        secret = make_secret()
        async with self._database.transaction(actor.scope) as connection:
            await require_feature(connection, endpoint.tenant_id, Feature.API)
            if await store.count(connection, endpoint.tenant_id) >= ENDPOINTS_MAX:
                raise TooManyWebhooks(limit=ENDPOINTS_MAX)
            sealed = SealedSecrets(sealed_secret=self._vault.seal(secret))
            await store.add(connection, endpoint, sealed)
            await self._note(connection, actor, "webhook.created", None, endpoint)
        return NewSecret(endpoint=endpoint, secret=secret)

    async def list_webhooks(self, actor: Actor, request: PageRequest) -> Page[Endpoint]:
        """List endpoints, the oldest first."""
        actor.require(Permission.READ_WEBHOOKS)
        async with self._database.read(actor.scope) as connection:
            statement = store.select_endpoints(actor.scope)
            return await page_by_id(connection, statement, request, store.to_endpoint)

    async def get_webhook(self, actor: Actor, webhook_id: WebhookId) -> Endpoint:
        """Return one endpoint.

        :raises WebhookNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_WEBHOOKS)
        async with self._database.read(actor.scope) as connection:
            return await get_endpoint(connection, actor.scope, webhook_id)

    async def edit_webhook(
        self,
        actor: Actor,
        webhook_id: WebhookId,
        changes: Mapping[str, Any],
        *,
        expected_version: int | None = None,
    ) -> Endpoint:
        """Change an endpoint; one that becomes active begins with a clean slate.

        :raises WebhookNotFound: when there is none for this actor.
        :raises PreconditionFailed: when it is not at ``expected_version`` any more.
        :raises Invalid: when the address or a topic is none.
        """
        actor.require(Permission.WRITE_WEBHOOKS)
        async with self._database.transaction(actor.scope) as connection:
            before = await get_endpoint(connection, actor.scope, webhook_id)
            if expected_version not in (None, before.version):
                raise PreconditionFailed
            after = _changed(before, changes)
            _check(after.url, after.topics)
            if not await store.save(connection, after, replacing=before.version):
                raise PreconditionFailed
            await self._note(connection, actor, "webhook.edited", before, after)
        return after

    async def delete_webhook(self, actor: Actor, webhook_id: WebhookId) -> None:
        """Remove an endpoint with all that waits for it.

        :raises WebhookNotFound: when there is none for this actor.
        """
        actor.require(Permission.WRITE_WEBHOOKS)
        async with self._database.transaction(actor.scope) as connection:
            before = await get_endpoint(connection, actor.scope, webhook_id)
            await store.remove(connection, webhook_id)
            await self._note(connection, actor, "webhook.deleted", before, None)

    async def rotate_secret(self, actor: Actor, webhook_id: WebhookId) -> NewSecret:
        """Make a new secret; the old one still signs beside it for `SECRET_OVERLAP`.

        :raises WebhookNotFound: when there is none for this actor.
        """
        actor.require(Permission.WRITE_WEBHOOKS)
        secret = make_secret()
        async with self._database.transaction(actor.scope) as connection:
            endpoint = await get_endpoint(connection, actor.scope, webhook_id)
            old = await store.find_secrets(connection, webhook_id)
            rotated = SealedSecrets(
                sealed_secret=self._vault.seal(secret),
                sealed_old_secret=old.sealed_secret if old else None,
                old_secret_until=self._clock.now() + SECRET_OVERLAP,
            )
            await store.save_secrets(connection, webhook_id, rotated)
            await self._note(connection, actor, "webhook.secret_rotated", endpoint, endpoint)
        return NewSecret(endpoint=endpoint, secret=secret)

    async def _note(
        self,
        connection: AsyncConnection,
        actor: Actor,
        action: str,
        before: Endpoint | None,
        after: Endpoint | None,
    ) -> None:
        endpoint = after or before
        assert endpoint is not None
        await audit.record(
            connection,
            actor,
            action,
            Subject(kind="webhook", id=endpoint.id),
            at=self._clock.now(),
            before=before,
            after=after,
            tenant_id=endpoint.tenant_id,
        )


async def get_endpoint(
    connection: AsyncConnection, scope: Scope, webhook_id: WebhookId
) -> Endpoint:
    """Return an endpoint inside the caller's transaction.

    :raises WebhookNotFound: when there is none in the scope.
    """
    statement = store.select_endpoints(scope).where(webhooks.c.id == webhook_id)
    found = await store.fetch(connection, statement)
    if not found:
        raise WebhookNotFound
    return found[0]


async def get_signed_endpoint(
    connection: AsyncConnection, scope: Scope, webhook_id: WebhookId, vault: Vault, *, at: datetime
) -> tuple[Endpoint, Sequence[str]]:
    """Return an endpoint with the secrets that sign at an instant, the newest first.

    :raises WebhookNotFound: when there is none in the scope.
    """
    endpoint = await get_endpoint(connection, scope, webhook_id)
    sealed = await store.find_secrets(connection, webhook_id)
    assert sealed is not None
    found = [vault.open(sealed.sealed_secret)]
    if sealed.sealed_old_secret and sealed.old_secret_until and at < sealed.old_secret_until:
        found.append(vault.open(sealed.sealed_old_secret))
    return endpoint, found


def _changed(before: Endpoint, changes: Mapping[str, Any]) -> Endpoint:
    after = replace(before, **changes, version=before.version + 1)
    if after.state is before.state:
        return after
    if after.is_active:
        return replace(after, pause_reason=None, health=Health())
    return replace(after, pause_reason=PauseReason.BY_HAND)


def _check(url: str, topics: tuple[str, ...]) -> None:
    if faults := faults_of(url):
        raise Invalid(*faults)
    for topic in topics:
        if topic not in TOPICS:
            raise TopicUnknown(topic)
