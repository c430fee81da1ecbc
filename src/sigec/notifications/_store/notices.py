"""The SQL of notices: each key once, and what a recipient reads in the app."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Insert, RowMapping, Select, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.bulk import execute_rows
from sigec.db.tenancy import visible
from sigec.db.upserts import insert_into
from sigec.kit.actor import Scope
from sigec.kit.ids import NoticeId, RecipientId, TenantId
from sigec.notifications._store.tables import (
    attempts,
    deliveries,
    notices,
    preferences,
    push_subscriptions,
    wishes,
)
from sigec.notifications.model import Channel, Kind, Notice, RecipientKind, Wording
from sigec.tenants.model import Language

_NAMES = tuple(field.name for field in fields(Notice))


def select_inbox(scope: Scope, recipient_ids: Collection[RecipientId]) -> Select[Any]:
    """Begin every query of what somebody reads here."""
    return select(*(notices.c[name] for name in _NAMES)).where(
        visible(notices, scope), _is_of(recipient_ids), notices.c.is_shown
    )


async def count_unread(
    connection: AsyncConnection, scope: Scope, recipient_ids: Collection[RecipientId]
) -> int:
    """Return how much of it is not read yet."""
    unread = select_inbox(scope, recipient_ids).where(notices.c.read_at.is_(None)).subquery()
    found: int = (await connection.execute(select(func.count()).select_from(unread))).scalar_one()
    return found


async def mark_read(
    connection: AsyncConnection,
    scope: Scope,
    recipient_ids: Collection[RecipientId],
    *,
    at: datetime,
    notice_id: NoticeId | None = None,
) -> int:
    """Note that a notice, or all of them, were read; return how many were not before."""
    conditions: list[ColumnElement[bool]] = [
        visible(notices, scope),
        _is_of(recipient_ids),
        notices.c.read_at.is_(None),
    ]
    if notice_id is not None:
        conditions.append(notices.c.id == notice_id)
    statement = update(notices).where(*conditions).values(read_at=at)
    return (await connection.execute(statement)).rowcount


async def find_known(connection: AsyncConnection, keys: Collection[str]) -> Collection[str]:
    """Return those of the keys that were told already."""
    statement = select(notices.c.key).where(notices.c.key.in_(keys))
    return set((await connection.execute(statement)).scalars())


async def add(connection: AsyncConnection, new: Sequence[Notice]) -> Sequence[Notice]:
    """Store those of the notices whose key is new, and return them."""
    if not new:
        return []
    await execute_rows(connection, _insertion(connection.dialect.name), [_values(n) for n in new])
    ids = [notice.id for notice in new]
    stored = select(notices.c.id).where(notices.c.id.in_(ids))
    kept = set((await connection.execute(stored)).scalars())
    return [notice for notice in new if notice.id in kept]


async def load(connection: AsyncConnection, notice_ids: Collection[NoticeId]) -> Sequence[Notice]:
    """Return notices by their ids."""
    statement = select(*(notices.c[name] for name in _NAMES)).where(notices.c.id.in_(notice_ids))
    return [to_notice(row) for row in (await connection.execute(statement)).mappings()]


async def find_by_subject(
    connection: AsyncConnection, kind: Kind, session_ids: Collection[Any]
) -> Sequence[Notice]:
    """Return the notices of a kind about these sessions."""
    statement = select(*(notices.c[name] for name in _NAMES)).where(
        notices.c.session_id.in_(session_ids), notices.c.kind == kind.value
    )
    return [to_notice(row) for row in (await connection.execute(statement)).mappings()]


async def reword(connection: AsyncConnection, notice_id: NoticeId, words: Wording) -> None:
    """Store other words of a notice."""
    await connection.execute(
        update(notices)
        .where(notices.c.id == notice_id)
        .values(subject=words.subject, text=words.text)
    )


async def remove_old(connection: AsyncConnection, *, before: datetime, limit: int) -> int:
    """Remove up to ``limit`` notices from before an instant, with all that was sent of them."""
    old = select(notices.c.id).where(notices.c.created_at < before)
    ids = list((await connection.execute(old.order_by(notices.c.id).limit(limit))).scalars())
    await _remove(connection, ids)
    return len(ids)


async def forget_recipient(
    connection: AsyncConnection, tenant_id: TenantId, recipient_id: RecipientId
) -> None:
    """Remove everything that was told to somebody, and how they wanted to be told."""
    of_them = select(notices.c.id).where(
        notices.c.tenant_id == tenant_id, notices.c.recipient_id == recipient_id
    )
    await _remove(connection, list((await connection.execute(of_them)).scalars()))
    for table in (preferences, push_subscriptions):
        await connection.execute(delete(table).where(table.c.recipient_id == recipient_id))
    await connection.execute(delete(wishes).where(wishes.c.person_id == recipient_id))


def to_notice(row: RowMapping) -> Notice:
    """Read a row of `select_inbox`."""
    return Notice(
        **{
            **{name: row[name] for name in _NAMES},
            "kind": Kind(row["kind"]),
            "recipient_kind": RecipientKind(row["recipient_kind"]),
            "language": Language(row["language"]),
            "route": tuple(Channel(each) for each in row["route"]),
        }
    )


def _is_of(recipient_ids: Collection[RecipientId]) -> ColumnElement[bool]:
    return notices.c.recipient_id.in_(recipient_ids)


async def _remove(connection: AsyncConnection, ids: Sequence[NoticeId]) -> None:
    sent = select(deliveries.c.id).where(deliveries.c.notice_id.in_(ids))
    await connection.execute(delete(attempts).where(attempts.c.delivery_id.in_(sent)))
    await connection.execute(delete(deliveries).where(deliveries.c.notice_id.in_(ids)))
    await connection.execute(delete(notices).where(notices.c.id.in_(ids)))


@cache
def _insertion(dialect: str) -> Insert:
    return insert_into(notices, dialect).on_conflict_do_nothing(index_elements=["key"])


def _values(notice: Notice) -> dict[str, Any]:
    return {name: getattr(notice, name) for name in _NAMES} | {
        "kind": notice.kind.value,
        "recipient_kind": notice.recipient_kind.value,
        "language": notice.language.value,
        "route": [channel.value for channel in notice.route],
    }
