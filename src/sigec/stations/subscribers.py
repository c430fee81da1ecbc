"""React to changes of stations and tenants, also those made by other processes."""

from sigec.events.stations import StationChanged
from sigec.events.tenants import TenantChanged
from sigec.stations.service import StationService


async def refresh_station(stations: StationService, event: StationChanged) -> None:
    """Remember the station as it is now."""
    await stations.refresh(event.station_id)


async def invite_station(stations: StationService, event: StationChanged) -> None:
    """Let a station that waits know that it is accepted."""
    stations.invite(event.station_id)


async def refresh_tenants(stations: StationService, _event: TenantChanged) -> None:
    """Remember the tenants that paths may name."""
    await stations.refresh_tenants()
