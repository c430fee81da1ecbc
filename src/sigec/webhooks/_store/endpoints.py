"""The SQL of endpoints and their secrets."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.tenancy import visible
from sigec.kit.actor import PLATFORM, Scope
from sigec.kit.ids import TenantId, WebhookId
from sigec.webhooks._store.tables import attempts, deliveries, webhooks
from sigec.webhooks.model import Endpoint, EndpointState, Health, PauseReason

_SECRETS = ("sealed_secret", "sealed_old_secret", "old_secret_until")
_HEALTH = tuple(field.name for field in fields(Health))
_PLAIN = ("id", "tenant_id", "url", "description", "created_at", "version")
_SHOWN = (*_PLAIN, "topics", "state", "pause_reason", *_HEALTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedSecrets:
    """The secrets of an endpoint as they are stored; the old one signs until an instant."""

    sealed_secret: bytes
    sealed_old_secret: bytes | None = None
    old_secret_until: datetime | None = None


def select_endpoints(scope: Scope) -> Select[Any]:
    """Begin every query of endpoints here; their secrets are not among the columns."""
    return select(*(webhooks.c[name] for name in _SHOWN)).where(visible(webhooks, scope))


async def fetch(connection: AsyncConnection, statement: Select[Any]) -> Sequence[Endpoint]:
    """Return the rows of `select_endpoints`."""
    return [to_endpoint(row) for row in (await connection.execute(statement)).mappings()]


async def fetch_of(
    connection: AsyncConnection, tenant_ids: Collection[TenantId | None]
) -> Sequence[Endpoint]:
    """Return the endpoints of several tenants."""
    of_them = webhooks.c.tenant_id.in_([each for each in tenant_ids if each is not None])
    return await fetch(connection, select_endpoints(PLATFORM).where(of_them))


async def find_locked(connection: AsyncConnection, webhook_id: WebhookId) -> Endpoint | None:
    """Return an endpoint whose row nobody else changes until this transaction ends."""
    statement = select_endpoints(PLATFORM).where(webhooks.c.id == webhook_id).with_for_update()
    found = await fetch(connection, statement)
    return found[0] if found else None


async def count(connection: AsyncConnection, tenant_id: TenantId) -> int:
    """Return how many a tenant has."""
    statement = select(func.count()).where(webhooks.c.tenant_id == tenant_id)
    found: int = (await connection.execute(statement)).scalar_one()
    return found


async def add(connection: AsyncConnection, endpoint: Endpoint, secrets: SealedSecrets) -> None:
    """Store a new endpoint."""
    values = {**_values(endpoint), **{name: getattr(secrets, name) for name in _SECRETS}}
    await connection.execute(insert(webhooks).values(**values))


async def save(connection: AsyncConnection, endpoint: Endpoint, *, replacing: int) -> bool:
    """Store an edited endpoint; ``False`` when ``replacing`` is not its version any more."""
    statement = (
        update(webhooks)
        .where(webhooks.c.id == endpoint.id, webhooks.c.version == replacing)
        .values(**_values(endpoint))
    )
    return (await connection.execute(statement)).rowcount == 1


async def save_health(
    connection: AsyncConnection,
    webhook_id: WebhookId,
    health: Health,
    pause: PauseReason | None = None,
) -> None:
    """Store what an attempt says of an endpoint, and that it is paused because of it."""
    values: dict[str, Any] = {name: getattr(health, name) for name in _HEALTH}
    if pause is not None:
        values |= {"state": EndpointState.PAUSED.value, "pause_reason": pause.value}
    await connection.execute(update(webhooks).where(webhooks.c.id == webhook_id).values(**values))


async def find_secrets(connection: AsyncConnection, webhook_id: WebhookId) -> SealedSecrets | None:
    """Return the stored secrets of an endpoint."""
    statement = select(*(webhooks.c[name] for name in _SECRETS)).where(webhooks.c.id == webhook_id)
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else SealedSecrets(**row)


async def save_secrets(
    connection: AsyncConnection, webhook_id: WebhookId, secrets: SealedSecrets
) -> None:
    """Store other secrets."""
    values = {name: getattr(secrets, name) for name in _SECRETS}
    await connection.execute(update(webhooks).where(webhooks.c.id == webhook_id).values(**values))


async def remove(connection: AsyncConnection, webhook_id: WebhookId) -> None:
    """Remove an endpoint with its deliveries and their attempts."""
    own = select(deliveries.c.id).where(deliveries.c.webhook_id == webhook_id)
    await connection.execute(delete(attempts).where(attempts.c.delivery_id.in_(own)))
    await connection.execute(delete(deliveries).where(deliveries.c.webhook_id == webhook_id))
    await connection.execute(delete(webhooks).where(webhooks.c.id == webhook_id))


def to_endpoint(row: RowMapping) -> Endpoint:
    """Read a row of `select_endpoints`."""
    reason = row["pause_reason"]
    return Endpoint(
        **{name: row[name] for name in _PLAIN},
        topics=tuple(row["topics"]),
        state=EndpointState(row["state"]),
        pause_reason=None if reason is None else PauseReason(reason),
        health=Health(**{name: row[name] for name in _HEALTH}),
    )


def _values(endpoint: Endpoint) -> dict[str, Any]:
    return {
        **{name: getattr(endpoint, name) for name in _PLAIN},
        "topics": list(endpoint.topics),
        "state": endpoint.state.value,
        "pause_reason": endpoint.pause_reason and endpoint.pause_reason.value,
        **{name: getattr(endpoint.health, name) for name in _HEALTH},
    }
