"""All who look after stations, with what they share."""

from dataclasses import dataclass

from sigec.db import Database
from sigec.kit.ports import Cache, Clock
from sigec.maintenance.service.addresses import FileAddress
from sigec.maintenance.service.campaigns import CampaignService
from sigec.maintenance.service.courier import UpdateCourier
from sigec.maintenance.service.door import StationFiles
from sigec.maintenance.service.hearing import MaintenanceHearing
from sigec.maintenance.service.images import ImageService
from sigec.maintenance.service.leading import CampaignLeader
from sigec.maintenance.service.logs import LogService
from sigec.maintenance.service.updates import UpdateService
from sigec.maintenance.service.watching import MaintenanceWatch
from sigec.stations.service import StationService


@dataclass(frozen=True, slots=True, kw_only=True)
class MaintenancePolicy:
    """What the installation allows; ``files_url`` is where stations reach it, if that is known."""

    files_url: str | None
    firmware_bytes_max: int
    log_bytes_max: int
    log_days: int


class Workshop:
    """The use cases of maintenance, and those who work behind them."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        stations: StationService,
        cache: Cache,
        policy: MaintenancePolicy,
    ) -> None:
        """Look after ``stations``, and hear what they tell."""
        self.address = FileAddress(policy.files_url)
        self.images = ImageService(database, clock, bytes_max=policy.firmware_bytes_max)
        self.updates = UpdateService(database, clock, stations=stations, address=self.address)
        self.campaigns = CampaignService(database, clock, address=self.address)
        self.logs = LogService(database, clock, stations=stations, address=self.address)
        self.files = StationFiles(database, clock, cache=cache, log_bytes_max=policy.log_bytes_max)
        self.courier = UpdateCourier(database, clock, stations=stations, address=self.address)
        self.leader = CampaignLeader(database, clock)
        self.watch = MaintenanceWatch(database, clock, log_days=policy.log_days)
        stations.add_maintainer(MaintenanceHearing())
