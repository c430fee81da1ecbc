"""Limits, profiles, and what cars need (OCPP 2.0.1 block K)."""

from collections.abc import Iterator

from sigec.ocpp.messages import v201
from sigec.ocpp.router import detail
from sigec.ocpp.router.reports import place
from sigec.stations.model import Announcement, AnnouncementTopic

CLEARED = "Cleared"


def charging_limit(request: v201.NotifyChargingLimitRequest) -> Iterator[Announcement]:
    """Show the limit that somebody else gave to the station."""
    source = str(request.charging_limit.charging_limit_source)
    evse = place(request.evse_id, "evseId")
    yield Announcement(
        topic=AnnouncementTopic.CHARGING_LIMIT,
        key=f"{source}/{evse or 0}",
        status=source,
        evse=evse,
        detail=detail(request),
    )


def cleared_charging_limit(request: v201.ClearedChargingLimitRequest) -> Iterator[Announcement]:
    """Show that a limit of somebody else is gone."""
    source = str(request.charging_limit_source)
    evse = place(request.evse_id, "evseId")
    yield Announcement(
        topic=AnnouncementTopic.CHARGING_LIMIT,
        key=f"{source}/{evse or 0}",
        status=CLEARED,
        evse=evse,
        detail=detail(request),
    )


def charging_profiles(request: v201.ReportChargingProfilesRequest) -> Iterator[Announcement]:
    """Show the profiles that the station has; a report comes in parts, each is stored at once."""
    evse = place(request.evse_id, "evseId")
    source = str(request.charging_limit_source)
    for profile in request.charging_profile:
        yield Announcement(
            topic=AnnouncementTopic.CHARGING_PROFILE,
            key=f"{profile.id}/{evse or 0}",
            status=profile.charging_profile_purpose,
            evse=evse,
            detail={
                "requestId": request.request_id,
                "chargingLimitSource": source,
                "chargingProfile": detail(profile),
            },
        )


def charging_needs(request: v201.NotifyEVChargingNeedsRequest) -> Iterator[Announcement]:
    """Show what a car needs; no schedule is made of it, which the answer says."""
    yield Announcement(
        topic=AnnouncementTopic.CHARGING_NEEDS,
        key=str(request.evse_id),
        status=request.charging_needs.requested_energy_transfer,
        evse=place(request.evse_id, "evseId"),
        detail=detail(request),
    )


def charging_schedule(request: v201.NotifyEVChargingScheduleRequest) -> Iterator[Announcement]:
    """Show the schedule that a car chose."""
    yield Announcement(
        topic=AnnouncementTopic.CHARGING_SCHEDULE,
        key=str(request.evse_id),
        evse=place(request.evse_id, "evseId"),
        detail=detail(request),
    )
