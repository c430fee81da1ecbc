"""What meters said during sessions: a row per instant and context, more if told in pieces."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, Select, insert, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.bulk import append_rows
from sigec.db.many import among
from sigec.kit.ids import SessionId, TenantId
from sigec.sessions._store.tables import readings
from sigec.sessions.model import MeterSample

_VALUES = (
    "energy_wh",
    "interval_wh",
    "power_w",
    "offered_w",
    "current_a",
    "voltage_v",
    "soc_percent",
)
_SAMPLE_FIELDS = ("context", "location", *_VALUES)

Key = tuple[SessionId, datetime, str]
"""What a repeat of a reading has in common with it: session, instant, context."""
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
    def key(self) -> Key:
        """What a repeat of the reading has in common with it."""
        return (self.session_id, self.at, self.sample.context)

    @property
    def brought(self) -> frozenset[str]:
        """The names of the values it has."""
        return frozenset(name for name in _VALUES if getattr(self.sample, name) is not None)


async def add(connection: AsyncConnection, new: Sequence[NewReading]) -> None:
    """Store readings that are not stored yet.

    Some stations tell one instant in pieces, energy and power each on their own: what brings a
    value that is not known of the instant is no repeat.
    """
    if not new:
        return
    known = await _known(connection, {reading.session_id for reading in new}, new)
    rows = []
    for reading in new:
        told = known.get(reading.key)
        if told is None or not reading.brought <= told:
            known[reading.key] = (told or frozenset()) | reading.brought
            rows.append(_row(reading))
    await append_rows(connection, _INSERT, rows)


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
) -> dict[Key, frozenset[str]]:
    """Return the names of the values that are stored of each instant."""
    values = [readings.c[name] for name in _VALUES]
    statement = select(readings.c.session_id, readings.c.at, readings.c.context, *values).where(
        among(readings.c.session_id, session_ids, connection.dialect.name),
        readings.c.at >= min(reading.at for reading in new),
    )
    known: dict[Key, frozenset[str]] = {}
    for session_id, at, context, *stored in await connection.execute(statement):
        key = (session_id, at, context)
        told = (name for name, value in zip(_VALUES, stored, strict=True) if value is not None)
        known[key] = known.get(key, frozenset()).union(told)
    return known


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
