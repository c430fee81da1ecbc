"""Charging profiles as 2.x is told of them, and what its answers tell (OCPP 2.0.1 block K)."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from sigec.ocpp.messages import v21, v201
from sigec.ocpp.router import Refused, understand_part
from sigec.ocpp.v2.profiles import read, write
from sigec.stations.model import (
    ClearProfiles,
    GetComposite,
    GetProfiles,
    NeutralCommand,
    PlacedProfile,
    ProfileNews,
    SetProfile,
)
from sigec.stations.model.profiles import (
    ChargingProfile,
    CompositePeriod,
    ProfilePurpose,
    RateUnit,
    StationComposite,
)


def set_profile(
    command: SetProfile, kind: type[Struct] = v201.SetChargingProfileRequest
) -> tuple[str, Struct] | None:
    """Install a profile by a version's request, ``None`` when that has no words for it."""
    payload = {"evseId": command.evse, "chargingProfile": write(command.profile)}
    return _said("SetChargingProfile", payload, kind)


def limited(
    action: str, start: Struct, profile: ChargingProfile | None
) -> tuple[str, Struct] | None:
    """Let a remote start bring a profile, ``None`` when its version has no words for that."""
    if profile is None:
        return action, start
    payload = msgspec.to_builtins(start) | {"chargingProfile": write(profile)}
    return _said(action, payload, type(start))


def clear_profiles(
    command: ClearProfiles, kind: type[Struct] = v201.ClearChargingProfileRequest
) -> tuple[str, Struct] | None:
    """Remove profiles: one by its id, or those that fit."""
    criteria = {
        "evseId": command.evse,
        "chargingProfilePurpose": command.purpose and command.purpose.value,
        "stackLevel": command.stack_level,
    }
    said = {name: value for name, value in criteria.items() if value is not None}
    payload: dict[str, Any] = {}
    if command.profile_id is not None:
        payload["chargingProfileId"] = command.profile_id
    if said:
        payload["chargingProfileCriteria"] = said
    return _said("ClearChargingProfile", payload, kind)


def get_profiles(command: GetProfiles) -> tuple[str, Struct]:
    """Ask for a report of all profiles."""
    return "GetChargingProfiles", v201.GetChargingProfilesRequest(
        request_id=command.request_id, charging_profile=v201.ChargingProfileCriterionType()
    )


def get_composite(command: GetComposite) -> tuple[str, Struct]:
    """Ask which limits will hold."""
    return "GetCompositeSchedule", v201.GetCompositeScheduleRequest(
        evse_id=command.evse,
        duration=command.duration_s,
        charging_rate_unit=v201.ChargingRateUnitEnumType(command.unit) if command.unit else None,
    )


def learn(action: str, request: Mapping[str, Any], answer: Mapping[str, Any]) -> ProfileNews | None:
    """Return what an answer tells of the station's profiles; 2.1 says all that 2.0.1 does."""
    try:
        return _learn(action, answer.get("status"), request, answer)
    except Refused:
        return None


def _learn(
    action: str, status: Any, request: Mapping[str, Any], answer: Mapping[str, Any]
) -> ProfileNews | None:
    news = None
    match action, status:
        case "SetChargingProfile", "Accepted":
            asked = understand_part(v21.SetChargingProfileRequest, request)
            placed = PlacedProfile(evse=asked.evse_id, profile=read(asked.charging_profile))
            news = ProfileNews(installed=placed)
        case "RequestStartTransaction", "Accepted":
            news = _started(understand_part(v21.RequestStartTransactionRequest, request))
        case "ClearChargingProfile", "Accepted" | "Unknown":
            news = ProfileNews(cleared=_cleared(request))
        case "GetChargingProfiles", "Accepted" | "NoProfiles":
            news = _asked(request)
        case "GetCompositeSchedule", "Accepted":
            news = _composite(understand_part(v21.GetCompositeScheduleResponse, answer))
    return news


def _started(request: v21.RequestStartTransactionRequest) -> ProfileNews | None:
    if request.charging_profile is None or request.evse_id is None:
        return None
    placed = PlacedProfile(evse=request.evse_id, profile=read(request.charging_profile))
    return ProfileNews(installed=placed)


def _cleared(request: Mapping[str, Any]) -> ClearProfiles:
    told = understand_part(v21.ClearChargingProfileRequest, request)
    criteria = told.charging_profile_criteria or v21.ClearChargingProfileType()
    purpose = criteria.charging_profile_purpose
    return ClearProfiles(
        profile_id=told.charging_profile_id,
        evse=criteria.evse_id,
        purpose=ProfilePurpose(purpose) if purpose else None,
        stack_level=criteria.stack_level,
    )


def _asked(request: Mapping[str, Any]) -> ProfileNews | None:
    """Tell of a report that names every profile; one of a part proves nothing of the rest."""
    told = understand_part(v21.GetChargingProfilesRequest, request)
    is_of_all = told.evse_id is None and told.charging_profile == v21.ChargingProfileCriterionType()
    return ProfileNews(read=told.request_id) if is_of_all else None


def _composite(answer: v21.GetCompositeScheduleResponse) -> ProfileNews | None:
    schedule = answer.schedule
    if schedule is None:
        return None
    return ProfileNews(
        composite=StationComposite(
            evse=schedule.evse_id,
            starts_at=schedule.schedule_start,
            duration_s=schedule.duration,
            unit=RateUnit(schedule.charging_rate_unit),
            periods=tuple(
                CompositePeriod(start_s=each.start_period, limit=each.limit)
                for each in schedule.charging_schedule_period
            ),
        )
    )


def _said(action: str, payload: Mapping[str, Any], kind: type[Struct]) -> tuple[str, Struct] | None:
    try:
        return action, msgspec.convert(payload, kind)
    except msgspec.ValidationError:
        return None


WORDS: Mapping[type[NeutralCommand], Callable[[Any], tuple[str, Struct] | None]] = {
    SetProfile: set_profile,
    ClearProfiles: clear_profiles,
    GetProfiles: get_profiles,
    GetComposite: get_composite,
}
"""What 2.0.1 can be told of profiles."""
