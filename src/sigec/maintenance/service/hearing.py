"""Attribute what stations tell of firmware and logs to what they were asked for.

A message names its request; where it does not, as in plain 1.6, the one that is open is meant.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.journal import Entry
from sigec.kit.ids import StationId
from sigec.maintenance._store import logs
from sigec.maintenance._store import updates as store
from sigec.maintenance.model import Step, Update, UpdateKind, booted, log_told, told
from sigec.maintenance.service.logs import keep_log
from sigec.maintenance.service.moving import move, of_kind
from sigec.stations.model import Announcement, AnnouncementTopic, BootReport

PROOF_WITHIN = timedelta(days=7)
"""How long after its end a boot may still prove an update."""
_KINDS = {
    AnnouncementTopic.FIRMWARE: UpdateKind.UPDATE,
    AnnouncementTopic.FIRMWARE_PUBLISHING: UpdateKind.PUBLICATION,
}
_LOCATIONS_MAX = 10


class MaintenanceHearing:
    """What `sigec.stations` tells of boots, firmware and logs (`MaintenanceListener`)."""

    async def announced(
        self, connection: AsyncConnection, entry: Entry, told: Sequence[Announcement]
    ) -> None:
        """Move on the update or the log that a message is about."""
        for each in told:
            if each.topic in _KINDS:
                await _hear_update(connection, entry, each)
            elif each.topic is AnnouncementTopic.LOG:
                await _hear_log(connection, entry, each)

    async def booted(self, connection: AsyncConnection, boots: Sequence[BootReport]) -> None:
        """Look whether what stations boot with is what they were to have."""
        latest = {boot.station_id: boot for boot in boots}
        if not latest:
            return
        since = min(boot.received_at for boot in latest.values()) - PROOF_WITHIN
        concerned = {
            each.id: each
            for each in (
                *await store.find_open_of(connection, latest),
                *await store.find_unproven(connection, list(latest), since=since),
            )
        }
        for update in concerned.values():
            boot = latest[update.station_id]
            after = booted(update, boot.firmware_version, at=boot.received_at)
            step = None
            if after.is_proven and not update.is_proven:
                step = Step(word="proved", at=boot.received_at, note=boot.firmware_version)
            await move(connection, update, after, step)


async def _hear_update(connection: AsyncConnection, entry: Entry, one: Announcement) -> None:
    word = one.status
    update = await _meant(connection, entry.station_id, one)
    if update is None or word is None:
        return
    after = told(update, word, at=entry.received_at)
    locations = one.detail.get("location")
    if isinstance(locations, list) and word == "Published":
        after = replace(after, locations=tuple(map(str, locations[:_LOCATIONS_MAX])))
    await move(connection, update, after, Step(word=word, at=entry.received_at))


async def _meant(
    connection: AsyncConnection, station_id: StationId, one: Announcement
) -> Update | None:
    number = _number(one.detail.get("requestId"))
    if number is not None:
        found = await store.find_asked(connection, station_id, number)
        return found if found is not None and found.kind is _KINDS[one.topic] else None
    return of_kind(await store.find_open_of(connection, [station_id]), _KINDS[one.topic])


async def _hear_log(connection: AsyncConnection, entry: Entry, one: Announcement) -> None:
    number = _number(one.detail.get("requestId"))
    log = await logs.find_meant(connection, entry.station_id, request_id=number)
    if log is not None and one.status is not None:
        await keep_log(connection, log, log_told(log, one.status, at=entry.received_at))


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and value >= 0 else None
