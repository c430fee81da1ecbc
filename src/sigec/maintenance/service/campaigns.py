"""Plan campaigns, look at them, and hold or help them along."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, outbox
from sigec.audit import Subject
from sigec.db import Database
from sigec.db.listing import page_by_id
from sigec.events.maintenance import FirmwareCampaignChanged
from sigec.kit.actor import Actor, Permission, Scope
from sigec.kit.errors import Invalid
from sigec.kit.ids import FirmwareCampaignId, new_id
from sigec.kit.pages import Page, PageRequest
from sigec.kit.ports import Clock
from sigec.maintenance._store import campaigns as store
from sigec.maintenance._store import updates
from sigec.maintenance.model import (
    STATIONS_MAX,
    Campaign,
    CampaignDraft,
    CampaignPause,
    CampaignStatus,
    Image,
    Member,
    MemberStatus,
    Step,
    UpdateReason,
    UpdateStatus,
    cancelled,
    faults_of_campaign,
    misfit,
    stages_of,
)
from sigec.maintenance.service.addresses import FileAddress
from sigec.maintenance.service.errors import CampaignCannot, CampaignEmpty, CampaignNotFound
from sigec.maintenance.service.images import require_image
from sigec.maintenance.service.moving import move, poke_campaign
from sigec.maintenance.service.updates import check_image, equipment_of
from sigec.sites.service import require_site
from sigec.stations.model import FleetFilter, FleetStation
from sigec.stations.service import find_equipment, search_equipment


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignPlan:
    """What a campaign would do: its stations in the order of their turns, and who is left out.

    ``stages`` is the number of stations of each stage; ``unfit`` those that the image is not for,
    ``up_to_date`` those that have its version.
    """

    stations: Sequence[FleetStation]
    stages: Sequence[int]
    unfit: int
    up_to_date: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignView:
    """A campaign with its image, and how many of its stations are how far."""

    campaign: Campaign
    image: Image
    counts: Mapping[MemberStatus, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberView:
    """A station of a campaign, ``None`` once it is removed, and its update's failure."""

    member: Member
    station: FleetStation | None
    update_status: UpdateStatus | None
    reason: UpdateReason | None


