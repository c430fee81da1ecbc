"""The SQL of campaigns and of the stations in them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Select, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.bulk import execute_rows
from sigec.db.tenancy import visible
from sigec.kit.actor import Scope
from sigec.kit.ids import FirmwareCampaignId, SiteId, StationId
from sigec.maintenance._store.tables import campaigns, members
from sigec.maintenance.model import (
    Campaign,
    CampaignPause,
    CampaignStatus,
    Member,
    MemberStatus,
    Obstacle,
    Stage,
    Target,
    Window,
)

_NAMES = tuple(field.name for field in fields(Campaign))
_MEMBER_NAMES = tuple(field.name for field in fields(Member))


def select_campaigns(scope: Scope) -> Select[Any]:
    """Begin every query of campaigns here."""
    return select(*(campaigns.c[name] for name in _NAMES)).where(visible(campaigns, scope))


def select_members(scope: Scope, campaign_id: FirmwareCampaignId) -> Select[Any]:
    """Begin a query of a campaign's stations, in the order of their turns."""
    return (
        select(*(members.c[name] for name in _MEMBER_NAMES))
        .where(visible(members, scope), members.c.campaign_id == campaign_id)
        .order_by(members.c.place)
    )


async def find(
    connection: AsyncConnection,
    scope: Scope,
    campaign_id: FirmwareCampaignId,
    *,
    is_locked: bool = False,
) -> Campaign | None:
    """Return a campaign."""
    statement = select_campaigns(scope).where(campaigns.c.id == campaign_id)
    if is_locked:
        statement = statement.with_for_update()
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else to_campaign(row)


async def add(connection: AsyncConnection, campaign: Campaign, turns: Sequence[Member]) -> None:
    """Store a new campaign with its stations in the order of their turns."""
    await connection.execute(insert(campaigns).values(_values(campaign)))
    rows = [
        {
            "campaign_id": campaign.id,
            "tenant_id": campaign.tenant_id,
            "place": place,
            **_member_values(member),
        }
        for place, member in enumerate(turns)
    ]
    await execute_rows(connection, insert(members), rows)


async def save(connection: AsyncConnection, campaign: Campaign) -> Campaign:
    """Store a campaign as it is now, and return it with its new version."""
    saved = replace(campaign, version=campaign.version + 1)
    statement = update(campaigns).where(campaigns.c.id == campaign.id)
    await connection.execute(statement.values(_values(saved)))
    return saved


async def load_members(
    connection: AsyncConnection, scope: Scope, campaign_id: FirmwareCampaignId
) -> Sequence[Member]:
    """Return all stations of a campaign, in the order of their turns."""
    rows = await connection.execute(select_members(scope, campaign_id))
    return list(map(to_member, rows.mappings()))


async def save_member(
    connection: AsyncConnection, campaign_id: FirmwareCampaignId, member: Member
) -> None:
    """Store how far a campaign is with a station."""
    await connection.execute(
        update(members)
        .where(members.c.campaign_id == campaign_id, members.c.station_id == member.station_id)
        .values(_member_values(member))
    )


async def count_members(
    connection: AsyncConnection, scope: Scope, campaign_ids: Sequence[FirmwareCampaignId]
) -> Mapping[FirmwareCampaignId, Mapping[MemberStatus, int]]:
    """Count the stations of campaigns by how far each is."""
    statement = (
        select(members.c.campaign_id, members.c.status, func.count())
        .where(visible(members, scope), members.c.campaign_id.in_(campaign_ids))
        .group_by(members.c.campaign_id, members.c.status)
    )
    counts: dict[FirmwareCampaignId, dict[MemberStatus, int]] = {each: {} for each in campaign_ids}
    for campaign_id, status, count in await connection.execute(statement):
        counts[campaign_id][MemberStatus(status)] = count
    return counts


def to_campaign(row: RowMapping) -> Campaign:
    """Read a row of `select_campaigns`."""
    pause, window, target = row["pause_reason"], row["window"], row["target"]
    site_id = target.pop("site_id")
    return Campaign(
        **{
            **row,
            "target": Target(**target, site_id=site_id and SiteId(UUID(site_id))),
            "stages": tuple(Stage(**each) for each in row["stages"]),
            "window": None if window is None else Window(**window),
            "status": CampaignStatus(row["status"]),
            "pause_reason": None if pause is None else CampaignPause(pause),
        }
    )


def to_member(row: RowMapping) -> Member:
    """Read a row of `select_members`."""
    obstacle = row["obstacle"]
    return Member(
        station_id=StationId(row["station_id"]),
        stage=row["stage"],
        status=MemberStatus(row["status"]),
        update_id=row["update_id"],
        obstacle=None if obstacle is None else Obstacle(obstacle),
    )


def _values(campaign: Campaign) -> dict[str, Any]:
    values = {name: getattr(campaign, name) for name in _NAMES}
    return {
        **values,
        "target": asdict(campaign.target),
        "stages": [asdict(stage) for stage in campaign.stages],
        "window": None if campaign.window is None else asdict(campaign.window),
        "status": campaign.status.value,
        "pause_reason": campaign.pause_reason and campaign.pause_reason.value,
    }


def _member_values(member: Member) -> dict[str, Any]:
    return {
        "station_id": member.station_id,
        "stage": member.stage,
        "status": member.status.value,
        "update_id": member.update_id,
        "obstacle": member.obstacle and member.obstacle.value,
    }
