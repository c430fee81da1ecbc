"""A workshop: stations of one tenant behind a line that a test speaks for, on either database."""

from collections.abc import Sequence

import pytest
from sqlalchemy import update

from sigec.adapters.memory_cache import MemoryCache
from sigec.journal import Entry
from sigec.kit.actor import Scope
from sigec.kit.ids import FirmwareImageId, StationId
from sigec.kit.pages import PageRequest
from sigec.maintenance.model import Image, ImageDraft, Update
from sigec.maintenance.service import (
    CAMPAIGN_KIND,
    MaintenancePolicy,
    UpdateDraft,
    UpdateFilter,
    Workshop,
)
from sigec.stations._store.tables import stations as table
from sigec.stations.model import Announcement, AnnouncementTopic, BootReport
from sigec.worker.schedule import Scheduler
from tests.integration.stations.conftest import Yard, unknown_stations, yard

__all__ = ["unknown_stations", "yard"]
LOG_BYTES_MAX = 2_000_000


class Bench(Workshop):
    """The yard, and those who look after its stations."""

    def __init__(self, yard: Yard) -> None:
        super().__init__(
            yard.database,
            yard.clock,
            stations=yard.stations,
            cache=MemoryCache(yard.clock),
            policy=MaintenancePolicy(
                files_url="https://files.example",
                firmware_bytes_max=3_000_000,
                log_bytes_max=LOG_BYTES_MAX,
                log_days=30,
            ),
        )
        self.yard = yard
        self.scheduler = Scheduler(
            yard.database, yard.clock, handlers={CAMPAIGN_KIND: self.leader.step}, recurring=[]
        )

    async def image(self, version: str = "2.0.0", **more: object) -> Image:
        values = {"url": "https://maker.example/fw.bin", **more}
        draft = ImageDraft(name=version, version=version, **values)  # type: ignore[arg-type]  # as the caller says
        return await self.images.create_image(self.yard.operator, draft)

    @staticmethod
    def draft(image_id: FirmwareImageId) -> UpdateDraft:
        return UpdateDraft(image_id=image_id)

    async def fleet(self, count: int) -> Sequence[StationId]:
        """Register stations that are connected and have an old firmware."""
        ids = []
        for _ in range(count):
            station = await self.yard.station(f"CP-{next(self.yard.numbers):03}")
            ids.append(station.id)
        await self.say(ids, firmware_version="1.0.0", is_connected=True)
        return ids

    async def say(self, ids: Sequence[StationId], **values: object) -> None:
        """Let stations be as they are said to be."""
        scope = Scope(tenant_id=self.yard.operator.tenant_id)
        async with self.yard.database.transaction(scope) as connection:
            await connection.execute(update(table).where(table.c.id.in_(ids)).values(**values))

    async def ask_all(self) -> int:
        """Ask whose turn it is, and return how many that were."""
        claimed = await self.courier.claim({}, limit=100)
        for each in claimed:
            await self.courier.deliver(each)
        return len(claimed)

    async def tell(self, station_id: StationId, word: str, request_id: int | None = None) -> None:
        """Let a station tell how its update is."""
        detail = {} if request_id is None else {"requestId": request_id}
        told = Announcement(topic=AnnouncementTopic.FIRMWARE, status=word, detail=detail)
        entry = self.yard.entry(station_id, "FirmwareStatusNotification")
        await self.yard.stations.record_announcements([told], entry, lambda: b"{}")

    async def boot(self, station_id: StationId, version: str) -> None:
        report = BootReport(
            station_id=station_id,
            received_at=self.yard.clock.now(),
            vendor="Maker",
            model="AC",
            firmware_version=version,
        )
        entry: Entry = self.yard.entry(station_id, "BootNotification")
        await self.yard.stations.record_boot(report, entry, lambda _outcome: b"{}")

    async def under_way(self, **wanted: object) -> Sequence[Update]:
        """Return the updates that match, the latest first."""
        page = await self.updates.list_updates(
            self.yard.operator,
            PageRequest(limit=200),
            UpdateFilter(**wanted),  # type: ignore[arg-type]  # as the caller says
        )
        return page.items

    async def later(self, **delta: float) -> None:
        """Let time pass, and do what is due by then."""
        self.yard.clock.advance(**delta)
        await self.work()

    async def work(self) -> None:
        """Lead campaigns and ask stations, until there is nothing to do now."""
        while await self.scheduler.step() or await self.ask_all():
            pass


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """A database with today's schema: SQLite, unless a test is `on_both`."""
    url: str = request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url")
    return url


@pytest.fixture
async def workshop(yard: Yard) -> Bench:
    return Bench(yard)
