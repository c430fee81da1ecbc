"""Ask stations for their updates: whose turn it is, once, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sigec.db import Database
from sigec.kit.actor import PLATFORM, SYSTEM, Scope
from sigec.kit.errors import SigecError, Unavailable
from sigec.kit.ids import StationId
from sigec.kit.ports import Clock
from sigec.maintenance._store import images, links
from sigec.maintenance._store import updates as store
from sigec.maintenance.model import (
    Image,
    Link,
    LinkPurpose,
    Step,
    Update,
    UpdateKind,
    UpdateReason,
    answered,
    cancelled,
    digest_of,
    make_token,
)
from sigec.maintenance.service.addresses import FileAddress
from sigec.maintenance.service.errors import FilesUnreachable
from sigec.maintenance.service.moving import move
from sigec.stations.model import CommandStatus, PublishFirmware, UpdateFirmware
from sigec.stations.ports import ActionUnknown, StationOffline, StationSilent
from sigec.stations.service import (
    StationNotAccepted,
    StationNotFound,
    StationService,
    find_equipment,
)
from sigec.tenants.service import find_suspended

LINK_LIFETIME = timedelta(days=3)
"""How long a slow station may take for an image; it may go on where it stopped."""
_NOT_KNOWN = frozenset({"NotSupported", "NotImplemented"})
_FAILURES: Mapping[type[SigecError], CommandStatus] = {
    StationOffline: CommandStatus.OFFLINE,
    StationNotAccepted: CommandStatus.OFFLINE,
    Unavailable: CommandStatus.OFFLINE,
    StationSilent: CommandStatus.SILENT,
    ActionUnknown: CommandStatus.NOT_SUPPORTED,
    FilesUnreachable: CommandStatus.ERROR,
}


class UpdateCourier:
    """What `sigec.worker.deliver` asks for; a station is a lane of its own."""

    name = "firmware"

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

    @staticmethod
    def lane_of(update: Update) -> StationId:
        """Return what an update may be held up by."""
        return update.station_id

    async def claim(self, _busy: Mapping[StationId, int], *, limit: int) -> Sequence[Update]:
        """Take up to ``limit`` updates whose turn it is; a suspended tenant's wait."""
        now = self._clock.now()
        async with self._database.read(PLATFORM) as connection:
            if not await store.is_any_due(connection, at=now):
                return ()
            suspended = await find_suspended(connection)
        async with self._database.transaction(PLATFORM) as connection:
            return await store.claim(connection, at=now, limit=limit, without=suspended)

    async def deliver(self, update: Update) -> None:
        """Ask a station once, and keep what came of it.

        Whoever dies in between leaves it to be asked again, under the same number.
        """
        status, word = await self._ask(update)
        at = self._clock.now()
        async with self._database.transaction(Scope(tenant_id=update.tenant_id)) as connection:
            before = await store.find(
                connection, Scope(tenant_id=update.tenant_id), update.id, is_locked=True
            )
            if before is None or not before.is_open or before.attempts != update.attempts:
                return  # it ended meanwhile, or another process asked again
            if status is None:
                after = cancelled(before, UpdateReason.REMOVED, at=at)
            else:
                after = answered(before, status, word, at=at)
            await move(connection, before, after, _step(before, after, word, at))

    async def _ask(self, update: Update) -> tuple[CommandStatus | None, str | None]:
        """Send the order; ``None`` instead of a status says that the station is gone."""
        scope = Scope(tenant_id=update.tenant_id)
        async with self._database.read(scope) as connection:
            found = await find_equipment(connection, scope, [update.station_id])
            image = await images.find(connection, scope, update.image_id, with_removed=True)
        assert image is not None, "an update's image is kept"
        station = found.get(update.station_id)
        if station is None:
            return None, None
        if not station.is_connected:
            return CommandStatus.OFFLINE, None
        try:
            return await self._send(update, await self._order(update, image))
        except StationNotFound:
            return None, None
        except tuple(_FAILURES) as failure:
            status = next(_FAILURES[kind] for kind in _FAILURES if isinstance(failure, kind))
            return status, None

    async def _send(
        self, update: Update, order: UpdateFirmware | PublishFirmware
    ) -> tuple[CommandStatus, str | None]:
        actor = replace(SYSTEM, tenant_id=update.tenant_id)
        result = await self._stations.command(actor, update.station_id, order)
        answer = result.answer or {}
        word = answer.get("status", answer.get("error_code"))
        is_unknown = result.status is CommandStatus.ERROR and word in _NOT_KNOWN
        status = CommandStatus.NOT_SUPPORTED if is_unknown else result.status
        return status, None if word is None else str(word)

    async def _order(self, update: Update, image: Image) -> UpdateFirmware | PublishFirmware:
        location = image.url or await self._make_link(update, image)
        if update.kind is UpdateKind.PUBLICATION:
            assert image.md5 is not None, "what is published is here"
            return PublishFirmware(
                request_id=update.request_id, location=location, checksum=image.md5
            )
        return UpdateFirmware(
            request_id=update.request_id,
            location=location,
            retrieve_at=self._clock.now(),
            install_at=update.install_at,
            signature=image.signature,
            signing_certificate=image.signing_certificate,
        )

    async def _make_link(self, update: Update, image: Image) -> str:
        """Make a link for this attempt; those of earlier ones go on, a download may use them."""
        token = make_token()
        digest = digest_of(token)
        assert digest is not None, "it was just made"
        link = Link(
            digest=digest,
            tenant_id=update.tenant_id,
            purpose=LinkPurpose.FETCH_FIRMWARE,
            subject_id=update.id,
            expires_at=self._clock.now() + LINK_LIFETIME,
        )
        async with self._database.transaction(Scope(tenant_id=update.tenant_id)) as connection:
            await links.add(connection, link)
        return self._address.of(token, image.file_name or "")


def _step(before: Update, after: Update, word: str | None, at: datetime) -> Step | None:
    """Say what an attempt came to; that a station is still offline is said once."""
    reason = after.reason.value if after.reason is not None else None
    if reason == UpdateReason.OFFLINE and before.reason is UpdateReason.OFFLINE and after.is_open:
        return None
    return Step(word=reason or "asked", at=at, note=word)
