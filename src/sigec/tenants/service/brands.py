"""What everybody sees of a tenant, and its logo."""

from dataclasses import replace

from sigec.db import Database, blobs
from sigec.db.blobs import Blob
from sigec.kit.actor import PLATFORM, Actor, Permission
from sigec.kit.errors import FieldError, Invalid, PreconditionFailed
from sigec.kit.ids import TenantId
from sigec.kit.ports import Clock
from sigec.tenants._store import tenants as store
from sigec.tenants.model import (
    LOGO_BYTES_MAX,
    LOGO_PIXELS_MAX,
    Brand,
    NotAPicture,
    PictureTooLarge,
    Tenant,
    clean_png,
)
from sigec.tenants.service.tenants import find_tenant_by_slug, get_tenant_of, note

LOGO_MEDIA_TYPE = "image/png"


class BrandService:
    """The use cases of brands."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def put_logo(self, actor: Actor, tenant_id: TenantId, content: bytes | None) -> Tenant:
        """Replace a tenant's logo, or remove it; harmless when repeated.

        :raises TenantNotFound: when there is none for this actor.
        :raises Invalid: when it is no PNG of a logo's size.
        """
        actor.require(Permission.WRITE_SETTINGS)
        async with self._database.read(actor.scope) as connection:
            await get_tenant_of(connection, actor, tenant_id)
        png = None if content is None else _logo_of(content)
        at = self._clock.now()
        async with self._database.transaction(PLATFORM) as connection:
            before = await get_tenant_of(connection, actor, tenant_id)
            logo_id = None
            if png is not None:
                logo_id = await blobs.add(
                    connection, tenant_id, png, media_type=LOGO_MEDIA_TYPE, at=at
                )
            after = replace(before, logo_id=logo_id, updated_at=at, version=before.version + 1)
            if not await store.save(connection, after, replacing=before.version):
                raise PreconditionFailed
            if before.logo_id is not None:
                await blobs.remove(connection, tenant_id, before.logo_id)
            await note(connection, actor, "tenant.edited", before, after, at=at)
        return after

    async def find_brand(self, slug: str) -> Brand | None:
        """Return what everybody may see of the tenant called ``slug``."""
        async with self._database.read(PLATFORM) as connection:
            tenant = await find_tenant_by_slug(connection, slug)
            if tenant is None:
                return None
            sha256 = tenant.logo_id and await blobs.find_sha256(
                connection, tenant.id, tenant.logo_id
            )
        return Brand(
            slug=tenant.slug,
            name=tenant.brand_name or tenant.name,
            color=tenant.brand_color,
            logo_sha256=sha256 or None,
            language=tenant.language.value,
        )

    async def find_logo(self, slug: str) -> Blob | None:
        """Return the logo of the tenant called ``slug``."""
        async with self._database.read(PLATFORM) as connection:
            tenant = await find_tenant_by_slug(connection, slug)
            if tenant is None or tenant.logo_id is None:
                return None
            return await blobs.find(connection, tenant.id, tenant.logo_id)


def _logo_of(content: bytes) -> bytes:
    try:
        return clean_png(content)
    except PictureTooLarge as error:
        params = (("limit_kib", str(LOGO_BYTES_MAX // 1024)), ("pixels", str(LOGO_PIXELS_MAX)))
        field = FieldError(field="logo", code="field.logo_size", params=params)
        raise Invalid(field) from error
    except NotAPicture as error:
        raise Invalid(FieldError(field="logo", code="field.logo_png")) from error
