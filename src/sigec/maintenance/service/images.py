"""Keep firmware images: what an operator says of each, and its file."""

from collections.abc import AsyncIterator
from dataclasses import asdict, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit
from sigec.audit import Subject
from sigec.db import Database, files
from sigec.db.listing import page_by_id
from sigec.kit.actor import Actor, Permission, Scope
from sigec.kit.errors import FieldError, Invalid
from sigec.kit.ids import FirmwareImageId, new_id
from sigec.kit.pages import Page, PageRequest
from sigec.kit.ports import Clock
from sigec.maintenance._store import images as store
from sigec.maintenance.model import (
    Image,
    ImageDraft,
    faults_of_image,
    is_signed_by,
    safe_name,
)
from sigec.maintenance.service.errors import ImageHasFile, ImageInUse, ImageNotFound


class ImageService:
    """The use cases of firmware images."""

    def __init__(self, database: Database, clock: Clock, *, bytes_max: int) -> None:
        self._database = database
        self._clock = clock
        self._bytes_max = bytes_max

    async def list_images(self, actor: Actor, request: PageRequest) -> Page[Image]:
        """List images, the latest first."""
        actor.require(Permission.READ_STATIONS)
        async with self._database.read(actor.scope) as connection:
            statement = store.select_images(actor.scope)
            return await page_by_id(
                connection, statement, request, store.to_image, newest_first=True
            )

    async def get_image(self, actor: Actor, image_id: FirmwareImageId) -> Image:
        """Return an image, also one that was removed, for the sake of its updates.

        :raises ImageNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_STATIONS)
        async with self._database.read(actor.scope) as connection:
            return await require_image(connection, actor.scope, image_id, with_removed=True)

    async def create_image(self, actor: Actor, draft: ImageDraft) -> Image:
        """Note an image; without an address of its own its file is to follow.

        :raises Invalid: when a field breaks a rule.
        """
        actor.require(Permission.WRITE_STATIONS)
        at = self._clock.now()
        if faults := tuple(faults_of_image(draft, at=at)):
            raise Invalid(*faults)
        image = Image(
            id=FirmwareImageId(new_id()),
            tenant_id=actor.require_tenant(),
            **asdict(draft),
            file_id=None,
            file_name=None,
            size_bytes=None,
            sha256=None,
            md5=None,
            created_at=at,
            created_by=actor.user_id,
        )
        async with self._database.transaction(actor.scope) as connection:
            await store.add(connection, image)
            await self._note(connection, actor, "firmware_image.created", image)
        return image

    async def store_file(
        self,
        actor: Actor,
        image_id: FirmwareImageId,
        parts: AsyncIterator[bytes],
        *,
        file_name: str | None = None,
    ) -> Image:
        """Take the file of an image as it arrives; a signature must be the file's.

        :raises ImageNotFound: when there is none for this actor.
        :raises ImageHasFile: when it has one, or an address.
        :raises FileTooLarge: when more arrives than an image may have.
        :raises Invalid: when nothing arrives, or the signature is another file's.
        """
        actor.require(Permission.WRITE_STATIONS)
        async with self._database.read(actor.scope) as connection:
            image = await require_image(connection, actor.scope, image_id)
        if image.is_ready:
            raise ImageHasFile
        at = self._clock.now()
        stored = await files.store(
            self._database, image.tenant_id, parts, limit_bytes=self._bytes_max, at=at
        )
        try:
            after = replace(
                image,
                file_id=stored.id,
                file_name=safe_name(file_name or "", default=f"firmware-{image.version}.bin"),
                size_bytes=stored.size_bytes,
                sha256=stored.sha256,
                md5=stored.md5,
            )
            _check(after)
            async with self._database.transaction(actor.scope) as connection:
                now = await require_image(connection, actor.scope, image_id)
                if now.is_ready:
                    raise ImageHasFile
                await store.save(connection, after)
                await self._note(connection, actor, "firmware_image.uploaded", after)
        except BaseException:
            await files.remove(self._database, image.tenant_id, stored.id)
            raise
        return after

    async def delete_image(self, actor: Actor, image_id: FirmwareImageId) -> None:
        """Take an image off the list and forget its file; updates that ended keep its name.

        :raises ImageNotFound: when there is none for this actor.
        :raises ImageInUse: when an update with it goes on.
        """
        actor.require(Permission.WRITE_STATIONS)
        async with self._database.transaction(actor.scope) as connection:
            image = await require_image(connection, actor.scope, image_id)
            if await store.is_in_use(connection, image_id):
                raise ImageInUse
            await store.save(connection, replace(image, file_id=None), removed_at=self._clock.now())
            await self._note(connection, actor, "firmware_image.deleted", image)
        if image.file_id is not None:
            await files.remove(self._database, image.tenant_id, image.file_id)

    async def _note(
        self, connection: AsyncConnection, actor: Actor, action: str, image: Image
    ) -> None:
        told = {
            "name": image.name,
            "version": image.version,
            "vendor": image.vendor,
            "model": image.model,
            "sha256": image.sha256,
        }
        subject = Subject(kind="firmware_image", id=image.id)
        await audit.record(
            connection,
            actor,
            action,
            subject,
            at=self._clock.now(),
            after=told,
            tenant_id=image.tenant_id,
        )


async def require_image(
    connection: AsyncConnection,
    scope: Scope,
    image_id: FirmwareImageId,
    *,
    with_removed: bool = False,
) -> Image:
    """Return an image, in the caller's transaction.

    :raises ImageNotFound: when the scope has none.
    """
    image = await store.find(connection, scope, image_id, with_removed=with_removed)
    if image is None:
        raise ImageNotFound
    return image


def _check(image: Image) -> None:
    assert image.sha256 is not None, "it has just been stored"
    if not image.size_bytes:
        raise Invalid(FieldError(field="file", code="field.empty_file"))
    if image.signature is None or image.signing_certificate is None:
        return
    if not is_signed_by(image.signing_certificate, image.signature, image.sha256):
        raise Invalid(FieldError(field="signature", code="field.signature"))
