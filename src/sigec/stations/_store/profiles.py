"""The SQL of charging profiles: what stations were told to keep, and what they say they keep."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.upserts import insert_into
from sigec.kit.ids import StationId, TenantId, new_id
from sigec.stations._store.tables import charging_profiles as table
from sigec.stations.model import (
    ChargingProfile,
    PlacedProfile,
    ProfileNews,
    ProfileReport,
    StoredProfile,
)
from sigec.stations.model.profiles import ProfilePurpose

PROFILES_MAX = 1_000
"""Of one station; what it reports beyond is only journaled."""


async def load(connection: AsyncConnection, station_id: StationId) -> Sequence[StoredProfile]:
    """Return a station's profiles, by place and id."""
    statement = (
        select(table)
        .where(table.c.station_id == station_id)
        .order_by(table.c.evse, table.c.profile_id)
    )
    return [_to_profile(row) for row in (await connection.execute(statement)).mappings()]


async def take_news(
    connection: AsyncConnection,
    station_id: StationId,
    tenant_id: TenantId,
    news: ProfileNews,
    *,
    at: datetime,
) -> None:
    """Keep what an answer tells; a repeat is harmless."""
    if news.installed is not None:
        await _install(connection, station_id, tenant_id, news.installed, at=at)
    if news.cleared is not None:
        known = await load(connection, station_id)
        gone = [each.id for each in known if news.cleared.fits(each.placed)]
        await _forget(connection, station_id, table.c.profile_id.in_(gone))
    if news.read is not None:
        await _begin_reading(connection, station_id, news.read, at=at)


async def save_report(
    connection: AsyncConnection,
    station_id: StationId,
    tenant_id: TenantId,
    report: ProfileReport,
    *,
    at: datetime,
) -> None:
    """Keep what a station reports; a part that comes again changes nothing."""
    if await _count(connection, station_id) + len(report.profiles) > PROFILES_MAX:
        return
    told = {
        "reported_at": at,
        "read_at": at,
        "request_id": report.request_id,
        "source": report.source,
    }
    latest = {each.profile.id: each for each in report.profiles}
    rows = [
        _row(station_id, tenant_id, each) | told | {"reported": msgspec.to_builtins(each.profile)}
        for each in latest.values()
    ]
    await _upsert(connection, rows, ("evse", "reported", *told))


async def forget_charge(
    connection: AsyncConnection, station_id: StationId, evse: int, *, before: datetime
) -> None:
    """Forget what was meant for a charge that ended: its station does too."""
    known = await load(connection, station_id)
    gone = [
        each.id
        for each in known
        if each.evse == evse
        and each.profile.purpose is ProfilePurpose.TX
        and (each.wanted_at or each.reported_at or before) <= before
    ]
    await _forget(connection, station_id, table.c.profile_id.in_(gone))


async def _install(
    connection: AsyncConnection,
    station_id: StationId,
    tenant_id: TenantId,
    placed: PlacedProfile,
    *,
    at: datetime,
) -> None:
    """Keep a profile that a station took, in place of what it replaces there."""
    known = await load(connection, station_id)
    replaced = [
        each.id
        for each in known
        if each.id != placed.profile.id and each.placed.shares_time_with(placed)
    ]
    await _forget(connection, station_id, table.c.profile_id.in_(replaced))
    wanted = {"wanted": msgspec.to_builtins(placed.profile), "wanted_at": at}
    unread = {"reported": None, "reported_at": None, "read_at": None, "request_id": None}
    row = _row(station_id, tenant_id, placed) | wanted | unread
    await _upsert(connection, [row], ("evse", *wanted, *unread))


async def _begin_reading(
    connection: AsyncConnection, station_id: StationId, request_id: int, *, at: datetime
) -> None:
    """Let what is not in the report that follows, or came already, count as missing."""
    mine = table.c.station_id == station_id
    earlier = or_(table.c.request_id.is_(None), table.c.request_id != request_id)
    await connection.execute(
        update(table)
        .where(mine, earlier)
        .values(reported=None, reported_at=None, request_id=None, read_at=at)
    )
    nothing_left = (table.c.wanted.is_(None), table.c.reported.is_(None))
    await _forget(connection, station_id, *nothing_left)


async def _upsert(
    connection: AsyncConnection, rows: Sequence[Mapping[str, Any]], changing: Sequence[str]
) -> None:
    if not rows:
        return
    statement = insert_into(table, connection.dialect.name)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["station_id", "profile_id"],
            set_={name: statement.excluded[name] for name in changing},
        ),
        rows,
    )


async def _forget(
    connection: AsyncConnection, station_id: StationId, *which: ColumnElement[bool]
) -> None:
    await connection.execute(delete(table).where(table.c.station_id == station_id, *which))


async def _count(connection: AsyncConnection, station_id: StationId) -> int:
    statement = select(func.count()).where(table.c.station_id == station_id)
    return (await connection.execute(statement)).scalar_one()


def _row(station_id: StationId, tenant_id: TenantId, placed: PlacedProfile) -> dict[str, Any]:
    return {
        "id": new_id(),
        "tenant_id": tenant_id,
        "station_id": station_id,
        "profile_id": placed.profile.id,
        "evse": placed.evse,
    }


def _to_profile(row: Mapping[Any, Any]) -> StoredProfile:
    return StoredProfile(
        id=row["profile_id"],
        evse=row["evse"],
        wanted=_read(row["wanted"]),
        wanted_at=row["wanted_at"],
        reported=_read(row["reported"]),
        reported_at=row["reported_at"],
        read_at=row["read_at"],
        source=row["source"],
    )


def _read(written: Any) -> ChargingProfile | None:
    return None if written is None else msgspec.convert(written, ChargingProfile)
