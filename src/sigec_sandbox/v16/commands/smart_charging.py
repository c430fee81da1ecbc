"""Charging profiles, which limit the power at once."""

from sigec_sandbox.frames import Json
from sigec_sandbox.profiles import Profile
from sigec_sandbox.stations import limits, profiling
from sigec_sandbox.stations.replies import Reply
from sigec_sandbox.stations.station import Station


def set_charging_profile(station: Station, payload: Json) -> Reply:
    """Install a profile where it makes sense."""
    number, body = payload["connectorId"], payload["csChargingProfiles"]
    profile = Profile(evse=number, body=body, installed_at=station.clock.now())
    if profiling.objection(station, profile) is not None:
        return Reply({"status": "Rejected"})
    station.profiles.install(profile)
    return Reply({"status": "Accepted"}, lambda: limits.heed(station))


def clear_charging_profile(station: Station, payload: Json) -> Reply:
    """Remove the profiles that fit everything that is named."""
    cleared = station.profiles.clear(
        lambda profile: (
            payload.get("id", profile.id) == profile.id
            and payload.get("connectorId", profile.evse) == profile.evse
            and payload.get("chargingProfilePurpose", profile.purpose) == profile.purpose
            and payload.get("stackLevel", profile.stack_level) == profile.stack_level
        )
    )
    if not cleared:
        return Reply({"status": "Unknown"})
    return Reply({"status": "Accepted"}, lambda: limits.heed(station))


def get_composite_schedule(station: Station, payload: Json) -> Reply:
    """Return the limit that will hold."""
    number, duration_s = payload["connectorId"], payload["duration"]
    if number not in {0, *station.connectors}:
        return Reply({"status": "Rejected"})
    unit = payload.get("chargingRateUnit", "W")
    stamp = station.stamp()
    return Reply(
        {
            "status": "Accepted",
            "connectorId": number,
            "scheduleStart": stamp,
            "chargingSchedule": {
                "duration": duration_s,
                "startSchedule": stamp,
                "chargingRateUnit": unit,
                "chargingSchedulePeriod": limits.composite(station, number, duration_s, unit),
            },
        }
    )
