"""Order updates of stations, look at them, and end them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit
from sigec.audit import Subject
from sigec.db import Database
from sigec.db.listing import page_by_id
from sigec.kit.actor import Actor, Permission
from sigec.kit.ids import FirmwareImageId, FirmwareUpdateId, StationId
from sigec.kit.pages import Page, PageRequest
from sigec.kit.ports import Clock
from sigec.maintenance._store import updates as store
from sigec.maintenance._store.updates import EVERY_UPDATE, UpdateFilter
from sigec.maintenance.model import (
    Equipment,
    Image,
    Step,
    Update,
    UpdateKind,
    UpdateReason,
    UpdateStatus,
    cancelled,
    misfit,
    unpublished,
)
from sigec.maintenance.service.addresses import FileAddress
from sigec.maintenance.service.errors import (
    ImageDoesNotFit,
    ImageHasNoChecksum,
    ImageNotReady,
    NotPublished,
    UpdateNotFound,
    UpdateOver,
)
from sigec.maintenance.service.images import require_image
from sigec.maintenance.service.moving import begin_update, move
from sigec.stations.model import (
    CommandResult,
    CommandStatus,
    FleetStation,
    UnpublishFirmware,
)
from sigec.stations.service import StationService, require_equipment


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateDraft:
    """What to do with an image; ``is_forced`` also where it says that it is for others."""

    image_id: FirmwareImageId
    kind: UpdateKind = UpdateKind.UPDATE
    install_at: datetime | None = None
    is_forced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateStory:
    """An update with its image and its history, the earliest first."""

    update: Update
    image: Image
    steps: tuple[Step, ...]


class UpdateService:
    """The use cases of updates."""

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

    async def list_updates(
        self, actor: Actor, request: PageRequest, wanted: UpdateFilter = EVERY_UPDATE
    ) -> Page[Update]:
        """List updates, the latest first.

        :raises StationNotFound: when the filter names a station that is none of the actor's.
        """
        actor.require(Permission.READ_STATIONS)
        async with self._database.read(actor.scope) as connection:
            if wanted.station_id is not None:
                await require_equipment(connection, actor.scope, wanted.station_id)
            statement = store.select_updates(actor.scope, wanted)
            return await page_by_id(
                connection, statement, request, store.to_update, newest_first=True
            )

    async def get_update(self, actor: Actor, update_id: FirmwareUpdateId) -> UpdateStory:
        """Return an update with its history.

        :raises UpdateNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_STATIONS)
        async with self._database.read(actor.scope) as connection:
            update = await self._get(connection, actor, update_id)
            image = await require_image(connection, actor.scope, update.image_id, with_removed=True)
            steps = await store.load_steps(connection, actor.scope, update_id)
        return UpdateStory(update=update, image=image, steps=tuple(steps))

    async def order_update(self, actor: Actor, station_id: StationId, draft: UpdateDraft) -> Update:
        """Have a station install or publish an image; it is asked as soon as it can be.

        :raises StationNotFound: when the actor has no such station.
        :raises ImageNotFound: when the actor has no such image.
        :raises ImageNotReady: when the image has no file yet.
        :raises ImageDoesNotFit: when it is for others, and nobody forces it.
        :raises ImageHasNoChecksum: when it is to be published and is not here.
        :raises FilesUnreachable: when it is here and stations have no address to fetch it from.
        """
        actor.require(Permission.COMMAND_STATIONS)
        at = self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            station = await require_equipment(connection, actor.scope, station_id)
            image = await require_image(connection, actor.scope, draft.image_id)
            self._check(image, station, draft)
            update = await begin_update(
                connection,
                station,
                image,
                kind=draft.kind,
                install_at=draft.install_at,
                user_id=actor.user_id,
                at=at,
            )
            await self._note(connection, actor, "firmware_update.ordered", update)
        return update

    async def cancel_update(self, actor: Actor, update_id: FirmwareUpdateId) -> Update:
        """End an update: nobody asks for it again, and its links open nothing any more.

        OCPP has no word to call a station back: what it has fetched it may install all the same,
        and what it then tells counts.

        :raises UpdateNotFound: when there is none for this actor.
        :raises UpdateOver: when it has ended.
        """
        actor.require(Permission.COMMAND_STATIONS)
        at = self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            before = await self._get(connection, actor, update_id, is_locked=True)
            if not before.is_open:
                raise UpdateOver
            after = cancelled(before, UpdateReason.STOPPED, at=at)
            await move(connection, before, after, Step(word="cancelled", at=at))
            await self._note(connection, actor, "firmware_update.cancelled", after)
        return after

    async def unpublish(self, actor: Actor, update_id: FirmwareUpdateId) -> CommandResult:
        """Have a local controller offer an image no more, and wait for its answer.

        :raises UpdateNotFound: when there is none for this actor.
        :raises NotPublished: when it is not offered.
        :raises StationOffline: when it has no connection.
        :raises StationSilent: when it did not answer in time.
        """
        actor.require(Permission.COMMAND_STATIONS)
        story = await self.get_update(actor, update_id)
        is_offered = story.update.status is UpdateStatus.PUBLISHED
        if not is_offered or story.image.md5 is None:
            raise NotPublished
        result = await self._stations.command(
            actor, story.update.station_id, UnpublishFirmware(checksum=story.image.md5)
        )
        if result.status is CommandStatus.ACCEPTED:
            at = self._clock.now()
            async with self._database.transaction(actor.scope) as connection:
                before = await self._get(connection, actor, update_id, is_locked=True)
                word = str((result.answer or {}).get("status", "unpublished"))
                await move(connection, before, unpublished(before, at=at), Step(word=word, at=at))
                await self._note(connection, actor, "firmware_update.unpublished", before)
        return result

    def _check(self, image: Image, station: FleetStation, draft: UpdateDraft) -> None:
        check_image(image, self._address)
        if draft.kind is UpdateKind.PUBLICATION:
            if image.md5 is None:
                raise ImageHasNoChecksum
            return  # it is for the stations behind this one
        reason = misfit(image, equipment_of(station))
        if reason is not None and not draft.is_forced:
            raise ImageDoesNotFit(reason=reason)

    @staticmethod
    async def _get(
        connection: AsyncConnection,
        actor: Actor,
        update_id: FirmwareUpdateId,
        *,
        is_locked: bool = False,
    ) -> Update:
        update = await store.find(connection, actor.scope, update_id, is_locked=is_locked)
        if update is None:
            raise UpdateNotFound
        return update

    async def _note(
        self, connection: AsyncConnection, actor: Actor, action: str, update: Update
    ) -> None:
        await audit.record(
            connection,
            actor,
            action,
            Subject(kind="firmware_update", id=update.id),
            at=self._clock.now(),
            after={
                "station_id": update.station_id,
                "image_id": update.image_id,
                "target_version": update.target_version,
                "kind": update.kind,
            },
            tenant_id=update.tenant_id,
        )


def check_image(image: Image, address: FileAddress) -> None:
    """Pass when stations can fetch an image.

    :raises ImageNotReady: when it has no file yet.
    :raises FilesUnreachable: when it is here and stations have no address to fetch it from.
    """
    if not image.is_ready:
        raise ImageNotReady
    if image.url is None:
        address.require()


def equipment_of(station: FleetStation) -> Equipment:
    """Return what a station says of itself."""
    return Equipment(
        vendor=station.vendor, model=station.model, firmware_version=station.firmware_version
    )
