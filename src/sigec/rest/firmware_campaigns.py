"""Campaigns: one image for many stations, stage by stage."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from sigec.kit.ids import FirmwareCampaignId, FirmwareImageId, SiteId
from sigec.maintenance.model import (
    AT_ONCE_MAX,
    STATIONS_MAX,
    Campaign,
    CampaignDraft,
    CampaignPause,
    CampaignStatus,
    MemberStatus,
    Obstacle,
    Stage,
    Target,
    UpdateReason,
    UpdateStatus,
    Window,
)
from sigec.maintenance.model.campaigns import STAGES_MAX
from sigec.maintenance.service import CampaignPlan, CampaignView, MemberView
from sigec.rest.firmware_images import ImageView, Short
from sigec.rest.paging import PageDep
from sigec.rest.schemas import Body, PageView, View, example
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.rest.tariff_views import LocalTime

router = APIRouter(prefix="/firmware-campaigns", tags=["firmware"])
_HOUR_MINUTES = 60


class CampaignStageBody(Body):
    """How many stations have had their turn when the stage is over: one of the two."""

    stations: Annotated[int, Field(ge=1, le=STATIONS_MAX)] | None = None
    percent: Annotated[int, Field(ge=1, le=100)] | None = None


class CampaignWindowBody(Body):
    """When updates may begin, by the clock of each site; it may span midnight."""

    from_time: LocalTime
    to_time: LocalTime


class NewCampaign(Body):
    """A campaign: which image, for whom, how carefully."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    image_id: UUID
    site_id: UUID | None = Field(default=None, description="Null: every site.")
    vendor: Short | None = None
    model: Short | None = None
    firmware_version: Short | None = Field(default=None, description="What they have now.")
    stages: Annotated[list[CampaignStageBody], Field(min_length=1, max_length=STAGES_MAX)] = Field(
        default=[
            CampaignStageBody(stations=1),
            CampaignStageBody(percent=10),
            CampaignStageBody(percent=100),
        ],
        description="The last one is 100 percent.",
    )
    advance_after: Annotated[int, Field(ge=1, le=STATIONS_MAX)] | None = Field(
        default=None,
        description="After so many successes in a stage the next begins; null: by hand.",
    )
    is_idle_only: bool = Field(default=True, description="Only while nobody charges.")
    window: CampaignWindowBody | None = None
    failures_max: Annotated[int, Field(ge=1, le=STATIONS_MAX)] = Field(
        default=1, description="So many failures pause it."
    )
    at_once_max: Annotated[int, Field(ge=1, le=AT_ONCE_MAX)] = Field(
        default=20, description="Stations that are updated at a time."
    )

    model_config = example(
        name="AC-7 3.2.1 na garagem",
        image_id="01996f1e-5a00-7000-8000-00000000f1a0",
        stages=[{"stations": 1}, {"percent": 10}, {"percent": 100}],
    )

    def to_model(self) -> CampaignDraft:
        """Return what is asked for."""
        window = self.window
        return CampaignDraft(
            name=self.name,
            image_id=FirmwareImageId(self.image_id),
            target=Target(
                site_id=None if self.site_id is None else SiteId(self.site_id),
                vendor=self.vendor,
                model=self.model,
                firmware_version=self.firmware_version,
            ),
            stages=tuple(Stage(**each.model_dump()) for each in self.stages),
            advance_after=self.advance_after,
            is_idle_only=self.is_idle_only,
            window=None
            if window is None
            else Window(
                from_minute=_minute_of(window.from_time), to_minute=_minute_of(window.to_time)
            ),
            failures_max=self.failures_max,
            at_once_max=self.at_once_max,
        )


class CampaignStageView(View):
    """How many stations have had their turn when the stage is over."""

    stations: int | None
    percent: int | None


class CampaignWindowView(View):
    """When updates may begin, by the clock of each site."""

    from_time: LocalTime
    to_time: LocalTime

    @classmethod
    def of(cls, window: Window) -> Self:
        """Show a window."""
        return cls(from_time=_time_of(window.from_minute), to_time=_time_of(window.to_minute))


class CampaignSchema(View):
    """A campaign, and how many of its stations are how far."""

    id: UUID
    name: str
    image: ImageView
    site_id: UUID | None
    vendor: str | None
    model: str | None
    firmware_version: str | None
    stages: list[CampaignStageView]
    advance_after: int | None
    is_idle_only: bool
    window: CampaignWindowView | None
    failures_max: int
    at_once_max: int
    status: CampaignStatus
    pause_reason: CampaignPause | None
    stage: int = Field(description="The one under way, from 0.")
    counts: dict[MemberStatus, int] = Field(description="How many stations are how far.")
    created_at: datetime
    ended_at: datetime | None

    @classmethod
    def of(cls, view: CampaignView) -> Self:
        """Show a campaign."""
        one: Campaign = view.campaign
        return cls(
            id=one.id,
            name=one.name,
            image=ImageView.model_validate(view.image),
            site_id=one.target.site_id,
            vendor=one.target.vendor,
            model=one.target.model,
            firmware_version=one.target.firmware_version,
            stages=[CampaignStageView.model_validate(each) for each in one.stages],
            advance_after=one.advance_after,
            is_idle_only=one.is_idle_only,
            window=None if one.window is None else CampaignWindowView.of(one.window),
            failures_max=one.failures_max,
            at_once_max=one.at_once_max,
            status=one.status,
            pause_reason=one.pause_reason,
            stage=one.stage,
            counts={status: view.counts.get(status, 0) for status in MemberStatus},
            created_at=one.created_at,
            ended_at=one.ended_at,
        )


