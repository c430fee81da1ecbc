"""What a profile must keep to, version by version."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sigec.stations.model.profiles import (
    PROFILE_LIMITS,
    ChargingProfile,
    OperationMode,
    PlacedProfile,
    ProfileKind,
    ProfileLimits,
    ProfileTarget,
    RateUnit,
    Recurrency,
    Schedule,
    SchedulePeriod,
    faults_of_profile,
    next_profile_id,
)
from sigec.stations.model.profiles import (
    ProfilePurpose as Purpose,
)

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
VERSIONS = ("ocpp1.6", "ocpp2.0.1", "ocpp2.1")
PERIOD = SchedulePeriod(start_s=0, limit=16.0)
SCHEDULE = Schedule(unit=RateUnit.A, periods=(PERIOD,), starts_at=NOON)
PROFILE = ChargingProfile(
    id=1,
    purpose=Purpose.TX_DEFAULT,
    kind=ProfileKind.ABSOLUTE,
    stack_level=0,
    schedules=(SCHEDULE,),
)


def scheduled(profile: ChargingProfile = PROFILE, **changes: Any) -> ChargingProfile:
    return replace(profile, schedules=(replace(SCHEDULE, **changes),))


def period(**changes: Any) -> ChargingProfile:
    return scheduled(periods=(replace(PERIOD, **changes),))


def faults(
    profile: ChargingProfile, version: str = "ocpp2.1", evse: int = 1, **target: Any
) -> list[tuple[str, str]]:
    found = faults_of_profile(
        PlacedProfile(evse=evse, profile=profile), ProfileTarget(version=version, **target)
    )
    return [(fault.field, fault.code.removeprefix("field.")) for fault in found]


RELATIVE = replace(scheduled(starts_at=None), kind=ProfileKind.RELATIVE)
TX = replace(RELATIVE, purpose=Purpose.TX, transaction="7")
STATION_MAX = replace(PROFILE, purpose=Purpose.STATION_MAX)
DAILY = replace(PROFILE, kind=ProfileKind.RECURRING, recurrency=Recurrency.DAILY)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("profile", "evse"),
    [(PROFILE, 1), (PROFILE, 0), (RELATIVE, 1), (TX, 1), (STATION_MAX, 0), (DAILY, 1)],
)
def test_what_every_version_takes(version: str, profile: ChargingProfile, evse: int) -> None:
    assert faults(profile, version, evse) == []


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("profile", "evse", "fault"),
    [
        (replace(PROFILE, purpose=Purpose.EXTERNAL), 0, ("purpose", "profile_external")),
        (STATION_MAX, 1, ("evse", "profile_station_only")),
        (
            replace(RELATIVE, purpose=Purpose.STATION_MAX),
            0,
            ("kind", "profile_relative_station"),
        ),
        (TX, 0, ("evse", "profile_evse_missing")),
        (replace(TX, transaction=None), 1, ("transaction", "profile_transaction_missing")),
        (replace(PROFILE, transaction="7"), 1, ("transaction", "profile_transaction_unfit")),
        (replace(PROFILE, stack_level=-1), 1, ("stack_level", "profile_stack_level")),
        (replace(PROFILE, kind=ProfileKind.RECURRING), 1, ("recurrency", "profile_recurrency")),
        (replace(PROFILE, recurrency=Recurrency.DAILY), 1, ("recurrency", "profile_recurrency")),
        (replace(PROFILE, valid_from=NOON, valid_to=NOON), 1, ("valid_to", "span_reversed")),
        (replace(PROFILE, schedules=()), 1, ("schedules", "profile_schedules")),
        (scheduled(starts_at=None), 1, ("schedules.0.starts_at", "profile_start_missing")),
        (scheduled(RELATIVE), 1, ("schedules.0.starts_at", "profile_start_unfit")),
        (scheduled(duration_s=0), 1, ("schedules.0.duration_s", "profile_duration")),
        (scheduled(DAILY, duration_s=86_401), 1, ("schedules.0.duration_s", "profile_duration")),
        (scheduled(rate_min=0.15), 1, ("schedules.0.rate_min", "profile_tenths")),
        (scheduled(periods=()), 1, ("schedules.0.periods", "profile_periods")),
        (period(start_s=1), 1, ("schedules.0.periods.0.start_s", "profile_first_period")),
        (
            scheduled(periods=(PERIOD, PERIOD)),
            1,
            ("schedules.0.periods", "profile_periods_order"),
        ),
        (
            scheduled(periods=(PERIOD, replace(PERIOD, start_s=60)), duration_s=60),
            1,
            ("schedules.0.periods", "profile_period_beyond"),
        ),
        (period(limit=16.05), 1, ("schedules.0.periods.0.limit", "profile_tenths")),
        (period(limit=-1.0), 1, ("schedules.0.periods.0.limit", "greater_than_equal")),
        (period(limit=None), 1, ("schedules.0.periods.0.limit", "missing")),
        (period(phases=4), 1, ("schedules.0.periods.0.phases", "profile_phases")),
    ],
)
def test_what_no_version_takes(
    version: str, profile: ChargingProfile, evse: int, fault: tuple[str, str]
) -> None:
    assert faults(profile, version, evse) == [fault]


TWICE = replace(PROFILE, schedules=(SCHEDULE, SCHEDULE))
ON_PHASE_2 = period(phases=1, phase_to_use=2)
FEEDING = period(limit=None, setpoint=-500.0, operation_mode=OperationMode.CENTRAL_SETPOINT)


@pytest.mark.parametrize(
    ("profile", "evse", "taken_by"),
    [
        (TWICE, 1, VERSIONS[1:]),
        (ON_PHASE_2, 1, VERSIONS[1:]),
        (replace(PROFILE, purpose=Purpose.PRIORITY), 1, VERSIONS[2:]),
        (replace(PROFILE, purpose=Purpose.LOCAL_GENERATION), 0, VERSIONS[2:]),
        (replace(PROFILE, kind=ProfileKind.DYNAMIC), 1, VERSIONS[2:]),
        (scheduled(uses_local_time=True), 1, VERSIONS[2:]),
        (period(limit_l2=10.0, limit_l3=10.0), 1, VERSIONS[2:]),
        (FEEDING, 1, VERSIONS[2:]),
    ],
)
def test_what_only_newer_versions_take(
    profile: ChargingProfile, evse: int, taken_by: tuple[str, ...]
) -> None:
    assert tuple(v for v in VERSIONS if not faults(profile, v, evse)) == taken_by


def test_what_21_takes_only_together() -> None:
    path = "schedules.0.periods.0"
    assert faults(period(setpoint=5.0)) == [(f"{path}.operation_mode", "profile_only_charges")]
    feeding = period(operation_mode=OperationMode.EXTERNAL_LIMITS, discharge_limit=1.0)
    assert faults(feeding) == [(f"{path}.discharge_limit", "less_than_equal")]
    assert faults(period(phase_to_use=2)) == [(f"{path}.phase_to_use", "profile_phase_to_use")]
    dynamic = replace(PROFILE, kind=ProfileKind.DYNAMIC)
    two = scheduled(dynamic, periods=(PERIOD, replace(PERIOD, start_s=60)))
    assert faults(two) == [("schedules.0.periods", "profile_periods")]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_start_brings_a_profile_without_its_transaction(version: str) -> None:
    start: dict[str, Any] = {"version": version, "is_in_start": True}
    assert faults(replace(TX, transaction=None), evse=0, **start) == []
    assert faults(TX, **start) == [("transaction", "profile_transaction_unfit")]
    assert faults(RELATIVE, **start) == [("purpose", "profile_in_start")]


def limits(vendor: str | None = None, **told: str) -> ProfileLimits:
    """Read limits of the keys of 1.6."""
    values = {name.key: told.get(name.variable) for name in PROFILE_LIMITS if not name.component}
    return ProfileLimits.of(values, vendor=vendor)


def test_a_station_is_sent_no_more_than_it_says_it_takes() -> None:
    most = limits(
        ChargeProfileMaxStackLevel="3",
        ChargingScheduleMaxPeriods="2",
        ChargingScheduleAllowedChargingRateUnit="Power",
        MaxChargingProfilesInstalled="1",
    )
    many = tuple(replace(PERIOD, start_s=60 * number) for number in range(3))
    other = PlacedProfile(evse=2, profile=replace(PROFILE, id=9))
    profile = scheduled(replace(PROFILE, stack_level=4), periods=many)
    assert faults(profile, limits=most, others=[other]) == [
        ("stack_level", "profile_stack_level"),
        ("schedules.0.unit", "profile_unit"),
        ("schedules.0.periods", "profile_periods"),
        ("profile", "profile_too_many"),
    ]
    good = scheduled(replace(PROFILE, id=9), unit=RateUnit.W)
    assert faults(good, limits=most, others=[other]) == []


def test_limits_are_read_in_both_families_and_nonsense_limits_nothing() -> None:
    of_2 = {
        name.key: text
        for name, text in zip(PROFILE_LIMITS[1::2], ["5", "8", "A", "9"], strict=True)
    }
    told = ProfileLimits.of(of_2)
    assert (told.stack_level_max, told.periods_max, told.profiles_max) == (5, 8, 9)
    assert told.units == {RateUnit.A}
    odd = limits(
        ChargeProfileMaxStackLevel="-1",
        ChargingScheduleMaxPeriods="many",
        ChargingScheduleAllowedChargingRateUnit="Furlong",
    )
    assert odd == ProfileLimits()


@pytest.mark.parametrize(
    ("vendor", "told", "levels"),
    [
        ("ABB", "8", (0, 0)),
        ("EVBox B.V.", "", (0, 0)),
        (" go-e ", "3", (1, 3)),
        ("Somebody", "3", (0, 3)),
        (None, "", (0, None)),
    ],
)
def test_makers_whose_stations_mean_something_else(
    vendor: str | None, told: str, levels: tuple[int, int | None]
) -> None:
    found = limits(vendor, ChargeProfileMaxStackLevel=told)
    assert (found.stack_level_min, found.stack_level_max) == levels
    usual = replace(PROFILE, stack_level=found.usual_stack_level)
    assert faults(usual, limits=found) == []


def test_a_place_is_taken_once_at_a_time() -> None:
    later = NOON + timedelta(days=1)
    first = PlacedProfile(evse=1, profile=replace(PROFILE, valid_to=later))
    second = replace(PROFILE, id=2)
    assert faults(second, others=[first]) == [("stack_level", "profile_taken")]
    assert faults(second, evse=2, others=[first]) == []
    assert faults(replace(second, stack_level=1), others=[first]) == []
    assert faults(replace(second, valid_from=later), others=[first]) == []
    assert faults(replace(second, id=1), others=[first]) == []
    assert next_profile_id([-3, 0, 7, 2]) == 8
    assert next_profile_id([]) == 1
