"""Charging profiles as 1.6 says them, and what its answers tell of them."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from sigec.ocpp.messages import v16
from sigec.ocpp.router import Refused, understand_part
from sigec.ocpp.router.reports import seconds
from sigec.stations.model import (
    ClearProfiles,
    GetComposite,
    NeutralCommand,
    PlacedProfile,
    ProfileNews,
    SetProfile,
)
from sigec.stations.model.profiles import (
    ChargingProfile,
    CompositePeriod,
    ProfileKind,
    ProfilePurpose,
    RateUnit,
    Recurrency,
    Schedule,
    SchedulePeriod,
    StationComposite,
)

_PURPOSES: Mapping[ProfilePurpose, v16.ChargingProfilePurposeType] = {
    ProfilePurpose.STATION_MAX: v16.ChargingProfilePurposeType.CHARGE_POINT_MAX_PROFILE,
    ProfilePurpose.TX_DEFAULT: v16.ChargingProfilePurposeType.TX_DEFAULT_PROFILE,
    ProfilePurpose.TX: v16.ChargingProfilePurposeType.TX_PROFILE,
}
_MEANT = {word: purpose for purpose, word in _PURPOSES.items()}


def set_profile(command: SetProfile) -> tuple[str, Struct] | None:
    """Install a profile, ``None`` when 1.6 has no words for it."""
    profile = write(command.profile)
    if profile is None:
        return None
    return "SetChargingProfile", v16.SetChargingProfileRequest(
        connector_id=command.evse, cs_charging_profiles=profile
    )


def clear_profiles(command: ClearProfiles) -> tuple[str, Struct] | None:
    """Remove profiles, ``None`` when they are of a purpose that 1.6 does not know."""
    if command.purpose is not None and command.purpose not in _PURPOSES:
        return None
    return "ClearChargingProfile", v16.ClearChargingProfileRequest(
        id=command.profile_id,
        connector_id=command.evse,
        charging_profile_purpose=_PURPOSES[command.purpose] if command.purpose else None,
        stack_level=command.stack_level,
    )


def get_composite(command: GetComposite) -> tuple[str, Struct]:
    """Ask which limits will hold."""
    return "GetCompositeSchedule", v16.GetCompositeScheduleRequest(
        connector_id=command.evse,
        duration=command.duration_s,
        charging_rate_unit=v16.ChargingRateUnitType(command.unit) if command.unit else None,
    )


def write(profile: ChargingProfile) -> v16.ChargingProfile | None:
    """Return a profile in 1.6's words, ``None`` when it has none for it."""
    transaction = profile.transaction
    is_sayable = (
        profile.purpose in _PURPOSES
        and profile.kind is not ProfileKind.DYNAMIC
        and len(profile.schedules) == 1
        and (transaction is None or transaction.isdecimal())
    )
    if not is_sayable:
        return None
    return v16.ChargingProfile(
        charging_profile_id=profile.id,
        stack_level=profile.stack_level,
        charging_profile_purpose=_PURPOSES[profile.purpose],
        charging_profile_kind=v16.ChargingProfileKindType(profile.kind),
        charging_schedule=_write_schedule(profile.schedules[0]),
        transaction_id=None if transaction is None else int(transaction),
        recurrency_kind=v16.RecurrencyKindType(profile.recurrency) if profile.recurrency else None,
        valid_from=profile.valid_from and seconds(profile.valid_from),
        valid_to=profile.valid_to and seconds(profile.valid_to),
    )


