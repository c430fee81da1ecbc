"""The SQL of updates: claimed by whoever asks stations, moved on by what stations tell."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.leases import is_free
from sigec.db.listing import equal
from sigec.db.news import announce
from sigec.db.tenancy import visible
from sigec.kit.actor import Scope
from sigec.kit.ids import (
    FirmwareCampaignId,
    FirmwareUpdateId,
    StationId,
    TenantId,
    new_id,
)
from sigec.maintenance._store.tables import steps, updates
from sigec.maintenance.model import (
    Step,
    Update,
    UpdateKind,
    UpdateReason,
    UpdateStatus,
)

NEWS = "maintenance.updates"
LEASE = timedelta(seconds=90)
"""Longer than any station may take to answer."""
STEPS_MAX = 200
"""Of one update; what a station goes on repeating is only journaled."""
_NAMES = tuple(field.name for field in fields(Update))


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateFilter:
    """Which updates to list; each part narrows."""

    station_id: StationId | None = None
    campaign_id: FirmwareCampaignId | None = None
    status: UpdateStatus | None = None
    kind: UpdateKind | None = None


EVERY_UPDATE = UpdateFilter()


def select_updates(scope: Scope, wanted: UpdateFilter = EVERY_UPDATE) -> Select[Any]:
    """Begin every query of updates here."""
    equals = {
        updates.c.station_id: wanted.station_id,
        updates.c.campaign_id: wanted.campaign_id,
        updates.c.status: wanted.status and wanted.status.value,
        updates.c.kind: wanted.kind and wanted.kind.value,
    }
    columns = (updates.c[name] for name in _NAMES)
    return select(*columns).where(visible(updates, scope), *equal(equals))


async def find(
    connection: AsyncConnection,
    scope: Scope,
    update_id: FirmwareUpdateId,
    *,
    is_locked: bool = False,
) -> Update | None:
    """Return an update."""
    found = await _load(connection, scope, updates.c.id == update_id, is_locked=is_locked)
    return found[0] if found else None


async def find_open_of(
    connection: AsyncConnection, station_ids: Collection[StationId]
) -> Sequence[Update]:
    """Return what is under way at stations, locked, in the order of the updates' ids."""
    scope = Scope(tenant_id=None)
    mine = updates.c.station_id.in_(station_ids)
    return await _load(connection, scope, mine, updates.c.ended_at.is_(None), is_locked=True)


async def find_open_of_campaign(
    connection: AsyncConnection, campaign_id: FirmwareCampaignId
) -> Sequence[Update]:
    """Return what a campaign has under way, locked."""
    mine = updates.c.campaign_id == campaign_id
    is_open = updates.c.ended_at.is_(None)
    return await _load(connection, Scope(tenant_id=None), mine, is_open, is_locked=True)


async def load_of_campaign(
    connection: AsyncConnection, scope: Scope, campaign_id: FirmwareCampaignId
) -> Mapping[FirmwareUpdateId, Update]:
    """Return all updates of a campaign."""
    found = await _load(connection, scope, updates.c.campaign_id == campaign_id)
    return {each.id: each for each in found}


async def find_busy(
    connection: AsyncConnection, station_ids: Collection[StationId]
) -> frozenset[StationId]:
    """Return those of the stations that have an update under way."""
    statement = select(updates.c.station_id).where(
        updates.c.station_id.in_(station_ids), updates.c.ended_at.is_(None)
    )
    return frozenset((await connection.execute(statement)).scalars())


async def find_asked(
    connection: AsyncConnection, station_id: StationId, request_id: int
) -> Update | None:
    """Return the update that a station means by a number, locked."""
    found = await _load(
        connection,
        Scope(tenant_id=None),
        updates.c.station_id == station_id,
        updates.c.request_id == request_id,
        is_locked=True,
    )
    return found[0] if found else None


async def find_unproven(
    connection: AsyncConnection, station_ids: Collection[StationId], *, since: datetime
) -> Sequence[Update]:
    """Return what ended lately at stations without their boot having proved it, locked."""
    return await _load(
        connection,
        Scope(tenant_id=None),
        updates.c.station_id.in_(station_ids),
        updates.c.ended_at > since,
        updates.c.is_proven.is_(False),
        updates.c.kind == UpdateKind.UPDATE.value,
        is_locked=True,
    )


