"""Lead campaigns: look what became of their updates, and begin the next ones.

A campaign is a job: whoever runs jobs leads it, and when that process dies another goes on. All
that it knows is in rows, and what it does is decided anew from them each time.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import outbox
from sigec.db import Database
from sigec.jobs import Job
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import FirmwareCampaignId, StationId
from sigec.kit.ports import Clock
from sigec.maintenance._store import campaigns as store
from sigec.maintenance._store import updates
from sigec.maintenance.model import (
    Campaign,
    CampaignStatus,
    Decision,
    Member,
    MemberStatus,
    Situation,
    Update,
    UpdateStatus,
    decide,
)
from sigec.maintenance.service.campaigns import changed
from sigec.maintenance.service.images import require_image
from sigec.maintenance.service.moving import begin_update, poke_campaign
from sigec.sessions.service import find_busy
from sigec.sites.service import find_sites
from sigec.stations.model import FleetStation
from sigec.stations.service import find_equipment
from sigec.tenants.service import find_suspended

LOOK_EVERY = timedelta(seconds=30)
"""How soon a car that has left, or a window that has opened, is noticed."""
_UTC = ZoneInfo("UTC")


class CampaignLeader:
    """Does what the job of a campaign is for."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def step(self, job: Job) -> None:
        """Take a campaign as far as it goes now; done again, nothing happens twice."""
        campaign_id = FirmwareCampaignId(UUID(job.payload["campaign_id"]))
        at = self._clock.now()
        async with self._database.transaction(PLATFORM) as connection:
            campaign = await store.find(connection, PLATFORM, campaign_id, is_locked=True)
            if campaign is None:
                return
            members = await _settled(connection, campaign)
            if campaign.status is not CampaignStatus.RUNNING:
                return
            if campaign.tenant_id not in await find_suspended(connection):
                campaign = await self._advance(connection, campaign, members, at)
            if campaign.status is CampaignStatus.RUNNING:
                again = at + LOOK_EVERY
                await poke_campaign(connection, campaign.tenant_id, campaign.id, at=again)

    async def _advance(
        self,
        connection: AsyncConnection,
        campaign: Campaign,
        members: Sequence[Member],
        at: datetime,
    ) -> Campaign:
        waiting = [each.station_id for each in members if each.status is MemberStatus.WAITING]
        stations = await find_equipment(connection, PLATFORM, waiting)
        image = await require_image(connection, PLATFORM, campaign.image_id, with_removed=True)
        decision = decide(
            campaign,
            members,
            await _situations(connection, stations),
            target_version=image.version,
            at=at,
        )
        begun: dict[StationId, Update] = {}
        for station_id in decision.start:
            begun[station_id] = await begin_update(
                connection,
                stations[station_id],
                image,
                campaign_id=campaign.id,
                user_id=campaign.created_by,
                at=at,
            )
        await _save_members(connection, campaign, members, decision, begun)
        return await _save(connection, campaign, decision, is_more=bool(begun), at=at)


async def _settled(connection: AsyncConnection, campaign: Campaign) -> Sequence[Member]:
    """Return a campaign's stations after what became of their updates."""
    members = await store.load_members(connection, PLATFORM, campaign.id)
    known = await updates.load_of_campaign(connection, PLATFORM, campaign.id)
    settled = []
    for member in members:
        update = None if member.update_id is None else known.get(member.update_id)
        after = member if update is None else replace(member, status=_status_of(update))
        if after != member:
            await store.save_member(connection, campaign.id, after)
        settled.append(after)
    return settled


def _status_of(update: Update) -> MemberStatus:
    match update.status:
        case UpdateStatus.INSTALLED:
            return MemberStatus.UPDATED
        case UpdateStatus.FAILED:
            return MemberStatus.FAILED
        case UpdateStatus.CANCELLED:
            return MemberStatus.SKIPPED
        case _:
            return MemberStatus.UPDATING


async def _situations(
    connection: AsyncConnection, stations: Mapping[StationId, FleetStation]
) -> Mapping[StationId, Situation]:
    ids: Collection[StationId] = stations.keys()
    charging = await find_busy(connection, ids)
    updating = await updates.find_busy(connection, ids)
    site_ids = {each.site_id for each in stations.values() if each.site_id is not None}
    sites = await find_sites(connection, site_ids)
    zones = {site.id: ZoneInfo(site.timezone) for site in sites.values()}
    return {
        station_id: Situation(
            is_online=station.is_connected,
            is_charging=station_id in charging,
            is_updating=station_id in updating,
            firmware_version=station.firmware_version,
            zone=_UTC if station.site_id is None else zones.get(station.site_id, _UTC),
        )
        for station_id, station in stations.items()
    }


async def _save_members(
    connection: AsyncConnection,
    campaign: Campaign,
    members: Sequence[Member],
    decision: Decision,
    begun: Mapping[StationId, Update],
) -> None:
    skipped = frozenset(decision.skip)
    for member in members:
        after = replace(member, obstacle=decision.obstacles.get(member.station_id))
        if (update := begun.get(member.station_id)) is not None:
            after = replace(after, status=MemberStatus.UPDATING, update_id=update.id)
        elif member.station_id in skipped:
            after = replace(after, status=MemberStatus.SKIPPED)
        if after != member:
            await store.save_member(connection, campaign.id, after)


async def _save(
    connection: AsyncConnection,
    campaign: Campaign,
    decision: Decision,
    *,
    is_more: bool,
    at: datetime,
) -> Campaign:
    is_over = decision.status is CampaignStatus.FINISHED
    after = replace(
        campaign,
        status=decision.status,
        pause_reason=decision.pause_reason,
        stage=decision.stage,
        ended_at=at if is_over else None,
    )
    if after != campaign:
        after = await store.save(connection, after)
    if after != campaign or is_more:
        await outbox.append(connection, [changed(after, at)])
    return after