class CampaignService:
    """The use cases of campaigns."""

    def __init__(self, database: Database, clock: Clock, *, address: FileAddress) -> None:
        self._database = database
        self._clock = clock
        self._address = address

    async def list_campaigns(self, actor: Actor, request: PageRequest) -> Page[CampaignView]:
        """List campaigns, the latest first."""
        actor.require(Permission.READ_STATIONS)
        async with self._database.read(actor.scope) as connection:
            statement = store.select_campaigns(actor.scope)
            page = await page_by_id(
                connection, statement, request, store.to_campaign, newest_first=True
            )
            return Page(
                items=await _views(connection, actor.scope, page.items),
                next_cursor=page.next_cursor,
            )

    async def get_campaign(self, actor: Actor, campaign_id: FirmwareCampaignId) -> CampaignView:
        """Return a campaign.

        :raises CampaignNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_STATIONS)
        async with self._database.read(actor.scope) as connection:
            campaign = await _get(connection, actor.scope, campaign_id)
            [view] = await _views(connection, actor.scope, [campaign])
        return view

    async def list_members(
        self, actor: Actor, campaign_id: FirmwareCampaignId
    ) -> Sequence[MemberView]:
        """Return a campaign's stations in the order of their turns.

        :raises CampaignNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_STATIONS)
        async with self._database.read(actor.scope) as connection:
            await _get(connection, actor.scope, campaign_id)
            found = await store.load_members(connection, actor.scope, campaign_id)
            stations = await find_equipment(
                connection, actor.scope, [each.station_id for each in found]
            )
            of_campaign = await updates.load_of_campaign(connection, actor.scope, campaign_id)
        views = []
        for member in found:
            update = None if member.update_id is None else of_campaign.get(member.update_id)
            views.append(
                MemberView(
                    member=member,
                    station=stations.get(member.station_id),
                    update_status=None if update is None else update.status,
                    reason=None if update is None else update.reason,
                )
            )
        return views

    async def preview(self, actor: Actor, draft: CampaignDraft) -> CampaignPlan:
        """Say which stations a campaign would have, and in which stages; nothing is stored.

        :raises Invalid: when a field breaks a rule.
        :raises ImageNotFound: when the actor has no such image.
        """
        actor.require(Permission.READ_STATIONS)
        _refuse_faults(draft)
        async with self._database.read(actor.scope) as connection:
            image = await require_image(connection, actor.scope, draft.image_id)
            return await _plan(connection, actor.scope, draft, image)

    async def create_campaign(self, actor: Actor, draft: CampaignDraft) -> CampaignView:
        """Begin a campaign for the stations that are meant now.

        :raises Invalid: when a field breaks a rule.
        :raises ImageNotFound: when the actor has no such image.
        :raises ImageNotReady: when the image has no file yet.
        :raises FilesUnreachable: when stations have no address to fetch it from.
        :raises CampaignEmpty: when no station is meant.
        """
        actor.require(Permission.COMMAND_STATIONS)
        _refuse_faults(draft)
        at = self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            image = await require_image(connection, actor.scope, draft.image_id)
            check_image(image, self._address)
            plan = await _plan(connection, actor.scope, draft, image)
            if not plan.stations:
                raise CampaignEmpty
            campaign = Campaign(
                id=FirmwareCampaignId(new_id()),
                tenant_id=actor.require_tenant(),
                name=draft.name,
                image_id=draft.image_id,
                target=draft.target,
                stages=tuple(draft.stages),
                advance_after=draft.advance_after,
                is_idle_only=draft.is_idle_only,
                window=draft.window,
                failures_max=draft.failures_max,
                failures_forgiven=0,
                at_once_max=draft.at_once_max,
                status=CampaignStatus.RUNNING,
                pause_reason=None,
                stage=0,
                created_at=at,
                created_by=actor.user_id,
                ended_at=None,
                version=1,
            )
            places = stages_of(draft.stages, len(plan.stations))
            turns = [
                Member(station_id=station.id, stage=stage, status=MemberStatus.WAITING)
                for station, stage in zip(plan.stations, places, strict=True)
            ]
            await store.add(connection, campaign, turns)
            await poke_campaign(connection, campaign.tenant_id, campaign.id, at=at)
            await outbox.append(connection, [changed(campaign, at)])
            await _note(connection, actor, "firmware_campaign.created", None, campaign, at)
            [view] = await _views(connection, actor.scope, [campaign])
        return view

    async def pause(self, actor: Actor, campaign_id: FirmwareCampaignId) -> CampaignView:
        """Begin no further update; what is under way goes on.

        :raises CampaignNotFound: when there is none for this actor.
        :raises CampaignCannot: when it does not run.
        """
        async with self._changing(actor, campaign_id) as change:
            before = change.before
            if before.status is not CampaignStatus.RUNNING:
                raise CampaignCannot(status=before.status.value)
            after = replace(
                before, status=CampaignStatus.PAUSED, pause_reason=CampaignPause.BY_HAND
            )
            return await change.to(after, "firmware_campaign.paused")

    async def resume(self, actor: Actor, campaign_id: FirmwareCampaignId) -> CampaignView:
        """Go on with a campaign that is paused; failures so far are forgiven.

        One whose stage is done goes on to the next.

        :raises CampaignNotFound: when there is none for this actor.
        :raises CampaignCannot: when it is not paused.
        """
        async with self._changing(actor, campaign_id) as change:
            before = change.before
            if before.status is not CampaignStatus.PAUSED:
                raise CampaignCannot(status=before.status.value)
            counts = await store.count_members(change.connection, actor.scope, [before.id])
            is_next = before.pause_reason is CampaignPause.STAGE_DONE
            after = replace(
                before,
                status=CampaignStatus.RUNNING,
                pause_reason=None,
                stage=before.stage + is_next,
                failures_forgiven=counts[before.id].get(MemberStatus.FAILED, 0),
            )
            await poke_campaign(change.connection, before.tenant_id, before.id, at=change.at)
            return await change.to(after, "firmware_campaign.resumed")

    async def cancel(self, actor: Actor, campaign_id: FirmwareCampaignId) -> CampaignView:
        """End a campaign; updates that no station has taken yet are cancelled with it.

        :raises CampaignNotFound: when there is none for this actor.
        :raises CampaignCannot: when it is over.
        """
        async with self._changing(actor, campaign_id) as change:
            before, connection, at = change.before, change.connection, change.at
            if before.is_over:
                raise CampaignCannot(status=before.status.value)
            for update in await updates.find_open_of_campaign(connection, campaign_id):
                if update.status is UpdateStatus.WAITING:
                    after_update = cancelled(update, UpdateReason.STOPPED, at=at)
                    step = Step(word="cancelled", at=at)
                    await move(connection, update, after_update, step)
            for member in await store.load_members(connection, actor.scope, campaign_id):
                if member.status is MemberStatus.WAITING:
                    skipped = replace(member, status=MemberStatus.SKIPPED, obstacle=None)
                    await store.save_member(connection, campaign_id, skipped)
            after = replace(before, status=CampaignStatus.CANCELLED, pause_reason=None, ended_at=at)
            await poke_campaign(connection, before.tenant_id, before.id, at=at)
            return await change.to(after, "firmware_campaign.cancelled")

    @asynccontextmanager
    async def _changing(
        self, actor: Actor, campaign_id: FirmwareCampaignId
    ) -> AsyncIterator["_Change"]:
        """Lock a campaign that somebody changes."""
        actor.require(Permission.COMMAND_STATIONS)
        async with self._database.transaction(actor.scope) as connection:
            before = await _get(connection, actor.scope, campaign_id, is_locked=True)
            yield _Change(actor, connection, before, self._clock.now())