async def find_unheard(
    connection: AsyncConnection, *, before: datetime, limit: int
) -> Sequence[Update]:
    """Return what goes on and was not heard of since an instant, locked."""
    statement = (
        select_updates(Scope(tenant_id=None))
        .where(
            updates.c.ended_at.is_(None),
            updates.c.heard_at <= before,
            updates.c.status != UpdateStatus.WAITING.value,
        )
        .order_by(updates.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(map(to_update, (await connection.execute(statement)).mappings()))


async def next_request_id(connection: AsyncConnection, station_id: StationId) -> int:
    """Return a number that no update of the station has."""
    statement = select(func.max(updates.c.request_id)).where(updates.c.station_id == station_id)
    return ((await connection.execute(statement)).scalar() or 0) + 1


async def add(connection: AsyncConnection, one: Update) -> None:
    """Store a new update."""
    await connection.execute(insert(updates).values(_values(one)))
    announce(connection, NEWS)


async def save(connection: AsyncConnection, one: Update) -> None:
    """Store an update as it is now; whoever had claimed it has it no longer."""
    statement = update(updates).where(updates.c.id == one.id)
    await connection.execute(statement.values(**_values(one), locked_until=None))
    announce(connection, NEWS)


async def add_sent(connection: AsyncConnection, update_id: FirmwareUpdateId, end: int) -> None:
    """Note how far into our file a station has come."""
    mine = (updates.c.id == update_id) & (updates.c.sent_bytes < end)
    await connection.execute(update(updates).where(mine).values(sent_bytes=end))


async def claim(
    connection: AsyncConnection,
    *,
    at: datetime,
    limit: int,
    without: Collection[TenantId],
) -> Sequence[Update]:
    """Take up to ``limit`` updates whose stations are to be asked now, the oldest first.

    They are ours for `LEASE`; whoever dies meanwhile leaves them to the next claim.
    """
    due = (
        select(updates.c.id)
        .where(
            updates.c.next_try_at <= at,
            is_free(updates.c.locked_until, at),
            updates.c.tenant_id.not_in(without),
        )
        .order_by(updates.c.next_try_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")  # as a mere subquery PostgreSQL may run it twice and take more
    )
    taken = (
        update(updates)
        .where(updates.c.id.in_(select(due.c.id)))
        .values(locked_until=at + LEASE, attempts=updates.c.attempts + 1)
        .returning(*(updates.c[name] for name in _NAMES))
    )
    return list(map(to_update, (await connection.execute(taken)).mappings()))


async def is_any_due(connection: AsyncConnection, *, at: datetime) -> bool:
    """Say whether `claim` would find something; a cheap look that takes no lock."""
    statement = select(updates.c.id).where(
        updates.c.next_try_at <= at,
        is_free(updates.c.locked_until, at),
    )
    return (await connection.execute(statement.limit(1))).first() is not None


async def add_step(connection: AsyncConnection, one: Update, step: Step) -> None:
    """Write a line of an update's history."""
    mine = select(func.count()).where(steps.c.update_id == one.id)
    if (await connection.execute(mine)).scalar_one() >= STEPS_MAX:
        return
    await connection.execute(
        insert(steps).values(
            id=new_id(),
            tenant_id=one.tenant_id,
            update_id=one.id,
            word=step.word[:50],
            at=step.at,
            note=step.note and step.note[:500],
        )
    )


async def load_steps(
    connection: AsyncConnection, scope: Scope, update_id: FirmwareUpdateId
) -> Sequence[Step]:
    """Return an update's history, the earliest first."""
    statement = (
        select(steps.c.word, steps.c.at, steps.c.note)
        .where(visible(steps, scope), steps.c.update_id == update_id)
        .order_by(steps.c.id)
    )
    return [Step(**row) for row in (await connection.execute(statement)).mappings()]


def open_key_of(station_id: StationId, kind: UpdateKind) -> str:
    """Return the text that only one open update has."""
    return f"{kind}:{station_id}"


def to_update(row: Mapping[Any, Any]) -> Update:
    """Read a row of `select_updates`."""
    reason = row["reason"]
    return Update(
        **{
            **row,
            "kind": UpdateKind(row["kind"]),
            "status": UpdateStatus(row["status"]),
            "reason": None if reason is None else UpdateReason(reason),
            "locations": tuple(row["locations"]),
        }
    )


async def _load(
    connection: AsyncConnection,
    scope: Scope,
    *conditions: ColumnElement[bool],
    is_locked: bool = False,
) -> Sequence[Update]:
    statement = select_updates(scope).where(*conditions).order_by(updates.c.id)
    if is_locked:
        statement = statement.with_for_update()
    return list(map(to_update, (await connection.execute(statement)).mappings()))


def _values(one: Update) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in _NAMES}
    return {
        **values,
        "open_key": open_key_of(one.station_id, one.kind) if one.is_open else None,
        "kind": one.kind.value,
        "status": one.status.value,
        "reason": one.reason and one.reason.value,
        "locations": list(one.locations),
    }
