"""Write the audit and read it.

All functions take the caller's ``connection`` and open no transaction: an act and its audit row
are committed together or not at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.audit._store import audit
from sigec.db.bulk import execute_rows
from sigec.db.listing import equal, within
from sigec.kit.actor import Actor
from sigec.kit.ids import AuditId, TenantId, UserId, new_id
from sigec.kit.periods import ALWAYS, Period

_INSERT = insert(audit)
MASK = "***"
_SECRET_WORDS = ("password", "secret", "token", "api_key", "private_key")
_PUBLIC_NAMES = frozenset({"id_token", "id_token_id"})
"""Named like secrets, and printed on cards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an act was done to: ``Subject(kind="station", id=station.id)``; a plan has a code."""

    kind: str
    id: UUID | str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One act. ``before`` and ``after`` hold only what changed, with secrets masked."""

    id: AuditId
    tenant_id: TenantId | None
    at: datetime
    actor_kind: str
    actor_id: UserId | None
    address: str | None
    action: str
    subject_kind: str
    subject_id: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """Which acts to read; each part narrows."""

    subject_kind: str | None = None
    subject_id: UUID | None = None
    action: str | None = None
    actor_id: UserId | None = None
    happened: Period = ALWAYS


EVERY_ACT = AuditFilter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One of many acts that are noted together; see `record`."""

    action: str
    subject: Subject
    before: object | None = None
    after: object | None = None


async def record(
    connection: AsyncConnection,
    actor: Actor,
    action: str,
    subject: Subject,
    *,
    at: datetime,
    before: object | None = None,
    after: object | None = None,
    tenant_id: TenantId | None = None,
) -> None:
    """Note that ``actor`` did ``action`` (``station.edited``) to ``subject``.

    The row belongs to ``tenant_id``, by default the actor's. ``before`` and ``after`` are the
    thing itself (a JSON-safe dataclass or mapping); of an edit only the differences are kept.
    """
    act = Act(action=action, subject=subject, before=before, after=after)
    await connection.execute(insert(audit).values(_values(actor, act, at, tenant_id)))


async def record_all(
    connection: AsyncConnection,
    actor: Actor,
    acts: Sequence[Act],
    *,
    at: datetime,
    tenant_id: TenantId | None = None,
) -> None:
    """Note many acts at once, as `record` notes one."""
    rows = [_values(actor, act, at, tenant_id) for act in acts]
    await execute_rows(connection, _INSERT, rows)


async def erase(connection: AsyncConnection, subject: Subject) -> None:
    """Forget what acts changed of a person who asked to be forgotten; that they happened stays."""
    statement = update(audit).where(
        audit.c.subject_kind == subject.kind, audit.c.subject_id == str(subject.id)
    )
    await connection.execute(statement.values(before=None, after=None))


async def read(
    connection: AsyncConnection,
    *,
    tenant_id: TenantId | None,
    limit: int,
    before_id: AuditId | None = None,
    wanted: AuditFilter = EVERY_ACT,
) -> Sequence[AuditEntry]:
    """Return up to ``limit`` acts, latest first; ``tenant_id`` of ``None`` means all tenants'."""
    statement = select(*(audit.c[field.name] for field in fields(AuditEntry)))
    if tenant_id is not None:
        statement = statement.where(audit.c.tenant_id == tenant_id)
    if before_id is not None:
        statement = statement.where(audit.c.id < before_id)
    equals = {
        audit.c.subject_kind: wanted.subject_kind,
        audit.c.subject_id: wanted.subject_id and str(wanted.subject_id),
        audit.c.action: wanted.action,
        audit.c.actor_id: wanted.actor_id,
    }
    statement = statement.where(*equal(equals), *within(audit.c.at, wanted.happened))
    rows = await connection.execute(statement.order_by(audit.c.id.desc()).limit(limit))
    return [AuditEntry(**row) for row in rows.mappings()]


def _values(actor: Actor, act: Act, at: datetime, tenant_id: TenantId | None) -> dict[str, Any]:
    before, after = _differences(_masked(act.before), _masked(act.after))
    return {
        "id": new_id(),
        "tenant_id": tenant_id or actor.tenant_id,
        "at": at,
        "actor_kind": actor.kind.value,
        "actor_id": actor.user_id,
        "address": actor.address,
        "action": act.action,
        "subject_kind": act.subject.kind,
        "subject_id": str(act.subject.id),
        "before": before,
        "after": after,
    }


def _masked(thing: object | None) -> dict[str, Any] | None:
    if thing is None:
        return None
    return {
        name: MASK if value is not None and _is_secret(name) else value
        for name, value in _fields_of(thing).items()
    }


def _fields_of(thing: object) -> Mapping[str, Any]:
    if is_dataclass(thing) and not isinstance(thing, type):
        return asdict(thing)
    assert isinstance(thing, Mapping)
    return thing


def _is_secret(name: str) -> bool:
    return name not in _PUBLIC_NAMES and any(word in name for word in _SECRET_WORDS)


def _differences(
    before: dict[str, Any] | None, after: dict[str, Any] | None
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    if before is None or after is None:
        return before, after
    changed = {name for name in after if name not in before or before[name] != after[name]}
    return _only(before, changed), _only(after, changed)


def _only(values: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in names}
