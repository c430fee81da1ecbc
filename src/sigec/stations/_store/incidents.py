"""The SQL of incidents: at most one is open under a key."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, case, func, insert, not_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.listing import equal, within
from sigec.db.tenancy import visible
from sigec.kit.actor import Scope
from sigec.kit.ids import IncidentId, SessionId, SiteId, SourceId, StationId, TenantId
from sigec.kit.periods import ALWAYS, Period
from sigec.stations._store.tables import incidents, stations
from sigec.stations.model import Incident, IncidentKind, Severity

_COLUMNS = tuple(column for column in incidents.c if column.name != "open_key")


_RANKS = {severity.value: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFilter:
    """What a list is restricted to; each part narrows. ``opened`` bounds when they opened."""

    kind: IncidentKind | None = None
    severity: Severity | None = None
    is_open: bool | None = None
    is_acknowledged: bool | None = None
    site_id: SiteId | None = None
    station_id: StationId | None = None
    session_id: SessionId | None = None
    source_id: SourceId | None = None
    opened: Period = ALWAYS


EVERY_INCIDENT = IncidentFilter()


def select_incidents(scope: Scope) -> Select[Any]:
    """Begin every query of incidents that people ask: a tenant sees its own, the platform all."""
    return select(*_COLUMNS).where(visible(incidents, scope))


def conditions(wanted: IncidentFilter) -> list[ColumnElement[bool]]:
    """Return what keeps the incidents that are wanted."""
    equals = {
        incidents.c.kind: wanted.kind and wanted.kind.value,
        incidents.c.severity: wanted.severity and wanted.severity.value,
        incidents.c.station_id: wanted.station_id,
        incidents.c.session_id: wanted.session_id,
        incidents.c.source_id: wanted.source_id,
    }
    found = equal(equals) + within(incidents.c.opened_at, wanted.opened)
    if wanted.is_open is not None:
        is_closed = incidents.c.closed_at.is_not(None)
        found.append(not_(is_closed) if wanted.is_open else is_closed)
    if wanted.is_acknowledged is not None:
        is_known = incidents.c.acknowledged_at.is_not(None)
        found.append(is_known if wanted.is_acknowledged else not_(is_known))
    if wanted.site_id is not None:
        here = select(stations.c.id).where(stations.c.site_id == wanted.site_id)
        found.append(incidents.c.station_id.in_(here))
    return found


async def find_open(connection: AsyncConnection, keys: Collection[str]) -> Sequence[Incident]:
    """Return the open incidents under these keys, locked until the transaction ends."""
    statement = (
        select(*_COLUMNS)
        .where(incidents.c.open_key.in_(keys))
        .order_by(incidents.c.id)
        .with_for_update()
    )
    return [to_incident(row) for row in (await connection.execute(statement)).mappings()]


async def add(connection: AsyncConnection, incident: Incident, *, open_key: str) -> None:
    """Store an incident that opens."""
    values = {column.name: getattr(incident, column.name) for column in _COLUMNS}
    await connection.execute(insert(incidents).values(**values, open_key=open_key))


async def save(connection: AsyncConnection, incident: Incident) -> None:
    """Store what became of an incident; a closed one makes room for the next."""
    values: dict[str, Any] = {
        name: getattr(incident, name)
        for name in (
            "severity",
            "session_id",
            "error_code",
            "detail",
            "escalated_at",
            "closed_at",
            "acknowledged_at",
            "acknowledged_by",
            "acknowledged_note",
        )
    }
    if not incident.is_open:
        values["open_key"] = None
    await connection.execute(
        update(incidents).where(incidents.c.id == incident.id).values(**values)
    )


async def find_one(
    connection: AsyncConnection, scope: Scope, incident_id: IncidentId, *, is_locked: bool = False
) -> Incident | None:
    """Return one incident of the scope; locked, it stays so until the transaction ends."""
    statement = select_incidents(scope).where(incidents.c.id == incident_id)
    if is_locked:
        statement = statement.with_for_update()
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else to_incident(row)


async def find_worst(
    connection: AsyncConnection, scope: Scope, site_id: SiteId | None, *, limit: int
) -> Sequence[Incident]:
    """Return what is open, the worst and then the oldest first."""
    wanted = IncidentFilter(is_open=True, site_id=site_id)
    rank = case(_RANKS, value=incidents.c.severity)
    statement = select_incidents(scope).where(*conditions(wanted))
    statement = statement.order_by(rank, incidents.c.began_at, incidents.c.id).limit(limit)
    return [to_incident(row) for row in (await connection.execute(statement)).mappings()]


async def find_open_of_kind(connection: AsyncConnection, kind: IncidentKind) -> Sequence[Incident]:
    """Return what is open of a kind, of all tenants."""
    statement = select(*_COLUMNS).where(
        incidents.c.kind == kind.value, incidents.c.open_key.is_not(None)
    )
    return [to_incident(row) for row in (await connection.execute(statement)).mappings()]


async def find_of_sessions(
    connection: AsyncConnection, kind: IncidentKind, session_ids: Collection[SessionId]
) -> Sequence[Incident]:
    """Return the incidents of a kind that sessions had, open and closed."""
    statement = select(*_COLUMNS).where(
        incidents.c.kind == kind.value, incidents.c.session_id.in_(session_ids)
    )
    return [to_incident(row) for row in (await connection.execute(statement)).mappings()]


async def count_open(connection: AsyncConnection, tenant_id: TenantId) -> int:
    """Return how many are open at a tenant."""
    statement = select(func.count()).where(
        incidents.c.tenant_id == tenant_id, incidents.c.open_key.is_not(None)
    )
    found: int = (await connection.execute(statement)).scalar_one()
    return found


async def find_last_of_sessions(
    connection: AsyncConnection, kind: IncidentKind, session_ids: Collection[SessionId]
) -> Mapping[SessionId, datetime]:
    """Return when the last incident of a kind began for each session that had one."""
    statement = (
        select(incidents.c.session_id, func.max(incidents.c.began_at).label("began_at"))
        .where(incidents.c.kind == kind.value, incidents.c.session_id.in_(session_ids))
        .group_by(incidents.c.session_id)
    )
    return {row.session_id: row.began_at for row in await connection.execute(statement)}


async def keys_of_station(connection: AsyncConnection, station_id: StationId) -> Sequence[str]:
    """Return the keys of all that is open at a station."""
    statement = select(incidents.c.open_key).where(
        incidents.c.station_id == station_id, incidents.c.open_key.is_not(None)
    )
    return list((await connection.execute(statement)).scalars())


def to_incident(row: RowMapping) -> Incident:
    """Read a row of `select_incidents`."""
    return Incident(
        **{**row, "kind": IncidentKind(row["kind"]), "severity": Severity(row["severity"])}
    )
