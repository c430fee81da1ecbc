"""Charging profiles in 2.x's words, both ways; 2.1 only has more of them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sigec.ocpp.messages import v21, v201
from sigec.ocpp.router.reports import seconds
from sigec.stations.model.profiles import (
    ChargingProfile,
    OperationMode,
    ProfileKind,
    ProfilePurpose,
    RateUnit,
    Recurrency,
    Schedule,
    SchedulePeriod,
)

SCHEDULES_OF_A_PROFILE = 10
"""Ids of schedules are made of the profile's, so that no two of a station are the same."""


def write(profile: ChargingProfile) -> Mapping[str, Any]:
    """Return a profile as a payload; what a version does not know breaks its schema."""
    return _present(
        id=profile.id,
        stackLevel=profile.stack_level,
        chargingProfilePurpose=profile.purpose.value,
        chargingProfileKind=profile.kind.value,
        recurrencyKind=profile.recurrency and profile.recurrency.value,
        validFrom=profile.valid_from and seconds(profile.valid_from),
        validTo=profile.valid_to and seconds(profile.valid_to),
        transactionId=profile.transaction,
        chargingSchedule=[
            _write_schedule(schedule, profile.id * SCHEDULES_OF_A_PROFILE + number)
            for number, schedule in enumerate(profile.schedules)
        ],
    )


def _write_schedule(schedule: Schedule, number: int) -> Mapping[str, Any]:
    return _present(
        id=number,
        chargingRateUnit=schedule.unit.value,
        startSchedule=schedule.starts_at and seconds(schedule.starts_at),
        duration=schedule.duration_s,
        minChargingRate=schedule.rate_min,
        useLocalTime=schedule.uses_local_time or None,
        chargingSchedulePeriod=[_write_period(period) for period in schedule.periods],
    )


def _write_period(period: SchedulePeriod) -> Mapping[str, Any]:
    return _present(
        startPeriod=period.start_s,
        limit=_tenths(period.limit),
        limit_L2=_tenths(period.limit_l2),
        limit_L3=_tenths(period.limit_l3),
        numberPhases=period.phases,
        phaseToUse=period.phase_to_use,
        dischargeLimit=_tenths(period.discharge_limit),
        setpoint=_tenths(period.setpoint),
        operationMode=period.operation_mode and period.operation_mode.value,
    )


def read(told: v201.ChargingProfileType | v21.ChargingProfileType) -> ChargingProfile:
    """Return a profile in our words."""
    return ChargingProfile(
        id=told.id,
        purpose=ProfilePurpose(told.charging_profile_purpose),
        kind=ProfileKind(told.charging_profile_kind),
        stack_level=told.stack_level,
        schedules=tuple(_read_schedule(each) for each in told.charging_schedule),
        recurrency=Recurrency(told.recurrency_kind) if told.recurrency_kind else None,
        valid_from=told.valid_from,
        valid_to=told.valid_to,
        transaction=told.transaction_id,
    )


def _read_schedule(told: v201.ChargingScheduleType | v21.ChargingScheduleType) -> Schedule:
    return Schedule(
        unit=RateUnit(told.charging_rate_unit),
        periods=tuple(_read_period(each) for each in told.charging_schedule_period),
        starts_at=told.start_schedule,
        duration_s=told.duration,
        rate_min=told.min_charging_rate,
        uses_local_time=bool(getattr(told, "use_local_time", None)),
    )


def _read_period(
    told: v201.ChargingSchedulePeriodType | v21.ChargingSchedulePeriodType,
) -> SchedulePeriod:
    of_2 = SchedulePeriod(
        start_s=told.start_period,
        limit=told.limit,
        phases=told.number_phases,
        phase_to_use=told.phase_to_use,
    )
    if isinstance(told, v201.ChargingSchedulePeriodType):
        return of_2
    return replace(
        of_2,
        limit_l2=told.limit_l2,
        limit_l3=told.limit_l3,
        discharge_limit=told.discharge_limit,
        setpoint=told.setpoint,
        operation_mode=OperationMode(told.operation_mode) if told.operation_mode else None,
    )


def _present(**fields: Any) -> Mapping[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _tenths(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
