"""The table of API keys: what they may do, and digests of their secrets."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    RowMapping,
    Select,
    String,
    Table,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.accounts.model import ApiKey, KeyScope, KeyState, OldSecret
from sigec.db import metadata
from sigec.db.tenancy import visible
from sigec.db.types import Id, Json, UtcDateTime
from sigec.kit.actor import Scope
from sigec.kit.ids import ApiKeyId, TenantId, UserId

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, ForeignKey("tenants.id"), nullable=False),
    Column("name", String(100), nullable=False),
    Column("scopes", Json, nullable=False),
    Column("prefix", String(20), nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("requests_per_min", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("created_by", Id),
    Column("expires_at", UtcDateTime),
    Column("last_used_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
    Column("old_prefix", String(20)),
    Column("old_digest", LargeBinary),
    Column("old_valid_until", UtcDateTime),
    Column("old_last_used_at", UtcDateTime),
    Column("version", Integer, nullable=False),
    Index("ix_api_keys_tenant_id", "tenant_id"),
    Index("uq_api_keys_prefix", "prefix", unique=True),
    Index("uq_api_keys_old_prefix", "old_prefix", unique=True),
)

_SHOWN = [column for column in api_keys.c if column.name not in {"digest", "old_digest"}]
_EDITED = ("name", "requests_per_min", "expires_at", "revoked_at", "version")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundKey:
    """A key, and the digest of the one of its secrets that was asked for."""

    key: ApiKey
    digest: bytes


def select_keys(scope: Scope) -> Select[Any]:
    """Begin every query of keys here; the digests are not among the columns."""
    return select(*_SHOWN).where(visible(api_keys, scope))


def in_state(statement: Select[Any], state: KeyState, *, at: datetime) -> Select[Any]:
    """Keep the keys that are in this state at an instant."""
    is_past = api_keys.c.expires_at <= at
    match state:
        case KeyState.REVOKED:
            return statement.where(api_keys.c.revoked_at.is_not(None))
        case KeyState.EXPIRED:
            return statement.where(api_keys.c.revoked_at.is_(None), is_past)
        case KeyState.ACTIVE:
            is_open = or_(api_keys.c.expires_at.is_(None), ~is_past)
            return statement.where(api_keys.c.revoked_at.is_(None), is_open)


async def find(
    connection: AsyncConnection, scope: Scope, key_id: ApiKeyId, *, to_edit: bool = False
) -> ApiKey | None:
    """Return a key of the scope; ``to_edit`` keeps others from it until this transaction ends."""
    statement = select_keys(scope).where(api_keys.c.id == key_id)
    if to_edit:
        statement = statement.with_for_update()
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else to_key(row)


async def find_by_prefix(connection: AsyncConnection, prefix: str) -> FoundKey | None:
    """Return the key that has, or had before its rotation, the secret of this prefix."""
    is_it = or_(api_keys.c.prefix == prefix, api_keys.c.old_prefix == prefix)
    row = (await connection.execute(select(api_keys).where(is_it))).mappings().first()
    if row is None:
        return None
    digest = row["digest"] if row["prefix"] == prefix else row["old_digest"]
    return FoundKey(key=to_key(row), digest=digest)


async def count_active(connection: AsyncConnection, tenant_id: TenantId, *, at: datetime) -> int:
    """Return how many good keys a tenant has."""
    statement = select(func.count()).where(api_keys.c.tenant_id == tenant_id)
    found: int = (
        await connection.execute(in_state(statement, KeyState.ACTIVE, at=at))
    ).scalar_one()
    return found


async def add(connection: AsyncConnection, key: ApiKey, digest: bytes) -> None:
    """Store a new key."""
    values = {
        **_edited_values(key),
        "id": key.id,
        "tenant_id": key.tenant_id,
        "prefix": key.prefix,
        "digest": digest,
        "created_at": key.created_at,
        "created_by": key.created_by,
    }
    await connection.execute(insert(api_keys).values(**values))


async def save(connection: AsyncConnection, key: ApiKey) -> None:
    """Store an edited key; its secrets and their use stay."""
    statement = update(api_keys).where(api_keys.c.id == key.id)
    await connection.execute(statement.values(**_edited_values(key)))


async def save_rotated(connection: AsyncConnection, key: ApiKey, digest: bytes) -> None:
    """Store the new secret of a key beside its old one."""
    old = key.old
    assert old is not None
    statement = (
        update(api_keys)
        .where(api_keys.c.id == key.id)
        .values(
            prefix=key.prefix,
            digest=digest,
            last_used_at=None,
            old_prefix=old.prefix,
            old_digest=api_keys.c.digest,
            old_valid_until=old.valid_until,
            old_last_used_at=api_keys.c.last_used_at,
            version=key.version,
        )
    )
    await connection.execute(statement)


async def save_without_old(connection: AsyncConnection, key: ApiKey) -> None:
    """Forget the old secret of a key."""
    names = ("old_prefix", "old_digest", "old_valid_until", "old_last_used_at")
    values = {**dict.fromkeys(names), "version": key.version}
    await connection.execute(update(api_keys).where(api_keys.c.id == key.id).values(**values))


async def save_uses(connection: AsyncConnection, uses: Mapping[str, datetime]) -> None:
    """Remember when the secrets of these prefixes were last used."""
    for prefix, at in sorted(uses.items()):
        for name, used in (("prefix", "last_used_at"), ("old_prefix", "old_last_used_at")):
            statement = update(api_keys).where(api_keys.c[name] == prefix)
            await connection.execute(statement.values({used: at}))


async def fetch_names(connection: AsyncConnection, ids: Collection[UserId]) -> Mapping[UserId, str]:
    """Return the names of those ids that are keys'."""
    statement = select(api_keys.c.id, api_keys.c.name).where(api_keys.c.id.in_(ids))
    return {UserId(row.id): row.name for row in await connection.execute(statement)}


def to_key(row: RowMapping) -> ApiKey:
    """Read a row of `select_keys`."""
    old = None
    if row["old_prefix"] is not None:
        old = OldSecret(
            prefix=row["old_prefix"],
            valid_until=row["old_valid_until"],
            last_used_at=row["old_last_used_at"],
        )
    # A scope that a later version of ours gave, and this one does not know, allows nothing here.
    known = frozenset(KeyScope)
    return ApiKey(
        id=row["id"],
        tenant_id=row["tenant_id"],
        name=row["name"],
        scopes=frozenset(KeyScope(scope) for scope in row["scopes"] if scope in known),
        prefix=row["prefix"],
        requests_per_min=row["requests_per_min"],
        created_at=row["created_at"],
        created_by=row["created_by"],
        expires_at=row["expires_at"],
        last_used_at=row["last_used_at"],
        revoked_at=row["revoked_at"],
        old=old,
        version=row["version"],
    )


def _edited_values(key: ApiKey) -> dict[str, Any]:
    return {
        **{name: getattr(key, name) for name in _EDITED},
        "scopes": sorted(scope.value for scope in key.scopes),
    }
