"""The use cases of firmware and logs."""

from sigec.maintenance._store.logs import EVERY_LOG, LogFilter
from sigec.maintenance._store.updates import EVERY_UPDATE, NEWS, UpdateFilter
from sigec.maintenance.service.addresses import PATH, FileAddress
from sigec.maintenance.service.campaigns import (
    CampaignPlan,
    CampaignService,
    CampaignView,
    MemberView,
)
from sigec.maintenance.service.courier import UpdateCourier
from sigec.maintenance.service.door import Firmware, StationFiles
from sigec.maintenance.service.hearing import MaintenanceHearing
from sigec.maintenance.service.images import ImageService
from sigec.maintenance.service.leading import CampaignLeader
from sigec.maintenance.service.logs import LogFile, LogService
from sigec.maintenance.service.moving import CAMPAIGN_KIND
from sigec.maintenance.service.updates import UpdateDraft, UpdateService, UpdateStory
from sigec.maintenance.service.watching import MaintenanceWatch
from sigec.maintenance.service.workshop import MaintenancePolicy, Workshop

__all__ = [
    "CAMPAIGN_KIND",
    "EVERY_LOG",
    "EVERY_UPDATE",
    "NEWS",
    "PATH",
    "CampaignLeader",
    "CampaignPlan",
    "CampaignService",
    "CampaignView",
    "FileAddress",
    "Firmware",
    "ImageService",
    "LogFile",
    "LogFilter",
    "LogService",
    "MaintenanceHearing",
    "MaintenancePolicy",
    "MaintenanceWatch",
    "MemberView",
    "StationFiles",
    "UpdateCourier",
    "UpdateDraft",
    "UpdateFilter",
    "UpdateService",
    "UpdateStory",
    "Workshop",
]
