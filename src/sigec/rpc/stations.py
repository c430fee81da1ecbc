"""``sigec.v1.Stations``."""

from sigec.kit.ids import SiteId, StationId
from sigec.rpc.admission import Admitted
from sigec.rpc.services import RpcServices
from sigec.rpc.translate import optional_text, optional_uuid, page_of, stamp_of, uuid_of
from sigec.rpc.v1 import stations_pb2 as pb
from sigec.stations.model import ConnectorCard, Station
from sigec.stations.service import StationFilter


class StationsServicer:
    """Reads stations and connectors."""

    def __init__(self, services: RpcServices) -> None:
        self._inventory = services.inventory

    async def list_stations(
        self, caller: Admitted, request: pb.ListStationsRequest
    ) -> pb.ListStationsResponse:
        """List the stations, the oldest first."""
        site_id = optional_uuid(request, "site_id")
        wanted = StationFilter(
            site_id=SiteId(site_id) if site_id else None,
            ocpp_identity=optional_text(request, "ocpp_identity"),
        )
        page = page_of(request.limit, request.cursor)
        found = await self._inventory.list_stations(caller.actor, page, wanted)
        return pb.ListStationsResponse(
            stations=[_station(each) for each in found.items], next_cursor=found.next_cursor or ""
        )

    async def get_station(self, caller: Admitted, request: pb.GetStationRequest) -> pb.Station:
        """Show one station."""
        station_id = StationId(uuid_of(request.station_id, "station_id"))
        return _station(await self._inventory.get_station(caller.actor, station_id))

    async def list_connectors(
        self, caller: Admitted, request: pb.ListConnectorsRequest
    ) -> pb.ListConnectorsResponse:
        """List the connectors of a station."""
        station_id = StationId(uuid_of(request.station_id, "station_id"))
        await self._inventory.get_station(caller.actor, station_id)
        cards = await self._inventory.list_connectors(caller.actor, station_id=station_id)
        return pb.ListConnectorsResponse(connectors=[_connector(card) for card in cards])


def _station(station: Station) -> pb.Station:
    return pb.Station(
        id=str(station.id),
        name=station.name,
        site_id=str(station.site_id) if station.site_id else None,
        ocpp_identity=station.ocpp_identity,
        registration=station.registration.value,
        online=station.is_online,
        ocpp_version=station.protocol,
        vendor=station.vendor,
        model=station.model,
        serial_number=station.serial_number,
        firmware_version=station.firmware_version,
        ocpp_status=station.status,
        error_code=station.error_code,
        last_seen_at=stamp_of(station.last_seen_at),
        created_at=stamp_of(station.created_at),
        bay=station.bay,
    )


def _connector(card: ConnectorCard) -> pb.Connector:
    connector = card.connector
    return pb.Connector(
        id=str(connector.id),
        station_id=str(connector.station_id),
        evse=connector.evse,
        connector=connector.number,
        ocpp_status=connector.status,
        error_code=connector.error_code,
        status_at=stamp_of(connector.status_at),
        type=connector.type,
        power_max_w=connector.power_max_w,
    )
