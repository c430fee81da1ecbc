"""The SQL of announcements: the last word on each thing, whenever it arrives."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.listing import equal
from sigec.db.tenancy import visible
from sigec.db.upserts import insert_into
from sigec.kit.actor import Scope
from sigec.kit.ids import StationId, TenantId, new_id
from sigec.stations._store.tables import announcements
from sigec.stations.model import Announcement, AnnouncementTopic, KnownAnnouncement

ANNOUNCEMENTS_MAX = 2_000
"""Of one station; what it tells of other things is only journaled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementFilter:
    """Which of a station's announcements to list."""

    topic: AnnouncementTopic | None = None


EVERY_ANNOUNCEMENT = AnnouncementFilter()


def select_announcements(scope: Scope, wanted: AnnouncementFilter) -> Select[Any]:
    """Begin every query of announcements here."""
    equals = {announcements.c.topic: wanted.topic and wanted.topic.value}
    return select(*announcements.c).where(visible(announcements, scope), *equal(equals))


async def save(
    connection: AsyncConnection,
    station_id: StationId,
    tenant_id: TenantId,
    told: Sequence[Announcement],
    *,
    received_at: datetime,
) -> None:
    """Store what a station told; an older word does not replace a newer one."""
    latest = {(each.topic, each.key): each for each in told}
    kept = await _that_fit(connection, station_id, latest.keys())
    rows = [
        {
            "id": new_id(),
            "tenant_id": tenant_id,
            "station_id": station_id,
            "topic": each.topic.value,
            "key": each.key,
            "status": each.status,
            "evse": each.evse,
            "detail": each.detail,
            "at": each.at or received_at,
            "received_at": received_at,
        }
        for place, each in latest.items()
        if place in kept
    ]
    if not rows:
        return
    statement = insert_into(announcements, connection.dialect.name)
    new = statement.excluded
    changing = ("status", "evse", "detail", "at", "received_at")
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["station_id", "topic", "key"],
            set_={name: new[name] for name in changing},
            where=announcements.c.at <= new.at,
        ),
        rows,
    )


def to_announcement(row: RowMapping) -> KnownAnnouncement:
    """Read a row of `select_announcements`."""
    return KnownAnnouncement(
        id=row["id"],
        received_at=row["received_at"],
        announcement=Announcement(
            topic=AnnouncementTopic(row["topic"]),
            key=row["key"],
            status=row["status"],
            evse=row["evse"],
            at=row["at"],
            detail=row["detail"],
        ),
    )


async def _that_fit(
    connection: AsyncConnection,
    station_id: StationId,
    places: Collection[tuple[AnnouncementTopic, str]],
) -> Collection[tuple[AnnouncementTopic, str]]:
    """Return what there is room for: all, or what was heard of before."""
    mine = announcements.c.station_id == station_id
    count = (await connection.execute(select(func.count()).where(mine))).scalar_one()
    if count + len(places) <= ANNOUNCEMENTS_MAX:
        return places
    known = select(announcements.c.topic, announcements.c.key).where(mine)
    return {(AnnouncementTopic(row.topic), row.key) for row in await connection.execute(known)}