def learn(action: str, request: Mapping[str, Any], answer: Mapping[str, Any]) -> ProfileNews | None:
    """Return what an answer tells of the station's profiles."""
    status = answer.get("status")
    try:
        match action, status:
            case "SetChargingProfile", "Accepted":
                set_ = understand_part(v16.SetChargingProfileRequest, request)
                placed = PlacedProfile(
                    evse=set_.connector_id, profile=read(set_.cs_charging_profiles)
                )
                return ProfileNews(installed=placed)
            case "RemoteStartTransaction", "Accepted":
                return _started(understand_part(v16.RemoteStartTransactionRequest, request))
            case "ClearChargingProfile", "Accepted" | "Unknown":
                return ProfileNews(
                    cleared=_cleared(understand_part(v16.ClearChargingProfileRequest, request))
                )
            case "GetCompositeSchedule", "Accepted":
                asked = understand_part(v16.GetCompositeScheduleRequest, request)
                return _composite(asked, understand_part(v16.GetCompositeScheduleResponse, answer))
    except Refused:
        return None
    return None


def read(told: v16.ChargingProfile) -> ChargingProfile:
    """Return a profile of 1.6 in our words."""
    transaction = told.transaction_id
    return ChargingProfile(
        id=told.charging_profile_id,
        purpose=_MEANT[told.charging_profile_purpose],
        kind=ProfileKind(told.charging_profile_kind),
        stack_level=told.stack_level,
        schedules=(_read_schedule(told.charging_schedule),),
        recurrency=Recurrency(told.recurrency_kind) if told.recurrency_kind else None,
        valid_from=told.valid_from,
        valid_to=told.valid_to,
        transaction=None if transaction is None else str(transaction),
    )


def _write_schedule(schedule: Schedule) -> v16.ChargingSchedule:
    return v16.ChargingSchedule(
        charging_rate_unit=v16.ChargingRateUnitType(schedule.unit),
        charging_schedule_period=[
            v16.ChargingSchedulePeriod(
                start_period=each.start_s,
                limit=round(each.limit or 0.0, 1),
                number_phases=each.phases,
            )
            for each in schedule.periods
        ],
        duration=schedule.duration_s,
        start_schedule=schedule.starts_at and seconds(schedule.starts_at),
        min_charging_rate=schedule.rate_min,
    )


def _read_schedule(told: v16.ChargingSchedule) -> Schedule:
    return Schedule(
        unit=RateUnit(told.charging_rate_unit),
        periods=tuple(
            SchedulePeriod(start_s=each.start_period, limit=each.limit, phases=each.number_phases)
            for each in told.charging_schedule_period
        ),
        starts_at=told.start_schedule,
        duration_s=told.duration,
        rate_min=told.min_charging_rate,
    )


def _started(request: v16.RemoteStartTransactionRequest) -> ProfileNews | None:
    if request.charging_profile is None or request.connector_id is None:
        return None
    placed = PlacedProfile(evse=request.connector_id, profile=read(request.charging_profile))
    return ProfileNews(installed=placed)


def _cleared(request: v16.ClearChargingProfileRequest) -> ClearProfiles:
    purpose = request.charging_profile_purpose
    return ClearProfiles(
        profile_id=request.id,
        evse=request.connector_id,
        purpose=_MEANT[purpose] if purpose else None,
        stack_level=request.stack_level,
    )


def _composite(
    request: v16.GetCompositeScheduleRequest, answer: v16.GetCompositeScheduleResponse
) -> ProfileNews | None:
    schedule = answer.charging_schedule
    if schedule is None:
        return None
    return ProfileNews(
        composite=StationComposite(
            evse=request.connector_id,
            starts_at=answer.schedule_start or schedule.start_schedule,
            duration_s=schedule.duration or request.duration,
            unit=RateUnit(schedule.charging_rate_unit),
            periods=tuple(
                CompositePeriod(start_s=each.start_period, limit=each.limit)
                for each in schedule.charging_schedule_period
            ),
        )
    )


WORDS: Mapping[type[NeutralCommand], Callable[[Any], tuple[str, Struct] | None]] = {
    SetProfile: set_profile,
    ClearProfiles: clear_profiles,
    GetComposite: get_composite,
}
"""What 1.6 can be told of profiles: it cannot be asked which it has."""