class _Change(NamedTuple):
    """A campaign that somebody changes, in a transaction."""

    actor: Actor
    connection: AsyncConnection
    before: Campaign
    at: datetime

    async def to(self, after: Campaign, action: str) -> CampaignView:
        """Store what became of it, and return it."""
        connection, at = self.connection, self.at
        saved = await store.save(connection, after)
        await outbox.append(connection, [changed(saved, at)])
        await _note(connection, self.actor, action, self.before, saved, at)
        [view] = await _views(connection, self.actor.scope, [saved])
        return view


def changed(campaign: Campaign, at: datetime) -> FirmwareCampaignChanged:
    """Make the event that tells of a campaign."""
    return FirmwareCampaignChanged(
        tenant_id=campaign.tenant_id,
        at=at,
        campaign_id=campaign.id,
        status=campaign.status.value,
        stage=campaign.stage,
        reason=campaign.pause_reason and campaign.pause_reason.value,
    )


async def _plan(
    connection: AsyncConnection, scope: Scope, draft: CampaignDraft, image: Image
) -> CampaignPlan:
    target = draft.target
    if target.site_id is not None:
        await require_site(connection, scope, target.site_id)
    found = await search_equipment(
        connection,
        scope,
        FleetFilter(
            site_id=target.site_id,
            vendor=target.vendor,
            model=target.model,
            firmware_version=target.firmware_version,
        ),
        limit=STATIONS_MAX,
    )
    behind = [each for each in found if each.firmware_version != image.version]
    meant = [each for each in behind if misfit(image, equipment_of(each)) is None]
    places = stages_of(draft.stages, len(meant))
    return CampaignPlan(
        stations=meant,
        stages=[places.count(number) for number in range(len(draft.stages))],
        unfit=len(behind) - len(meant),
        up_to_date=len(found) - len(behind),
    )


async def _get(
    connection: AsyncConnection,
    scope: Scope,
    campaign_id: FirmwareCampaignId,
    *,
    is_locked: bool = False,
) -> Campaign:
    campaign = await store.find(connection, scope, campaign_id, is_locked=is_locked)
    if campaign is None:
        raise CampaignNotFound
    return campaign


async def _views(
    connection: AsyncConnection, scope: Scope, found: Sequence[Campaign]
) -> Sequence[CampaignView]:
    counts = await store.count_members(connection, scope, [each.id for each in found])
    return [
        CampaignView(
            campaign=each,
            image=await require_image(connection, scope, each.image_id, with_removed=True),
            counts=counts[each.id],
        )
        for each in found
    ]


def _refuse_faults(draft: CampaignDraft) -> None:
    if faults := tuple(faults_of_campaign(draft)):
        raise Invalid(*faults)


async def _note(
    connection: AsyncConnection,
    actor: Actor,
    action: str,
    before: Campaign | None,
    after: Campaign,
    at: datetime,
) -> None:
    await audit.record(
        connection,
        actor,
        action,
        Subject(kind="firmware_campaign", id=after.id),
        at=at,
        before=None if before is None else asdict(before),
        after=asdict(after),
        tenant_id=after.tenant_id,
    )
