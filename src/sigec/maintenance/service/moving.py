"""Begin an update and move it on: the row, its history, what is told of it, whom it concerns.

All functions take the caller's ``connection`` and open no transaction.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import jobs, outbox
from sigec.events.maintenance import FirmwareUpdateChanged
from sigec.kit.ids import FirmwareCampaignId, FirmwareUpdateId, TenantId, UserId, new_id
from sigec.maintenance._store import links
from sigec.maintenance._store import updates as store
from sigec.maintenance.model import (
    ATTEMPTS_MAX,
    Image,
    Step,
    Update,
    UpdateKind,
    UpdateReason,
    UpdateStatus,
    cancelled,
)
from sigec.stations.model import FleetStation, IncidentKind, Trouble, key_of
from sigec.stations.service import begin_troubles, end_troubles

CAMPAIGN_KIND = "firmware.campaign"
"""The job that looks what a campaign does next."""


async def begin_update(
    connection: AsyncConnection,
    station: FleetStation,
    image: Image,
    *,
    kind: UpdateKind = UpdateKind.UPDATE,
    install_at: datetime | None = None,
    campaign_id: FirmwareCampaignId | None = None,
    user_id: UserId | None = None,
    at: datetime,
) -> Update:
    """Order an update; one of its kind that the station has under way gives way to it."""
    for earlier in await store.find_open_of(connection, [station.id]):
        if earlier.kind is kind:
            after = cancelled(earlier, UpdateReason.REPLACED, at=at)
            await move(connection, earlier, after, Step(word="replaced", at=at))
    made = Update(
        id=FirmwareUpdateId(new_id()),
        tenant_id=station.tenant_id,
        station_id=station.id,
        image_id=image.id,
        campaign_id=campaign_id,
        kind=kind,
        request_id=await store.next_request_id(connection, station.id),
        status=UpdateStatus.WAITING,
        reason=None,
        attempts=0,
        attempts_max=ATTEMPTS_MAX,
        previous_version=station.firmware_version,
        target_version=image.version,
        install_at=install_at,
        next_try_at=at,
        heard_at=at,
        created_at=at,
        created_by=user_id,
        ended_at=None,
        is_proven=False,
        sent_bytes=0,
        locations=(),
    )
    await store.add(connection, made)
    await store.add_step(connection, made, Step(word="ordered", at=at))
    await outbox.append(connection, [_changed(made, at)])
    return made


async def move(
    connection: AsyncConnection, before: Update, after: Update, step: Step | None
) -> None:
    """Store an update as it then is, its line of history, and what follows from it."""
    if step is not None:
        await store.add_step(connection, after, step)
    if after == before:
        return
    await store.save(connection, after)
    at = after.heard_at
    if (before.status, before.reason) != (after.status, after.reason):
        await outbox.append(connection, [_changed(after, at)])
    if before.is_open and not after.is_open:
        await links.revoke(connection, after.id)
        await _poke(connection, after, at)
    if after.status is UpdateStatus.FAILED:
        await begin_troubles(connection, [_trouble(after, at)], at=at)
    elif after.status is UpdateStatus.INSTALLED and after.status is not before.status:
        over = key_of(IncidentKind.UPDATE_FAILED, after.station_id)
        await end_troubles(connection, [over], at=at)
        await _poke(connection, after, at)


async def poke_campaign(
    connection: AsyncConnection,
    tenant_id: TenantId,
    campaign_id: FirmwareCampaignId,
    *,
    at: datetime,
) -> None:
    """Let a campaign be looked at, at ``at`` or as soon as somebody can after it."""
    await jobs.schedule(
        connection,
        kind=CAMPAIGN_KIND,
        key=f"{CAMPAIGN_KIND}:{campaign_id}",
        run_at=at,
        payload={"campaign_id": str(campaign_id)},
        tenant_id=tenant_id,
    )


def of_kind(updates: Sequence[Update], kind: UpdateKind) -> Update | None:
    """Return the one of a kind, ``None`` when there is none."""
    return next((each for each in updates if each.kind is kind), None)


async def _poke(connection: AsyncConnection, update: Update, at: datetime) -> None:
    if update.campaign_id is not None:
        await poke_campaign(connection, update.tenant_id, update.campaign_id, at=at)


def _changed(update: Update, at: datetime) -> FirmwareUpdateChanged:
    return FirmwareUpdateChanged(
        tenant_id=update.tenant_id,
        at=at,
        update_id=update.id,
        station_id=update.station_id,
        status=update.status.value,
        target_version=update.target_version,
        reason=update.reason and update.reason.value,
        campaign_id=update.campaign_id,
    )


def _trouble(update: Update, at: datetime) -> Trouble:
    return Trouble(
        tenant_id=update.tenant_id,
        kind=IncidentKind.UPDATE_FAILED,
        began_at=at,
        station_id=update.station_id,
        error_code=update.reason and update.reason.value,
        detail=f"{update.previous_version or '?'} → {update.target_version}",
    )
