"""Which charging profiles a station takes, for every version."""

from sigec_sandbox.profiles import STATION_PURPOSES, Profile
from sigec_sandbox.stations import limits
from sigec_sandbox.stations.station import Station

HIGHEST_STACK_LEVEL = 9
MOST_PERIODS = 96


def objection(station: Station, profile: Profile) -> str | None:
    """Return why a profile cannot be installed, in the words of OCPP 2's reason codes."""
    station_wide = profile.purpose in STATION_PURPOSES
    kind, number = profile.body["chargingProfileKind"], profile.evse
    if number not in {0, *station.connectors}:
        return "UnknownEvse"
    if profile.purpose == "ChargingStationExternalConstraints":
        return "InvalidProfile"
    if station_wide and (number != 0 or kind == "Relative"):
        return "InvalidProfile"
    if profile.purpose == "TxProfile" and not limits.has_transaction(
        station, number, profile.body.get("transactionId")
    ):
        return "TxNotFound"
    if not 0 <= profile.stack_level <= HIGHEST_STACK_LEVEL:
        return "InvalidStackLevel"
    return _objection_to_schedules(profile)


def _objection_to_schedules(profile: Profile) -> str | None:
    kind = profile.body["chargingProfileKind"]
    if kind == "Recurring" and "recurrencyKind" not in profile.body:
        return "InvalidProfile"
    for schedule in profile.schedules:
        periods = schedule["chargingSchedulePeriod"]
        if len(periods) > MOST_PERIODS or periods[0]["startPeriod"] != 0:
            return "InvalidSchedule"
        if (kind in {"Absolute", "Recurring"}) is not ("startSchedule" in schedule):
            return "InvalidSchedule"
    return None
