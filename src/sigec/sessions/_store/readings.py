"""What meters said during sessions: one row per instant and context."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, Select, insert, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.bulk import execute_rows
from sigec.kit.ids import SessionId, TenantId
from sigec.sessions._store.tables import readings
from sigec.sessions.model import MeterSample

_SAMPLE_FIELDS = (
    "context",
    "location",
    "energy_wh",
    "interval_wh",
    "power_w",
    "offered_w",
    "current_a",
    "voltage_v",
    "soc_percent",
)
_INSERT = insert(readings)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReading:
    """A sample of a session, at an instant that is known."""

    tenant_id: TenantId
    session_id: SessionId
    at: datetime
    received_at: datetime
    sample: MeterSample

    @property
    def key(self) -> tuple[SessionId, datetime, str]:
        """What a repeat of the reading has in common with it."""
        return (self.session_id, self.at, self.sample.context)


async def add(connection: AsyncConnection, new: Sequence[NewReading]) -> None:
    """Store readings that are not stored yet."""
    if not new:
        return
    known = await _known(connection, {reading.session_id for reading in new}, new)
    rows: dict[Any, dict[str, Any]] = {}
    for reading in new:
        if reading.key not in known:
            rows.setdefault(reading.key, _row(reading))
    await execute_rows(connection, _INSERT, list(rows.values()))


async def load(
    connection: AsyncConnection,
    session_id: SessionId,
    *,
    after: datetime | None = None,
    limit: int | None = None,
) -> Sequence[MeterSample]:
    """Return a session's readings in the order of their instants."""
    statement = _select(session_id)
    if after is not None:
        statement = statement.where(readings.c.at > after)
    statement = statement.order_by(readings.c.at, readings.c.context).limit(limit)
    return await _fetch(connection, statement)


async def load_around(
    connection: AsyncConnection,
    session_id: SessionId,
    instants: Iterable[datetime],
    *,
    location: str | None,
) -> Sequence[MeterSample]:
    """Return what a register showed last before each instant and first from it on, in order."""
    at = readings.c.at
    here = _select(session_id).where(
        readings.c.energy_wh.is_not(None), readings.c.location == location
    )
    nearest = [
        half
        for instant in instants
        for half in (
            here.where(at < instant).order_by(at.desc()).limit(1),
            here.where(at >= instant).order_by(at).limit(1),
        )
    ]
    # SQLite takes no limit inside a union, unless each half is a table of its own.
    statement = union(*(select(half.subquery()) for half in nearest)).order_by("at", "context")
    return await _fetch(connection, statement)


def _select(session_id: SessionId) -> Select[Any]:
    columns = [readings.c[name] for name in ("at", *_SAMPLE_FIELDS, "other")]
    return select(*columns).where(readings.c.session_id == session_id)


async def _fetch(
    connection: AsyncConnection, statement: Select[Any] | CompoundSelect[Any]
) -> Sequence[MeterSample]:
    return [
        MeterSample(**{**row, "other": row["other"] or {}})
        for row in (await connection.execute(statement)).mappings()
    ]


async def _known(
    connection: AsyncConnection,
    session_ids: Collection[SessionId],
    new: Sequence[NewReading],
) -> set[tuple[SessionId, datetime, str]]:
    statement = select(readings.c.session_id, readings.c.at, readings.c.context).where(
        readings.c.session_id.in_(session_ids),
        readings.c.at >= min(reading.at for reading in new),
    )
    return {tuple(row) for row in await connection.execute(statement)}


def _row(reading: NewReading) -> dict[str, Any]:
    sample = reading.sample
    return {
        "tenant_id": reading.tenant_id,
        "session_id": reading.session_id,
        "at": reading.at,
        "received_at": reading.received_at,
        **{name: getattr(sample, name) for name in _SAMPLE_FIELDS},
        "other": dict(sample.other) or None,
    }
