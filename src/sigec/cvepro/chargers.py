"""Tell stations how the cloud's chargers and their connectors are, where that changed."""

from sigec.cvepro.memory import Place
from sigec.cvepro.telling import Telling
from sigec.cvepro.translate import (
    PROTOCOL,
    charger_report,
    is_reached,
    status_entry,
    status_report,
)
from sigec.cvepro.wire import BoxRow, LastStatus, Listing
from sigec.kit.ids import StationId
from sigec.sources.model import ChargerReport
from sigec.stations.model import MirroredConnector, MirrorReport
from sigec.stations.service import MirrorService, StationService


class ChargerTeller:
    """Turns chargers into what stations would say of themselves."""

    def __init__(self, *, stations: StationService, mirrors: MirrorService) -> None:
        self._stations = stations
        self._mirrors = mirrors

    async def tell(self, telling: Telling, listing: Listing[BoxRow]) -> None:
        """Tell which chargers there are, which of ours are reached, and how their connectors are.

        :raises StorageUnavailable: when the database was lost; what was not told is told again.
        """
        for raw in listing.unreadable:
            telling.miss(bytes(raw), listing.note)
        boxes = [read.item for read in listing.items]
        await self._tell_stations(telling, [charger_report(box) for box in boxes])
        for box in boxes:
            await self._tell_connectors(telling, box)

    async def tell_status(
        self, telling: Telling, station_id: StationId, place: Place, status: LastStatus
    ) -> None:
        """Tell a connector's status, if it is another than before."""
        content = (status, station_id)
        connectors = telling.memory.connectors
        if connectors.get(place) == content:
            return
        report = status_report(place[1], status, station_id=station_id, received_at=telling.at)
        if report is None:
            note = f"status {status.status!r} of connector {place[1]} of {place[0]}"
            telling.miss(note.encode(), note)
        else:
            entry = status_entry(report, status, telling.source.tenant_id)
            await self._stations.record_status(report, entry, lambda: b"{}")
        connectors[place] = content

    async def _tell_stations(self, telling: Telling, reports: list[ChargerReport]) -> None:
        memory = telling.memory
        changed: list[tuple[ChargerReport, object, MirrorReport]] = []
        for report in reports:
            if memory.listed.get(report.external_id) != report:
                memory.listed[report.external_id] = report
                telling.listed.append(report)
            station_id = telling.known.station(report.external_uuid, report.external_id)
            if station_id is None:
                continue
            mirror = _mirror(telling, station_id, report)
            content = (report, mirror.is_connected, station_id)
            if memory.chargers.get(report.external_id) != content:
                changed.append((report, content, mirror))
        await self._mirrors.record([mirror for _, _, mirror in changed])
        memory.chargers.update({report.external_id: content for report, content, _ in changed})

    async def _tell_connectors(self, telling: Telling, box: BoxRow) -> None:
        station_id = telling.known.station(box.uuid, box.charge_box_id)
        if station_id is None:
            return
        for connector in box.connectors or ():
            place, status = (box.charge_box_id, connector.connector_id), connector.last_status
            if status is not None and not telling.memory.is_outdated(place, status, at=telling.at):
                await self.tell_status(telling, station_id, place, status)


def _mirror(telling: Telling, station_id: StationId, report: ChargerReport) -> MirrorReport:
    return MirrorReport(
        station_id=station_id,
        tenant_id=telling.source.tenant_id,
        at=telling.at,
        protocol=PROTOCOL,
        seen_at=report.heartbeat_at,
        is_connected=is_reached(report.heartbeat_at, telling.at),
        vendor=report.vendor,
        model=report.model,
        serial_number=report.serial_number,
        firmware_version=report.firmware_version,
        connectors=tuple(
            MirroredConnector(number=each.number, type=each.type, power_max_w=each.power_max_w)
            for each in report.connectors
        ),
    )
