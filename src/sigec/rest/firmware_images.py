"""Firmware images: what a maker publishes, kept here or at an address of its own."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field

from sigec.kit.ids import FirmwareImageId
from sigec.maintenance.model import ImageDraft
from sigec.rest.paging import PageDep
from sigec.rest.schemas import Body, PageView, View, example
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.rest.streamed import MEDIA_TYPE, body_of

router = APIRouter(prefix="/firmware-images", tags=["firmware"])

Short = Annotated[str, Field(min_length=1, max_length=100)]
_FILE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The image, as its maker published it.",
        "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
    }
}


class NewImage(Body):
    """An image; its file follows, or `url` says where it is."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    version: Short = Field(description="Spelled as the station tells it when it boots.")
    vendor: Short | None = Field(default=None, description="Null: of any.")
    model: Short | None = Field(default=None, description="Null: any.")
    from_versions: Annotated[list[Short], Field(max_length=50)] = Field(
        default=[], description="What it may replace; empty: anything."
    )
    url: Annotated[str, Field(max_length=400)] | None = Field(
        default=None, description="HTTPS, reachable for the stations; null: the file follows."
    )
    signature: Annotated[str, Field(max_length=800)] | None = Field(
        default=None, description="The maker's, over the file, in Base64 (OCPP)."
    )
    signing_certificate: Annotated[str, Field(max_length=5_500)] | None = Field(
        default=None, description="What the signature is checked with, in PEM."
    )

    model_config = example(name="AC-7 3.2.1", version="3.2.1", vendor="Sigec", model="AC-7")


class ImageView(View):
    """A firmware image."""

    id: UUID
    name: str
    version: str
    vendor: str | None
    model: str | None
    from_versions: list[str]
    url: str | None
    is_ready: bool = Field(description="Whether stations can fetch it.")
    is_signed: bool
    signing_certificate: str | None
    file_name: str | None
    size_bytes: int | None
    sha256: str | None
    md5: str | None = Field(description="What OCPP calls the checksum of a published firmware.")
    created_at: datetime


class ImagePage(PageView[ImageView]):
    """A page of images, the latest first."""


@router.get("")
async def list_firmware_images(services: ServicesDep, actor: ActorDep, page: PageDep) -> ImagePage:
    """List firmware images, the latest first."""
    return ImagePage.of(await services.workshop.images.list_images(actor, page))


@router.post("", status_code=201)
async def create_firmware_image(
    services: ServicesDep, actor: ActorDep, body: NewImage
) -> ImageView:
    """Note an image; send its file next, unless it has an address of its own."""
    draft = ImageDraft(**{**body.model_dump(), "from_versions": tuple(body.from_versions)})
    return ImageView.model_validate(await services.workshop.images.create_image(actor, draft))


@router.get("/{image_id}")
async def get_firmware_image(services: ServicesDep, actor: ActorDep, image_id: UUID) -> ImageView:
    """Show an image, also one that is off the list."""
    found = await services.workshop.images.get_image(actor, FirmwareImageId(image_id))
    return ImageView.model_validate(found)


@router.put("/{image_id}/file", openapi_extra=_FILE)
async def put_firmware_file(
    services: ServicesDep,
    actor: ActorDep,
    image_id: UUID,
    request: Request,
    file_name: Annotated[str | None, Query(max_length=255, examples=["ac7-3.2.1.bin"])] = None,
) -> ImageView:
    """Send the file of an image, once; a signature must be the file's."""
    stored = await services.workshop.images.store_file(
        actor, FirmwareImageId(image_id), body_of(request), file_name=file_name
    )
    return ImageView.model_validate(stored)


@router.delete("/{image_id}", status_code=204)
async def delete_firmware_image(services: ServicesDep, actor: ActorDep, image_id: UUID) -> None:
    """Take an image off the list and forget its file."""
    await services.workshop.images.delete_image(actor, FirmwareImageId(image_id))
