"""The door for stations: fetch a firmware, bring a log, by a link and nothing else."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from sigec.db import Database, files
from sigec.db.files import FileTooLarge, StoredFile
from sigec.kit.actor import PLATFORM, Scope
from sigec.kit.errors import FieldError, Invalid, TooManyRequests
from sigec.kit.ids import FirmwareUpdateId, StationLogId, TenantId
from sigec.kit.ports import Cache, Clock
from sigec.maintenance._store import images, links, logs, updates
from sigec.maintenance.model import (
    Link,
    LinkPurpose,
    LogReason,
    LogStatus,
    StationLog,
    digest_of,
    log_ended,
    log_received,
    safe_name,
)
from sigec.maintenance.service.errors import FileLinkClosed
from sigec.maintenance.service.logs import keep_log

WINDOW_S = 60
REQUESTS_MAX = 600
"""Of one address within the window: a fleet may stand behind one."""
NOTE_EVERY_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Firmware:
    """A file that a link opens."""

    update_id: FirmwareUpdateId
    file: StoredFile
    name: str


class StationFiles:
    """What a link opens. Who holds none learns nothing, not even that a thing exists."""

    def __init__(
        self, database: Database, clock: Clock, *, cache: Cache, log_bytes_max: int
    ) -> None:
        self._database = database
        self._clock = clock
        self._cache = cache
        self._log_bytes_max = log_bytes_max

    async def open_firmware(self, token: str, *, address: str) -> Firmware:
        """Return the file of the update that a link was made for.

        :raises FileLinkClosed: when it opens nothing (any more).
        :raises TooManyRequests: when there were too many from this address.
        """
        link = await self._open(token, LinkPurpose.FETCH_FIRMWARE, address)
        scope = Scope(tenant_id=link.tenant_id)
        async with self._database.read(scope) as connection:
            update_id = FirmwareUpdateId(link.subject_id)
            update = await updates.find(connection, scope, update_id)
            image = update and await images.find(connection, scope, update.image_id)
            file = image and image.file_id and await files.find(connection, image.file_id)
        if not update or not image or not file or not update.is_open:
            raise FileLinkClosed
        return Firmware(update_id=update.id, file=file, name=image.file_name or "firmware.bin")

    async def read_firmware(
        self, firmware: Firmware, *, start: int, end: int
    ) -> AsyncIterator[bytes]:
        """Yield a part of a file, and note how far the station has come, now and then."""
        place = noted = start
        async for part in files.read(self._database, firmware.file, start=start, end=end):
            place += len(part)
            if place == end or place - noted >= NOTE_EVERY_BYTES:
                # Before it is sent: who has it all hangs up, and nothing happens after that.
                await self._note(firmware, place)
                noted = place
            yield part

    async def take_log(
        self,
        token: str,
        parts: AsyncIterator[bytes],
        *,
        name: Callable[[], str],
        address: str,
    ) -> None:
        """Keep the log that a station brings, as it arrives; a link takes one file.

        ``name`` is asked for what the station calls it when all has arrived.

        :raises FileLinkClosed: when it opens nothing (any more).
        :raises TooManyRequests: when there were too many from this address.
        :raises FileTooLarge: when it is larger than a log may be; the request has failed then.
        :raises Invalid: when it is empty; another one may follow.
        """
        link = await self._open(token, LinkPurpose.BRING_LOG, address)
        log = await self._log_of(link)
        try:
            file = await files.store(
                self._database,
                link.tenant_id,
                parts,
                limit_bytes=self._log_bytes_max,
                at=self._clock.now(),
            )
        except FileTooLarge:
            await self._give_up(log)
            raise
        try:
            if not file.size_bytes:
                raise Invalid(FieldError(field="file", code="field.empty_file"))
            await self._receive(log, file, name())
        except BaseException:
            await files.remove(self._database, link.tenant_id, file.id)
            raise

    async def _open(self, token: str, purpose: LinkPurpose, address: str) -> Link:
        digest = digest_of(token)
        if digest is None:
            raise FileLinkClosed
        key = f"station-files:{address}"
        if await self._cache.count(key, window_s=WINDOW_S) > REQUESTS_MAX:
            raise TooManyRequests(retry_after_s=WINDOW_S)
        async with self._database.read(PLATFORM) as connection:
            link = await links.find(connection, digest, purpose, at=self._clock.now())
        if link is None:
            raise FileLinkClosed
        return link

    async def _log_of(self, link: Link) -> StationLog:
        scope = Scope(tenant_id=link.tenant_id)
        async with self._database.read(scope) as connection:
            log = await logs.find(connection, scope, StationLogId(link.subject_id))
        if log is None or not log.is_open:
            raise FileLinkClosed
        return log

    async def _receive(self, log: StationLog, file: StoredFile, name: str) -> None:
        scope = Scope(tenant_id=log.tenant_id)
        async with self._database.transaction(scope) as connection:
            before = await logs.find(connection, scope, log.id, is_locked=True)
            if before is None or not before.is_open:
                raise FileLinkClosed  # another file was quicker, or nobody wants it any more
            after = log_received(
                before,
                file_id=file.id,
                file_name=safe_name(name or before.file_name or "", default=f"{log.kind}.log"),
                size_bytes=file.size_bytes,
                sha256=file.sha256,
                at=self._clock.now(),
            )
            await keep_log(connection, before, after)

    async def _give_up(self, log: StationLog) -> None:
        scope, at = Scope(tenant_id=log.tenant_id), self._clock.now()
        async with self._database.transaction(scope) as connection:
            before = await logs.find(connection, scope, log.id, is_locked=True)
            if before is not None:
                after = log_ended(before, LogStatus.FAILED, LogReason.TOO_LARGE, at=at)
                await keep_log(connection, before, after)

    async def _note(self, firmware: Firmware, place: int) -> None:
        scope = Scope(tenant_id=TenantId(firmware.file.tenant_id))
        async with self._database.transaction(scope) as connection:
            await updates.add_sent(connection, firmware.update_id, place)