class CampaignPage(PageView[CampaignSchema]):
    """A page of campaigns, the latest first."""


class PlannedStationView(View):
    """A station that a campaign would have."""

    id: UUID
    name: str
    vendor: str | None
    model: str | None
    firmware_version: str | None
    is_connected: bool


class CampaignPlanView(View):
    """Which stations a campaign would have, in the order of their turns, and in which stages."""

    stations: list[PlannedStationView]
    stages: list[int] = Field(description="How many stations each stage has.")
    unfit: int = Field(description="Left out: the image is for others.")
    up_to_date: int = Field(description="Left out: they have its version.")

    @classmethod
    def of(cls, plan: CampaignPlan) -> Self:
        """Show a plan."""
        return cls.model_validate(plan)


class CampaignStationView(View):
    """A station of a campaign."""

    station_id: UUID
    station_name: str | None = Field(description="Null once it is removed.")
    stage: int
    status: MemberStatus
    obstacle: Obstacle | None = Field(description="What it waits for although it is its turn.")
    update_id: UUID | None
    update_status: UpdateStatus | None
    reason: UpdateReason | None
    firmware_version: str | None = Field(description="What it has now.")

    @classmethod
    def of(cls, view: MemberView) -> Self:
        """Show a station of a campaign."""
        member, station = view.member, view.station
        return cls(
            station_id=member.station_id,
            station_name=None if station is None else station.name,
            stage=member.stage,
            status=member.status,
            obstacle=member.obstacle,
            update_id=member.update_id,
            update_status=view.update_status,
            reason=view.reason,
            firmware_version=None if station is None else station.firmware_version,
        )


class CampaignStationList(View):
    """All stations of a campaign, in the order of their turns."""

    items: list[CampaignStationView]


@router.get("")
async def list_firmware_campaigns(
    services: ServicesDep, actor: ActorDep, page: PageDep
) -> CampaignPage:
    """List campaigns, the latest first."""
    found = await services.workshop.campaigns.list_campaigns(actor, page)
    items = [CampaignSchema.of(view) for view in found.items]
    return CampaignPage(items=items, next_cursor=found.next_cursor)


@router.post("", status_code=201)
async def create_firmware_campaign(
    services: ServicesDep, actor: ActorDep, body: NewCampaign
) -> CampaignSchema:
    """Begin a campaign for the stations that are meant now."""
    return CampaignSchema.of(
        await services.workshop.campaigns.create_campaign(actor, body.to_model())
    )


@router.post("/preview")
async def preview_firmware_campaign(
    services: ServicesDep, actor: ActorDep, body: NewCampaign
) -> CampaignPlanView:
    """Say which stations a campaign would have, and in which stages; nothing is stored."""
    return CampaignPlanView.of(await services.workshop.campaigns.preview(actor, body.to_model()))


@router.get("/{campaign_id}")
async def get_firmware_campaign(
    services: ServicesDep, actor: ActorDep, campaign_id: UUID
) -> CampaignSchema:
    """Show a campaign."""
    found = await services.workshop.campaigns.get_campaign(actor, FirmwareCampaignId(campaign_id))
    return CampaignSchema.of(found)


@router.get("/{campaign_id}/stations")
async def list_campaign_stations(
    services: ServicesDep, actor: ActorDep, campaign_id: UUID
) -> CampaignStationList:
    """List all stations of a campaign, in the order of their turns."""
    found: Sequence[MemberView] = await services.workshop.campaigns.list_members(
        actor, FirmwareCampaignId(campaign_id)
    )
    return CampaignStationList(items=[CampaignStationView.of(each) for each in found])


@router.post("/{campaign_id}/pause")
async def pause_firmware_campaign(
    services: ServicesDep, actor: ActorDep, campaign_id: UUID
) -> CampaignSchema:
    """Begin no further update; what is under way goes on."""
    return CampaignSchema.of(
        await services.workshop.campaigns.pause(actor, FirmwareCampaignId(campaign_id))
    )


@router.post("/{campaign_id}/resume")
async def resume_firmware_campaign(
    services: ServicesDep, actor: ActorDep, campaign_id: UUID
) -> CampaignSchema:
    """Go on, after a stage with the next one; failures so far are forgiven."""
    return CampaignSchema.of(
        await services.workshop.campaigns.resume(actor, FirmwareCampaignId(campaign_id))
    )


@router.post("/{campaign_id}/cancel")
async def cancel_firmware_campaign(
    services: ServicesDep, actor: ActorDep, campaign_id: UUID
) -> CampaignSchema:
    """End a campaign; updates that a station has taken go on."""
    return CampaignSchema.of(
        await services.workshop.campaigns.cancel(actor, FirmwareCampaignId(campaign_id))
    )


def _minute_of(at: time) -> int:
    return at.hour * _HOUR_MINUTES + at.minute


def _time_of(minute: int) -> time:
    return time(*divmod(minute, _HOUR_MINUTES))
