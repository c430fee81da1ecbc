"""Store batches of what stations announce, each in the transaction of its batch."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import journal, outbox
from sigec.events.stations import StationAnnounced
from sigec.journal import Entry
from sigec.kit.ids import StreamId
from sigec.stations._store import announcements, monitors, profiles
from sigec.stations.model import (
    Announcement,
    AnnouncementTopic,
    MonitorNews,
    ProfileReport,
    StatusReport,
    is_alarming,
    security_trouble,
)
from sigec.stations.service.reports import ReportWriter
from sigec.stations.service.troubles import begin_troubles

_TOO_FREQUENT = frozenset({AnnouncementTopic.EVENT_STREAM})
"""What comes by the second is stored and not told."""


@dataclass(frozen=True, slots=True)
class Announcing:
    """A message that announces things, on its way into the database.

    ``statuses`` are those of connectors that it tells of besides, ``profiles`` those it reports.
    """

    announcements: Sequence[Announcement]
    statuses: Sequence[StatusReport]
    entry: Entry
    render: Callable[[], bytes]
    profiles: ProfileReport | None = None
    monitors: MonitorNews | None = None


class AnnouncementWriter:
    """Writes batches for the group commit."""

    def __init__(self, reports: ReportWriter) -> None:
        self._reports = reports

    async def store(
        self, connection: AsyncConnection, stream: StreamId, items: Sequence[Announcing]
    ) -> Sequence[bytes]:
        """Store what stations announce, in the order they told it."""
        for item in items:
            entry = item.entry
            told = [each.cut() for each in item.announcements]
            await announcements.save(
                connection,
                entry.station_id,
                entry.tenant_id,
                told,
                received_at=entry.received_at,
            )
            troubles = [
                security_trouble(
                    each,
                    tenant_id=entry.tenant_id,
                    station_id=entry.station_id,
                    began_at=each.at or entry.received_at,
                )
                for each in told
                if is_alarming(each)
            ]
            await begin_troubles(connection, troubles, at=entry.received_at)
            if item.monitors is not None:
                await monitors.save(
                    connection,
                    entry.station_id,
                    entry.tenant_id,
                    item.monitors,
                    at=entry.received_at,
                )
            await outbox.append(connection, _events(entry, told))
            for maintainer in self._reports.maintainers:
                await maintainer.announced(connection, entry, told)
            if item.profiles is not None:
                await profiles.save_report(
                    connection,
                    entry.station_id,
                    entry.tenant_id,
                    item.profiles,
                    at=entry.received_at,
                )
        statuses = [status for item in items for status in item.statuses]
        if statuses:
            await self._reports.apply_statuses(connection, statuses)
        answers = [item.render() for item in items]
        answered = [
            item.entry.answered(answer) for item, answer in zip(items, answers, strict=True)
        ]
        await journal.append(connection, stream, answered)
        return answers


def _events(entry: Entry, told: Sequence[Announcement]) -> Sequence[StationAnnounced]:
    """Tell of each topic once; what exactly, only where it is one thing."""
    by_topic: dict[AnnouncementTopic, list[Announcement]] = {}
    for each in told:
        by_topic.setdefault(each.topic, []).append(each)
    return [
        StationAnnounced(
            tenant_id=entry.tenant_id,
            at=entry.received_at,
            station_id=entry.station_id,
            topic=topic.value,
            key=each[0].key if len(each) == 1 else None,
            status=each[0].status if len(each) == 1 else None,
            evse=each[0].evse if len(each) == 1 else None,
        )
        for topic, each in by_topic.items()
        if topic not in _TOO_FREQUENT
    ]
