"""The SQL of logs of stations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.listing import equal
from sigec.db.tenancy import visible
from sigec.kit.actor import PLATFORM, Scope
from sigec.kit.ids import StationId, StationLogId
from sigec.maintenance._store.tables import logs
from sigec.maintenance.model import LogReason, LogStatus, StationLog
from sigec.stations.model import LogKind

_NAMES = tuple(field.name for field in fields(StationLog))


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilter:
    """Which logs to list; each part narrows."""

    station_id: StationId | None = None
    kind: LogKind | None = None
    status: LogStatus | None = None


EVERY_LOG = LogFilter()


def select_logs(scope: Scope, wanted: LogFilter = EVERY_LOG) -> Select[Any]:
    """Begin every query of logs here."""
    equals = {
        logs.c.station_id: wanted.station_id,
        logs.c.kind: wanted.kind and wanted.kind.value,
        logs.c.status: wanted.status and wanted.status.value,
    }
    columns = (logs.c[name] for name in _NAMES)
    return select(*columns).where(visible(logs, scope), *equal(equals))


async def find(
    connection: AsyncConnection,
    scope: Scope,
    log_id: StationLogId,
    *,
    is_locked: bool = False,
) -> StationLog | None:
    """Return a log."""
    statement = select_logs(scope).where(logs.c.id == log_id)
    return await _one(connection, statement, is_locked=is_locked)


async def find_meant(
    connection: AsyncConnection,
    station_id: StationId,
    *,
    request_id: int | None,
) -> StationLog | None:
    """Return what a station means by a number, or without one the latest that is open, locked."""
    statement = select_logs(PLATFORM).where(logs.c.station_id == station_id)
    if request_id is None:
        statement = statement.where(logs.c.ended_at.is_(None))
    else:
        statement = statement.where(logs.c.request_id == request_id)
    statement = statement.order_by(logs.c.id.desc()).limit(1)
    return await _one(connection, statement, is_locked=True)


async def find_open(
    connection: AsyncConnection, station_id: StationId, kind: LogKind
) -> StationLog | None:
    """Return the log of a kind that a station is being asked for, locked."""
    statement = select_logs(PLATFORM, LogFilter(station_id=station_id, kind=kind)).where(
        logs.c.ended_at.is_(None)
    )
    return await _one(connection, statement, is_locked=True)


async def find_unheard(
    connection: AsyncConnection, *, before: datetime, limit: int
) -> Sequence[StationLog]:
    """Return what is open and was not heard of since an instant, locked."""
    statement = (
        select_logs(PLATFORM)
        .where(logs.c.ended_at.is_(None), logs.c.heard_at <= before)
        .order_by(logs.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(map(to_log, (await connection.execute(statement)).mappings()))


async def find_old(
    connection: AsyncConnection, *, before: datetime, limit: int
) -> Sequence[StationLog]:
    """Return what ended before an instant, the oldest first."""
    statement = (
        select_logs(PLATFORM)
        .where(logs.c.ended_at.is_not(None), logs.c.created_at < before)
        .order_by(logs.c.id)
        .limit(limit)
    )
    return list(map(to_log, (await connection.execute(statement)).mappings()))


async def next_request_id(connection: AsyncConnection, station_id: StationId) -> int:
    """Return a number that no log of the station has."""
    statement = select(func.max(logs.c.request_id)).where(logs.c.station_id == station_id)
    return ((await connection.execute(statement)).scalar() or 0) + 1


async def add(connection: AsyncConnection, log: StationLog) -> None:
    """Store a new request."""
    await connection.execute(insert(logs).values(_values(log)))


async def save(connection: AsyncConnection, log: StationLog) -> None:
    """Store a request as it is now."""
    await connection.execute(update(logs).where(logs.c.id == log.id).values(_values(log)))


async def remove(connection: AsyncConnection, log_id: StationLogId) -> None:
    """Forget a request; its file is somebody else's to remove."""
    await connection.execute(delete(logs).where(logs.c.id == log_id))


def to_log(row: Mapping[Any, Any]) -> StationLog:
    """Read a row of `select_logs`."""
    reason = row["reason"]
    return StationLog(
        **{
            **row,
            "kind": LogKind(row["kind"]),
            "status": LogStatus(row["status"]),
            "reason": None if reason is None else LogReason(reason),
        }
    )


async def _one(
    connection: AsyncConnection, statement: Select[Any], *, is_locked: bool
) -> StationLog | None:
    if is_locked:
        statement = statement.with_for_update()
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else to_log(row)


def _values(log: StationLog) -> dict[str, Any]:
    values = {name: getattr(log, name) for name in _NAMES}
    return {
        **values,
        "open_key": f"{log.kind}:{log.station_id}" if log.is_open else None,
        "kind": log.kind.value,
        "status": log.status.value,
        "reason": log.reason and log.reason.value,
    }
