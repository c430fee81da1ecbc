"""Charging profiles, which limit the power at once."""

from itertools import groupby

from sigec_sandbox.frames import Json
from sigec_sandbox.profiles import Profile
from sigec_sandbox.stations import limits, profiling
from sigec_sandbox.stations.replies import Reply
from sigec_sandbox.stations.station import Station


def set_charging_profile(station: Station, payload: Json) -> Reply:
    """Install a profile where it makes sense."""
    number, body = payload["evseId"], payload["chargingProfile"]
    profile = Profile(evse=number, body=body, installed_at=station.clock.now())
    objection = profiling.objection(station, profile)
    if objection is None and station.profiles.clashes(profile):
        objection = "DuplicateProfile"
    if objection is not None:
        return Reply({"status": "Rejected", "statusInfo": {"reasonCode": objection}})
    station.profiles.install(profile)
    return Reply({"status": "Accepted"}, lambda: limits.heed(station))


def clear_charging_profile(station: Station, payload: Json) -> Reply:
    """Remove one profile by id, or those that fit the criteria."""
    criteria = payload.get("chargingProfileCriteria", {})
    cleared = station.profiles.clear(
        lambda profile: (
            payload.get("chargingProfileId", profile.id) == profile.id
            and criteria.get("evseId", profile.evse) == profile.evse
            and criteria.get("chargingProfilePurpose", profile.purpose) == profile.purpose
            and criteria.get("stackLevel", profile.stack_level) == profile.stack_level
        )
    )
    if not cleared:
        return Reply({"status": "Unknown"})
    return Reply({"status": "Accepted"}, lambda: limits.heed(station))


def get_composite_schedule(station: Station, payload: Json) -> Reply:
    """Return the limit that will hold."""
    number, duration_s = payload["evseId"], payload["duration"]
    if number not in {0, *station.connectors}:
        return Reply({"status": "Rejected"})
    unit = payload.get("chargingRateUnit", "W")
    schedule = {
        "evseId": number,
        "duration": duration_s,
        "scheduleStart": station.stamp(),
        "chargingRateUnit": unit,
        "chargingSchedulePeriod": limits.composite(station, number, duration_s, unit),
    }
    return Reply({"status": "Accepted", "schedule": schedule})


def get_charging_profiles(station: Station, payload: Json) -> Reply:
    """Accept and send what is installed in ReportChargingProfiles, a message per EVSE."""
    asked, criteria = payload.get("evseId"), payload["chargingProfile"]
    chosen = sorted(
        (
            profile
            for profile in station.profiles
            if asked in {None, profile.evse} and _fits(profile, criteria)
        ),
        key=lambda profile: profile.evse,
    )
    if not chosen:
        return Reply({"status": "NoProfiles"})

    async def report() -> None:
        pages = [(evse, list(group)) for evse, group in groupby(chosen, lambda p: p.evse)]
        for index, (evse, group) in enumerate(pages, start=1):
            await station.call(
                "ReportChargingProfiles",
                {
                    "requestId": payload["requestId"],
                    "chargingLimitSource": "CSO",
                    "evseId": evse,
                    "chargingProfile": [profile.body for profile in group],
                    "tbc": index < len(pages),
                },
            )

    return Reply({"status": "Accepted"}, report)


def _fits(profile: Profile, criteria: Json) -> bool:
    ids = criteria.get("chargingProfileId")
    return (
        (ids is None or profile.id in ids)
        and criteria.get("chargingProfilePurpose", profile.purpose) == profile.purpose
        and criteria.get("stackLevel", profile.stack_level) == profile.stack_level
    )
