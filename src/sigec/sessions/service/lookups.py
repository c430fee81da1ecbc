"""What the slices above ask of sessions, inside their transaction and across tenants."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.kit.actor import Scope
from sigec.kit.ids import SessionId, StationId, TenantId
from sigec.kit.money import Money
from sigec.kit.periods import Period
from sigec.sessions._store import charges, listing, totals
from sigec.sessions._store import sessions as store
from sigec.sessions._store.listing import SessionFilter
from sigec.sessions._store.totals import Totals
from sigec.sessions.model import Session

ENDED_MAX = 20
"""Of one station, in the moments that matter to whoever asks."""


async def find_sessions(
    connection: AsyncConnection, session_ids: Collection[SessionId]
) -> Mapping[SessionId, Session]:
    """Return sessions by their ids."""
    return await store.load_many(connection, session_ids) if session_ids else {}


async def find_open_at(
    connection: AsyncConnection, tenant_id: TenantId, station_id: StationId
) -> Sequence[Session]:
    """Return what goes on at a station."""
    wanted = SessionFilter(station_id=station_id)
    found = await listing.search_open(connection, Scope(tenant_id=tenant_id), wanted)
    return [each.session for each in found]


async def find_busy(
    connection: AsyncConnection, station_ids: Collection[StationId]
) -> frozenset[StationId]:
    """Return those of the stations at which a session goes on."""
    return await store.find_busy(connection, station_ids)


async def find_ended_at(
    connection: AsyncConnection, tenant_id: TenantId, station_id: StationId, period: Period
) -> Sequence[Session]:
    """Return what ended at a station in a period, the latest start first, at most a few."""
    wanted = SessionFilter(station_id=station_id, ended=period)
    found = await listing.search(
        connection, Scope(tenant_id=tenant_id), wanted, before=None, limit=ENDED_MAX
    )
    return [each.session for each in found]


async def find_costs(
    connection: AsyncConnection, session_ids: Collection[SessionId]
) -> Mapping[SessionId, Money]:
    """Return what sessions cost, of those that have a price."""
    found = await charges.load(connection, session_ids)
    return {session_id: charge.total for session_id, charge in found.items()}


async def total_ended(connection: AsyncConnection, tenant_id: TenantId, period: Period) -> Totals:
    """Return the sums of what ended in a period."""
    wanted = SessionFilter(ended=period)
    return await totals.total(connection, Scope(tenant_id=tenant_id), wanted)
