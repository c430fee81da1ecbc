"""From trouble to incident and back: what lasts too long is opened, what passes is closed.

All functions take the caller's ``connection`` and open no transaction: what is wrong is noted with
the fact that says so, and waits as a job that outlives this process.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import jobs, outbox
from sigec.events.incidents import (
    IncidentClosed,
    IncidentEscalated,
    IncidentEvent,
    IncidentOpened,
)
from sigec.jobs import Job, Plan
from sigec.kit.ids import IncidentId, SessionId, StationId, new_id
from sigec.stations._store import incidents as store
from sigec.stations._store.tables import stations
from sigec.stations.model import Incident, IncidentKind, Severity, Trouble, key_of

STEP_KIND = "incident.step"
Told = TypeVar("Told", bound=IncidentEvent)


async def begin_troubles(
    connection: AsyncConnection, troubles: Sequence[Trouble], *, at: datetime
) -> None:
    """Open what has lasted too long already, and wait for the rest; a repeat is harmless."""
    waiting = []
    for trouble in troubles:
        if trouble.began_at + trouble.rule.opens_after <= at or not trouble.rule.opens_after:
            await advance_trouble(connection, trouble, at=at)
        else:
            waiting.append(_plan(trouble, trouble.began_at + trouble.rule.opens_after))
    await jobs.schedule_all(connection, waiting)


async def advance_trouble(connection: AsyncConnection, trouble: Trouble, *, at: datetime) -> None:
    """Open an incident that is due, or go on with the open one: escalate, or learn the new code."""
    found = await store.find_open(connection, [trouble.key])
    incident = found[0] if found else await _open(connection, trouble)
    if (incident.error_code, incident.detail) != (trouble.error_code, trouble.detail):
        incident = replace(incident, error_code=trouble.error_code, detail=trouble.detail)
        await store.save(connection, incident)
    if trouble.rule.escalates_after is None or incident.escalated_at is not None:
        return
    due_at = trouble.began_at + trouble.rule.escalates_after
    if at < due_at:
        await jobs.schedule_all(connection, [_plan(trouble, due_at)])
        return
    worse = replace(incident, escalated_at=due_at, severity=Severity.CRITICAL)
    await store.save(connection, worse)
    await outbox.append(connection, [tell(IncidentEscalated, worse, due_at)])


async def end_troubles(connection: AsyncConnection, keys: Collection[str], *, at: datetime) -> None:
    """Forget what waited under these keys, and close what is open there."""
    if not keys:
        return
    await jobs.cancel_all(connection, [_job_key(key) for key in keys])
    for incident in await store.find_open(connection, keys):
        await close_incident(connection, incident, at=at)


async def end_troubles_of_station(
    connection: AsyncConnection, station_id: StationId, *, at: datetime
) -> None:
    """Close all that is open at a station that is removed."""
    keys = set(await store.keys_of_station(connection, station_id))
    keys.add(key_of(IncidentKind.STATION_OFFLINE, station_id))
    await end_troubles(connection, keys, at=at)


async def close_incident(
    connection: AsyncConnection, incident: Incident, *, at: datetime
) -> Incident:
    """Close an open incident; its source's clock may be behind ours, and no end precedes it."""
    closed_at = max(at, incident.opened_at)
    closed = replace(incident, closed_at=closed_at)
    await store.save(connection, closed)
    await outbox.append(connection, [tell(IncidentClosed, closed, closed_at)])
    return closed


async def find_open_troubles(connection: AsyncConnection, kind: IncidentKind) -> Sequence[Incident]:
    """Return what is open of a kind, for whoever knows when it is over."""
    return await store.find_open_of_kind(connection, kind)


async def find_last_troubles(
    connection: AsyncConnection, kind: IncidentKind, session_ids: Collection[SessionId]
) -> Mapping[SessionId, datetime]:
    """Return when the last incident of a kind began for each session, open or closed."""
    return await store.find_last_of_sessions(connection, kind, session_ids)


def trouble_of(job: Job) -> Trouble:
    """Read what a job waited with."""
    return msgspec.convert(job.payload, Trouble)


def tell(kind: type[Told], incident: Incident, at: datetime) -> Told:
    """Make the event that tells of an incident."""
    said: dict[str, Any] = {
        name: getattr(incident, name)
        for name in (
            "tenant_id",
            "opened_at",
            "subject",
            "station_id",
            "evse",
            "connector",
            "session_id",
            "source_id",
            "error_code",
            "detail",
        )
    }
    return kind(
        **said,
        at=at,
        incident_id=incident.id,
        kind=incident.kind.value,
        severity=incident.severity.value,
    )


async def _open(connection: AsyncConnection, trouble: Trouble) -> Incident:
    opened_at = trouble.began_at + trouble.rule.opens_after
    incident = Incident(
        id=IncidentId(new_id()),
        tenant_id=trouble.tenant_id,
        kind=trouble.kind,
        severity=trouble.rule.severity,
        subject=await _subject(connection, trouble),
        station_id=trouble.station_id,
        evse=trouble.evse,
        connector=trouble.connector,
        session_id=trouble.session_id,
        source_id=trouble.source_id,
        error_code=trouble.error_code,
        detail=trouble.detail,
        began_at=trouble.began_at,
        opened_at=opened_at,
        escalated_at=None,
        closed_at=None,
        acknowledged_at=None,
        acknowledged_by=None,
        acknowledged_note=None,
    )
    await store.add(connection, incident, open_key=trouble.key)
    await outbox.append(connection, [tell(IncidentOpened, incident, opened_at)])
    return incident


async def _subject(connection: AsyncConnection, trouble: Trouble) -> str:
    if trouble.station_id is None:
        return trouble.subject
    statement = select(stations.c.name).where(stations.c.id == trouble.station_id)
    return str((await connection.execute(statement)).scalar_one())


def _plan(trouble: Trouble, run_at: datetime) -> Plan:
    return Plan(
        kind=STEP_KIND,
        key=_job_key(trouble.key),
        run_at=run_at,
        payload=msgspec.to_builtins(trouble),
        tenant_id=trouble.tenant_id,
    )


def _job_key(key: str) -> str:
    return f"incident:{key}"
