"""Updates of the firmware of stations, one by one."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import AwareDatetime, Field

from sigec.kit.ids import FirmwareCampaignId, FirmwareImageId, FirmwareUpdateId, StationId
from sigec.maintenance.model import Update, UpdateKind, UpdateReason, UpdateStatus
from sigec.maintenance.service import UpdateDraft, UpdateFilter, UpdateStory
from sigec.rest.commands import CommandResultView
from sigec.rest.firmware_images import ImageView
from sigec.rest.paging import PageDep
from sigec.rest.schemas import Body, PageView, View, example
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep

router = APIRouter(prefix="/firmware-updates", tags=["firmware"])
of_station = APIRouter(prefix="/stations/{station_id}", tags=["firmware"])


class NewUpdate(Body):
    """What a station is to do with an image."""

    image_id: UUID
    kind: UpdateKind = Field(
        default=UpdateKind.UPDATE,
        description="`publication`: offer it to the stations behind it (local controllers, 2.x).",
    )
    install_at: AwareDatetime | None = Field(
        default=None, description="Null: at once. Unsigned 1.6 knows no other."
    )
    is_forced: bool = Field(
        default=False, description="Also where the image says that it is for other stations."
    )

    model_config = example(image_id="01996f1e-5a00-7000-8000-00000000f1a0")


class UpdateView(View):
    """An update of a station."""

    id: UUID
    station_id: UUID
    image_id: UUID
    campaign_id: UUID | None
    kind: UpdateKind
    status: UpdateStatus
    reason: UpdateReason | None = Field(description="Why it, or its last attempt, failed.")
    attempts: int
    attempts_max: int
    previous_version: str | None
    target_version: str
    install_at: datetime | None
    next_try_at: datetime | None = Field(description="When the station is asked (again).")
    heard_at: datetime
    created_at: datetime
    ended_at: datetime | None
    is_proven: bool = Field(description="Whether the station booted with the new version.")
    sent_bytes: int = Field(description="How far it has come in a file that is kept here.")
    locations: list[str] = Field(description="Where a local controller offers it.")


class UpdatePage(PageView[UpdateView]):
    """A page of updates, the latest first."""


class StepView(View):
    """A line of an update's history."""

    word: str = Field(
        description="As OCPP spells it, or in small letters one of ours.", examples=["Installing"]
    )
    at: datetime
    note: str | None


class UpdateStoryView(UpdateView):
    """An update with its image and its history."""

    image: ImageView
    steps: list[StepView]

    @classmethod
    def of(cls, story: UpdateStory) -> Self:
        """Show an update with what belongs to it."""
        shown = UpdateView.model_validate(story.update)
        return cls(
            **shown.model_dump(),
            image=ImageView.model_validate(story.image),
            steps=[StepView.model_validate(step) for step in story.steps],
        )


async def _wanted(
    station_id: UUID | None = None,
    campaign_id: UUID | None = None,
    status: UpdateStatus | None = None,
    kind: UpdateKind | None = None,
) -> UpdateFilter:
    return UpdateFilter(
        station_id=None if station_id is None else StationId(station_id),
        campaign_id=None if campaign_id is None else FirmwareCampaignId(campaign_id),
        status=status,
        kind=kind,
    )


@router.get("")
async def list_firmware_updates(
    services: ServicesDep,
    actor: ActorDep,
    page: PageDep,
    wanted: Annotated[UpdateFilter, Depends(_wanted)],
) -> UpdatePage:
    """List updates of all stations, the latest first."""
    return UpdatePage.of(await services.workshop.updates.list_updates(actor, page, wanted))


@router.get("/{update_id}")
async def get_firmware_update(
    services: ServicesDep, actor: ActorDep, update_id: UUID
) -> UpdateStoryView:
    """Show an update with its image and its history."""
    story = await services.workshop.updates.get_update(actor, FirmwareUpdateId(update_id))
    return UpdateStoryView.of(story)


@router.post("/{update_id}/cancel")
async def cancel_firmware_update(
    services: ServicesDep, actor: ActorDep, update_id: UUID
) -> UpdateView:
    """End an update: nobody asks for it again, and its link opens nothing any more.

    What the station has fetched already it may install all the same.
    """
    return _view(await services.workshop.updates.cancel_update(actor, FirmwareUpdateId(update_id)))


@router.post("/{update_id}/unpublish")
async def unpublish_firmware(
    services: ServicesDep, actor: ActorDep, update_id: UUID
) -> CommandResultView:
    """Have a local controller offer an image no more; returns its answer."""
    result = await services.workshop.updates.unpublish(actor, FirmwareUpdateId(update_id))
    return CommandResultView.model_validate(result)


@of_station.get("/firmware-updates")
async def list_station_updates(
    services: ServicesDep, actor: ActorDep, page: PageDep, station_id: UUID
) -> UpdatePage:
    """List the updates of a station, the latest first."""
    wanted = UpdateFilter(station_id=StationId(station_id))
    return UpdatePage.of(await services.workshop.updates.list_updates(actor, page, wanted))


@of_station.post("/firmware-updates", status_code=201)
async def order_firmware_update(
    services: ServicesDep, actor: ActorDep, station_id: UUID, body: NewUpdate
) -> UpdateView:
    """Have a station take an image; it is asked as soon as it is connected, and again if it fails.

    One that it has under way gives way.
    """
    draft = UpdateDraft(
        image_id=FirmwareImageId(body.image_id),
        kind=body.kind,
        install_at=body.install_at,
        is_forced=body.is_forced,
    )
    return _view(await services.workshop.updates.order_update(actor, StationId(station_id), draft))


def _view(update: Update) -> UpdateView:
    return UpdateView.model_validate(update)
