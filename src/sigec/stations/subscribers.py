"""React to changes of stations and tenants, also those made by other processes, and to sources."""

from datetime import datetime

from sigec.events.sessions import SessionEnded
from sigec.events.sources import SourceFailed, SourceRecovered
from sigec.events.stations import StationBooted, StationChanged
from sigec.events.tenants import TenantChanged
from sigec.stations.service import (
    IncidentService,
    ProfileService,
    StationService,
    TemplateService,
)


async def refresh_station(stations: StationService, event: StationChanged) -> None:
    """Remember the station as it is now."""
    await stations.refresh(event.station_id)


async def invite_station(stations: StationService, event: StationChanged) -> None:
    """Let a station that waits know that it is accepted."""
    stations.invite(event.station_id)


async def refresh_tenants(stations: StationService, _event: TenantChanged) -> None:
    """Remember the tenants that paths may name."""
    await stations.refresh_tenants()


async def follow_templates(
    templates: TemplateService, event: StationBooted | StationChanged
) -> None:
    """Want of a station what templates want of its make, its firmware and its site."""
    await templates.follow(event.station_id)


async def wait_for_source(incidents: IncidentService, event: SourceFailed) -> None:
    """Open an incident if the source does not recover soon."""
    if event.tenant_id is not None:
        await incidents.source_failed(
            event.tenant_id,
            event.source_id,
            source_name=event.source_name,
            error=event.error,
            at=event.at,
        )


async def close_source_incident(incidents: IncidentService, event: SourceRecovered) -> None:
    """Close the incident of a source that answers again."""
    await incidents.source_recovered(event.source_id, at=event.at)


async def forget_charge(profiles: ProfileService, event: SessionEnded, heard_at: datetime) -> None:
    """Forget the charging profiles that were for a charge whose end was heard of at an instant.

    The end itself may be long past: what is set since we heard of it is for the next charge.
    """
    if event.evse is not None:
        await profiles.forget_charge(event.station_id, event.evse, before=heard_at)
