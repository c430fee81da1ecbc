"""Reports that nobody could be given: kept, counted, and matched when a session turns up."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.tenancy import visible
from sigec.kit.actor import Scope
from sigec.kit.ids import SessionId, StationId, TenantId, new_id
from sigec.sessions._store.tables import quarantine
from sigec.sessions.model import TransactionReport

CLAIMABLE_MAX = 1_000
_DECODER = msgspec.json.Decoder(TransactionReport)


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphan:
    """A report in quarantine."""

    id: UUID
    report: TransactionReport


async def put(
    connection: AsyncConnection, reports: Sequence[tuple[TenantId, TransactionReport]]
) -> None:
    """Keep reports that belong to no session we know; the journal has their text."""
    if reports:
        rows = [
            {
                "id": new_id(),
                "tenant_id": tenant_id,
                "station_id": report.station_id,
                "received_at": report.received_at,
                "at": report.happened_at,
                "kind": report.kind.value,
                "evse": report.evse,
                "external_id": report.external_id,
                "fingerprint": report.fingerprint,
                "report": msgspec.json.encode(report).decode(),
            }
            for tenant_id, report in reports
        ]
        await connection.execute(insert(quarantine), rows)


async def load_unclaimed(
    connection: AsyncConnection, station_id: StationId, *, since: datetime
) -> Sequence[Orphan]:
    """Return a station's orphans from an instant on, in the order of their instants."""
    statement = (
        select(quarantine.c.id, quarantine.c.report)
        .where(
            quarantine.c.station_id == station_id,
            quarantine.c.at >= since,
            quarantine.c.session_id.is_(None),
        )
        .order_by(quarantine.c.at)
        .limit(CLAIMABLE_MAX)
    )
    found = await connection.execute(statement)
    return [Orphan(id=orphan, report=_DECODER.decode(report)) for orphan, report in found]


async def claim(connection: AsyncConnection, ids: Collection[UUID], session_id: SessionId) -> None:
    """Give orphans to a session."""
    await connection.execute(
        update(quarantine).where(quarantine.c.id.in_(ids)).values(session_id=session_id)
    )


async def load_claimed(
    connection: AsyncConnection, session_id: SessionId
) -> Sequence[TransactionReport]:
    """Return the reports that a session was given."""
    statement = select(quarantine.c.report).where(quarantine.c.session_id == session_id)
    return [_DECODER.decode(report) for report in (await connection.execute(statement)).scalars()]


async def count_unclaimed(connection: AsyncConnection, scope: Scope) -> int:
    """Count the reports that still belong to nobody, each repeat once."""
    statement = select(func.count(func.distinct(quarantine.c.fingerprint))).where(
        quarantine.c.session_id.is_(None), visible(quarantine, scope)
    )
    return (await connection.execute(statement)).scalar_one()


async def remove_unclaimed(connection: AsyncConnection, *, before: datetime, limit: int) -> int:
    """Remove up to ``limit`` reports of nobody received before an instant; return how many."""
    old = select(quarantine.c.id).where(
        quarantine.c.session_id.is_(None), quarantine.c.received_at < before
    )
    statement = delete(quarantine).where(quarantine.c.id.in_(old.limit(limit)))
    return (await connection.execute(statement)).rowcount
