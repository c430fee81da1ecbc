"""The SQL of firmware images."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.tenancy import visible
from sigec.kit.actor import Scope
from sigec.kit.ids import FirmwareImageId
from sigec.maintenance._store.tables import images, updates
from sigec.maintenance.model import ENDED, Image

_NAMES = tuple(field.name for field in fields(Image))


def select_images(scope: Scope, *, with_removed: bool = False) -> Select[Any]:
    """Begin every query of images here; one that was removed is shown to its updates only."""
    conditions: list[ColumnElement[bool]] = [visible(images, scope)]
    if not with_removed:
        conditions.append(images.c.removed_at.is_(None))
    return select(*(images.c[name] for name in _NAMES)).where(*conditions)


async def find(
    connection: AsyncConnection,
    scope: Scope,
    image_id: FirmwareImageId,
    *,
    with_removed: bool = False,
) -> Image | None:
    """Return an image."""
    statement = select_images(scope, with_removed=with_removed).where(images.c.id == image_id)
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else to_image(row)


async def add(connection: AsyncConnection, image: Image) -> None:
    """Store a new image."""
    await connection.execute(insert(images).values(_values(image)))


async def save(connection: AsyncConnection, image: Image, **more: Any) -> None:
    """Store an image as it is now."""
    statement = update(images).where(images.c.id == image.id)
    await connection.execute(statement.values(**_values(image), **more))


async def is_in_use(connection: AsyncConnection, image_id: FirmwareImageId) -> bool:
    """Say whether an update with the image goes on."""
    ended = [status.value for status in ENDED]
    statement = select(updates.c.id).where(
        updates.c.image_id == image_id, updates.c.status.not_in(ended)
    )
    return (await connection.execute(statement.limit(1))).first() is not None


def to_image(row: Mapping[Any, Any]) -> Image:
    """Read a row of `select_images`."""
    return Image(**{**row, "from_versions": tuple(row["from_versions"])})


def _values(image: Image) -> dict[str, Any]:
    values = {name: getattr(image, name) for name in _NAMES}
    return {**values, "from_versions": list(image.from_versions)}
