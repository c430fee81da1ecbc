"""Limits, profiles, and what cars need (OCPP 2.0.1 block K)."""

from collections.abc import Iterator

from sigec.ocpp.messages import v201
from sigec.ocpp.router import Call, announced, detail
from sigec.ocpp.router.reports import place
from sigec.ocpp.v2.profiles import read
from sigec.stations.model import Announcement, AnnouncementTopic, PlacedProfile, ProfileReport
from sigec.stations.model.profiles import STATION

CLEARED = "Cleared"
SOURCE_LENGTH_MAX = 20


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


async def charging_profiles(call: Call, request: v201.ReportChargingProfilesRequest) -> bytes:
    """Keep the profiles of the station beside those it was to have; a report comes in parts."""
    evse = place(request.evse_id, "evseId")
    source = str(request.charging_limit_source)
    told = [
        Announcement(
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
        for profile in request.charging_profile
    ]
    report = ProfileReport(
        request_id=request.request_id,
        source=source[:SOURCE_LENGTH_MAX],
        profiles=[
            PlacedProfile(evse=evse or STATION, profile=read(profile))
            for profile in request.charging_profile
        ],
    )
    return await call.services.stations.record_announcements(
        announced(call, told), call.entry(), lambda: b"{}", profiles=report
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
