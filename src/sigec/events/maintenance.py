"""What happens to stations' firmware and logs."""

from dataclasses import dataclass
from typing import ClassVar

from sigec.events.base import Event
from sigec.kit.ids import (
    FirmwareCampaignId,
    FirmwareUpdateId,
    StationId,
    StationLogId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmwareUpdateChanged(Event):
    """An update of a station's firmware was ordered, went on, ended or was cancelled.

    ``reason`` is why it failed, or why its last attempt did.
    """

    name: ClassVar[str] = "firmware_update.changed"
    update_id: FirmwareUpdateId
    station_id: StationId
    status: str
    target_version: str
    reason: str | None = None
    campaign_id: FirmwareCampaignId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmwareCampaignChanged(Event):
    """A campaign began, went on to its next stage, paused, went on or ended."""

    name: ClassVar[str] = "firmware_campaign.changed"
    campaign_id: FirmwareCampaignId
    status: str
    stage: int
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StationLogChanged(Event):
    """A station was asked for a log, uploads it, has uploaded it, or will not."""

    name: ClassVar[str] = "station_log.changed"
    log_id: StationLogId
    station_id: StationId
    status: str
    reason: str | None = None
