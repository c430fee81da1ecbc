"""Ask stations for their logs, and keep what they bring for as long as it is wanted."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, outbox
from sigec.audit import Subject
from sigec.db import Database, files
from sigec.db.files import StoredFile
from sigec.db.listing import page_by_id
from sigec.events.maintenance import StationLogChanged
from sigec.kit.actor import Actor, Permission, Scope
from sigec.kit.errors import Unavailable
from sigec.kit.ids import StationId, StationLogId, new_id
from sigec.kit.pages import Page, PageRequest
from sigec.kit.ports import Clock
from sigec.maintenance._store import links
from sigec.maintenance._store import logs as store
from sigec.maintenance._store.logs import EVERY_LOG, LogFilter
from sigec.maintenance.model import (
    Link,
    LinkPurpose,
    LogDraft,
    LogReason,
    LogStatus,
    StationLog,
    digest_of,
    log_answered,
    log_ended,
    make_token,
    safe_name,
)
from sigec.maintenance.model.logs import LINK_LIFETIME
from sigec.maintenance.service.addresses import FileAddress
from sigec.maintenance.service.errors import LogHasNoFile, LogNotFound, LogOver
from sigec.stations.model import CommandResult, GetLog
from sigec.stations.ports import StationOffline, StationSilent
from sigec.stations.service import StationService, require_equipment


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFile:
    """The file of a log, and its bytes as they are read."""

    file: StoredFile
    name: str
    parts: AsyncIterator[bytes]


class LogService:
    """The use cases of logs."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        stations: StationService,
        address: FileAddress,
    ) -> None:
        self._database = database
        self._clock = clock
        self._stations = stations
        self._address = address

    async def list_logs(
        self, actor: Actor, request: PageRequest, wanted: LogFilter = EVERY_LOG
    ) -> Page[StationLog]:
        """List what was asked for, the latest first.

        :raises StationNotFound: when the filter names a station that is none of the actor's.
        """
        actor.require(Permission.READ_STATIONS)
        async with self._database.read(actor.scope) as connection:
            if wanted.station_id is not None:
                await require_equipment(connection, actor.scope, wanted.station_id)
            statement = store.select_logs(actor.scope, wanted)
            return await page_by_id(connection, statement, request, store.to_log, newest_first=True)

    async def get_log(self, actor: Actor, log_id: StationLogId) -> StationLog:
        """Return what was asked for, and how far it is.

        :raises LogNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_STATIONS)
        async with self._database.read(actor.scope) as connection:
            return await _get(connection, actor.scope, log_id)

    async def ask_log(self, actor: Actor, station_id: StationId, draft: LogDraft) -> StationLog:
        """Ask a station for a log and wait for its answer; the file follows by a link of ours.

        One of the kind that is under way gives way to it.

        :raises StationNotFound: when the actor has no such station.
        :raises FilesUnreachable: when stations have no address to bring files to.
        :raises StationOffline: when it has no connection.
        :raises StationSilent: when it did not answer in time.
        """
        actor.require(Permission.COMMAND_STATIONS)
        self._address.require()
        token = make_token()
        log = await self._begin(actor, station_id, draft, token)
        order = GetLog(
            kind=draft.kind,
            request_id=log.request_id,
            location=self._address.of(token),
            from_at=draft.from_at,
            to_at=draft.to_at,
        )
        try:
            result = await self._stations.command(actor, station_id, order)
        except StationOffline:
            await self._end(log, LogReason.OFFLINE)
            raise
        except StationSilent:
            await self._end(log, LogReason.NO_ANSWER)
            raise
        except Unavailable:
            await self._end(log, LogReason.OFFLINE)
            raise
        except BaseException:
            await self._end(log, LogReason.ERROR)
            raise
        return await self._take(log, result)

    async def cancel_log(self, actor: Actor, log_id: StationLogId) -> StationLog:
        """Want a log no more: its link opens nothing, whatever the station still brings.

        :raises LogNotFound: when there is none for this actor.
        :raises LogOver: when it has ended.
        """
        actor.require(Permission.COMMAND_STATIONS)
        at = self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            before = await _get(connection, actor.scope, log_id, is_locked=True)
            if not before.is_open:
                raise LogOver
            after = log_ended(before, LogStatus.CANCELLED, LogReason.STOPPED, at=at)
            await keep_log(connection, before, after)
            await _note(connection, actor, "station_log.cancelled", after, at)
        return after

    async def open_file(self, actor: Actor, log_id: StationLogId) -> LogFile:
        """Return the file that a station brought; who took it is noted.

        :raises LogNotFound: when there is none for this actor.
        :raises LogHasNoFile: when none came.
        """
        # A log tells whose card was held to the reader.
        actor.require(Permission.READ_STATIONS)
        actor.require(Permission.READ_ID_TOKENS)
        async with self._database.transaction(actor.scope) as connection:
            log = await _get(connection, actor.scope, log_id)
            file = None if log.file_id is None else await files.find(connection, log.file_id)
            if file is None:
                raise LogHasNoFile
            await _note(connection, actor, "station_log.downloaded", log, self._clock.now())
        name = log.file_name or safe_name("", default=f"{log.kind}.log")
        return LogFile(file=file, name=name, parts=files.read(self._database, file))

    async def delete_log(self, actor: Actor, log_id: StationLogId) -> None:
        """Forget a log and its file.

        :raises LogNotFound: when there is none for this actor.
        """
        actor.require(Permission.WRITE_STATIONS)
        async with self._database.transaction(actor.scope) as connection:
            log = await _get(connection, actor.scope, log_id, is_locked=True)
            await links.revoke(connection, log.id)
            await store.remove(connection, log.id)
            await _note(connection, actor, "station_log.deleted", log, self._clock.now())
        if log.file_id is not None:
            await files.remove(self._database, log.tenant_id, log.file_id)

    async def _begin(
        self, actor: Actor, station_id: StationId, draft: LogDraft, token: str
    ) -> StationLog:
        at = self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            station = await require_equipment(connection, actor.scope, station_id)
            earlier = await store.find_open(connection, station_id, draft.kind)
            if earlier is not None:
                after = log_ended(earlier, LogStatus.CANCELLED, LogReason.REPLACED, at=at)
                await keep_log(connection, earlier, after)
            log = StationLog(
                id=StationLogId(new_id()),
                tenant_id=station.tenant_id,
                station_id=station_id,
                kind=draft.kind,
                request_id=await store.next_request_id(connection, station_id),
                status=LogStatus.ASKED,
                reason=None,
                from_at=draft.from_at,
                to_at=draft.to_at,
                file_id=None,
                file_name=None,
                size_bytes=None,
                sha256=None,
                heard_at=at,
                created_at=at,
                created_by=actor.user_id,
                ended_at=None,
            )
            await store.add(connection, log)
            await links.add(connection, _link(log, token, at))
            await outbox.append(connection, [_changed(log)])
            await _note(connection, actor, "station_log.requested", log, at)
        return log

    async def _take(self, log: StationLog, result: CommandResult) -> StationLog:
        answer = result.answer or {}
        name = answer.get("fileName", answer.get("filename"))
        scope = Scope(tenant_id=log.tenant_id)
        async with self._database.transaction(scope) as connection:
            before = await _get(connection, scope, log.id, is_locked=True)
            after = log_answered(
                before,
                result.status,
                file_name=safe_name(str(name), default="log") if name else None,
                has_file="status" in answer or bool(name),
                at=self._clock.now(),
            )
            await keep_log(connection, before, after)
        return after

    async def _end(self, log: StationLog, reason: LogReason) -> None:
        scope = Scope(tenant_id=log.tenant_id)
        async with self._database.transaction(scope) as connection:
            before = await _get(connection, scope, log.id, is_locked=True)
            at = self._clock.now()
            after = log_ended(before, LogStatus.FAILED, reason, at=at)
            await keep_log(connection, before, after)


async def keep_log(connection: AsyncConnection, before: StationLog, after: StationLog) -> None:
    """Store a log as it then is, and tell of it; one that has ended has no link any more."""
    if after == before:
        return
    await store.save(connection, after)
    if (before.status, before.reason) != (after.status, after.reason):
        await outbox.append(connection, [_changed(after)])
    if not after.is_open:
        await links.revoke(connection, after.id)


async def _get(
    connection: AsyncConnection,
    scope: Scope,
    log_id: StationLogId,
    *,
    is_locked: bool = False,
) -> StationLog:
    log = await store.find(connection, scope, log_id, is_locked=is_locked)
    if log is None:
        raise LogNotFound
    return log


def _link(log: StationLog, token: str, at: datetime) -> Link:
    digest = digest_of(token)
    assert digest is not None, "it was just made"
    return Link(
        digest=digest,
        tenant_id=log.tenant_id,
        purpose=LinkPurpose.BRING_LOG,
        subject_id=log.id,
        expires_at=at + LINK_LIFETIME,
    )


def _changed(log: StationLog) -> StationLogChanged:
    return StationLogChanged(
        tenant_id=log.tenant_id,
        at=log.heard_at,
        log_id=log.id,
        station_id=log.station_id,
        status=log.status.value,
        reason=log.reason and log.reason.value,
    )


async def _note(
    connection: AsyncConnection, actor: Actor, action: str, log: StationLog, at: datetime
) -> None:
    await audit.record(
        connection,
        actor,
        action,
        Subject(kind="station_log", id=log.id),
        at=at,
        after={"station_id": log.station_id, "kind": log.kind, "file_name": log.file_name},
        tenant_id=log.tenant_id,
    )
