"""Campaigns: one image for many stations, a few at first, and no further when it goes wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sigec.kit.errors import FieldError
from sigec.kit.ids import (
    FirmwareCampaignId,
    FirmwareImageId,
    FirmwareUpdateId,
    SiteId,
    StationId,
    TenantId,
    UserId,
)

STAGES_MAX = 10
STATIONS_MAX = 5_000
AT_ONCE_MAX = 200
_ALL_PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Which stations a campaign is for; each part narrows."""

    site_id: SiteId | None = None
    vendor: str | None = None
    model: str | None = None
    firmware_version: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """How many stations have had their turn when the stage is over: so many, or a percentage."""

    stations: int | None = None
    percent: int | None = None

    def reaches(self, total: int) -> int:
        """Return that number out of ``total``, at least one."""
        if self.stations is not None:
            return min(self.stations, total)
        return min(max(-(-total * (self.percent or 0) // _ALL_PERCENT), 1), total)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Minutes of the site's day between which updates begin; it may span midnight."""

    from_minute: int
    to_minute: int

    def holds(self, at: datetime, zone: ZoneInfo) -> bool:
        """Say whether it is open at a site's instant."""
        local = at.astimezone(zone)
        minute = local.hour * 60 + local.minute
        if self.from_minute <= self.to_minute:
            return self.from_minute <= minute < self.to_minute
        return minute >= self.from_minute or minute < self.to_minute


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignDraft:
    """What an operator asks for.

    ``advance_after`` is after how many successes in a stage the next begins; ``None``: by hand.
    ``failures_max`` failures pause it. ``at_once_max`` stations are updated at a time.
    """

    name: str
    image_id: FirmwareImageId
    target: Target = field(default_factory=Target)
    stages: Sequence[Stage] = (Stage(percent=_ALL_PERCENT),)
    advance_after: int | None = None
    is_idle_only: bool = True
    window: Window | None = None
    failures_max: int = 1
    at_once_max: int = 20


class CampaignStatus(StrEnum):
    """What a campaign does."""

    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class CampaignPause(StrEnum):
    """Why it does nothing."""

    BY_HAND = "by_hand"
    FAILURES = "failures"
    STAGE_DONE = "stage_done"
    """Somebody is to look, and to begin the next stage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """A campaign. ``stage`` is the one under way, from 0.

    ``failures_forgiven`` are those that somebody has seen: after a resume only newer ones count.
    """

    id: FirmwareCampaignId
    tenant_id: TenantId
    name: str
    image_id: FirmwareImageId
    target: Target
    stages: Sequence[Stage]
    advance_after: int | None
    is_idle_only: bool
    window: Window | None
    failures_max: int
    failures_forgiven: int
    at_once_max: int
    status: CampaignStatus
    pause_reason: CampaignPause | None
    stage: int
    created_at: datetime
    created_by: UserId | None
    ended_at: datetime | None
    version: int

    @property
    def is_over(self) -> bool:
        """Whether nothing follows."""
        return self.status in (CampaignStatus.FINISHED, CampaignStatus.CANCELLED)


class MemberStatus(StrEnum):
    """How far a campaign is with one of its stations."""

    WAITING = "waiting"
    UPDATING = "updating"
    UPDATED = "updated"
    FAILED = "failed"
    SKIPPED = "skipped"
    """It was removed, or has the version by another way, or the campaign was cancelled."""


class Obstacle(StrEnum):
    """What a station that is due waits for."""

    OFFLINE = "offline"
    CHARGING = "charging"
    WINDOW = "window"
    ANOTHER_UPDATE = "another_update"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A station of a campaign."""

    station_id: StationId
    stage: int
    status: MemberStatus
    update_id: FirmwareUpdateId | None = None
    obstacle: Obstacle | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """How a station is now; one that is gone has none."""

    is_online: bool
    is_charging: bool
    is_updating: bool
    firmware_version: str | None
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a campaign does next; ``status``, ``pause_reason`` and ``stage`` are as it then is."""

    start: Sequence[StationId]
    skip: Sequence[StationId]
    obstacles: Mapping[StationId, Obstacle]
    status: CampaignStatus
    pause_reason: CampaignPause | None
    stage: int


def faults_of_campaign(draft: CampaignDraft) -> Iterator[FieldError]:
    """Yield what is wrong with a campaign."""
    for number, stage in enumerate(draft.stages):
        if (stage.stations is None) == (stage.percent is None):
            yield FieldError(field=f"stages.{number}", code="field.stage")
    last = draft.stages[-1] if draft.stages else None
    if last is None or last.percent != _ALL_PERCENT:
        yield FieldError(field="stages", code="field.last_stage")
    window = draft.window
    if window is not None and window.from_minute == window.to_minute:
        yield FieldError(field="window", code="field.empty_window")


def stages_of(stages: Sequence[Stage], total: int) -> Sequence[int]:
    """Return the stage of each of ``total`` stations, in their order."""
    placed: list[int] = []
    for number, stage in enumerate(stages):
        placed += [number] * (stage.reaches(total) - len(placed))
    return placed


def decide(
    campaign: Campaign,
    members: Sequence[Member],
    situations: Mapping[StationId, Situation],
    *,
    target_version: str,
    at: datetime,
) -> Decision:
    """Say what a running campaign does now; the same facts give the same answer again."""
    assert campaign.status is CampaignStatus.RUNNING
    nothing = _Plan(stage=campaign.stage)
    failures = sum(each.status is MemberStatus.FAILED for each in members)
    if failures - campaign.failures_forgiven >= campaign.failures_max:
        return nothing.paused(CampaignPause.FAILURES)
    stage = campaign.stage
    while _is_done(campaign, members, stage):
        if stage + 1 >= len(campaign.stages):
            return _Plan(stage=stage).finished()
        if campaign.advance_after is None and _had_any(members, stage):
            return _Plan(stage=stage).paused(CampaignPause.STAGE_DONE)
        stage += 1
    plan = _Plan(stage=stage)
    room = campaign.at_once_max - sum(each.status is MemberStatus.UPDATING for each in members)
    for member in members:
        if member.status is not MemberStatus.WAITING or member.stage > stage:
            continue
        situation = situations.get(member.station_id)
        if situation is None or situation.firmware_version == target_version:
            plan.skip.append(member.station_id)
        elif (obstacle := _obstacle(campaign, situation, at)) is not None:
            plan.obstacles[member.station_id] = obstacle
        elif room > 0:
            plan.start.append(member.station_id)
            room -= 1
    return plan.running()


def _is_done(campaign: Campaign, members: Sequence[Member], stage: int) -> bool:
    """Say whether the next stage may begin, or would if somebody said so."""
    if stage + 1 < len(campaign.stages) and campaign.advance_after is not None:
        successes = sum(
            each.status is MemberStatus.UPDATED and each.stage == stage for each in members
        )
        if successes >= campaign.advance_after:
            return True
    ended = (MemberStatus.UPDATED, MemberStatus.FAILED, MemberStatus.SKIPPED)
    return all(each.status in ended for each in members if each.stage <= stage)


def _had_any(members: Sequence[Member], stage: int) -> bool:
    return any(each.stage == stage for each in members)


def _obstacle(campaign: Campaign, situation: Situation, at: datetime) -> Obstacle | None:
    if campaign.window is not None and not campaign.window.holds(at, situation.zone):
        return Obstacle.WINDOW
    if not situation.is_online:
        return Obstacle.OFFLINE
    if situation.is_updating:
        return Obstacle.ANOTHER_UPDATE
    if campaign.is_idle_only and situation.is_charging:
        return Obstacle.CHARGING
    return None


@dataclass(kw_only=True)
class _Plan:
    """A decision in the making."""

    stage: int
    start: list[StationId] = field(default_factory=list)
    skip: list[StationId] = field(default_factory=list)
    obstacles: dict[StationId, Obstacle] = field(default_factory=dict)

    def running(self) -> Decision:
        return self._as(CampaignStatus.RUNNING, None)

    def finished(self) -> Decision:
        return self._as(CampaignStatus.FINISHED, None)

    def paused(self, reason: CampaignPause) -> Decision:
        return self._as(CampaignStatus.PAUSED, reason)

    def _as(self, status: CampaignStatus, reason: CampaignPause | None) -> Decision:
        return Decision(
            start=self.start,
            skip=self.skip,
            obstacles=self.obstacles,
            status=status,
            pause_reason=reason,
            stage=self.stage,
        )
