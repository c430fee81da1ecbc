"""What a profile must keep to before it is sent: OCPP's own rules, its version's, its station's."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sigec.kit.errors import FieldError
from sigec.stations.model.profiles.limits import ProfileLimits
from sigec.stations.model.profiles.profile import (
    CYCLES,
    STATION,
    ChargingProfile,
    OperationMode,
    PlacedProfile,
    ProfileKind,
    ProfilePurpose,
    Schedule,
    SchedulePeriod,
)

V16, V21 = "ocpp1.6", "ocpp2.1"
PERIODS_MAX = 1_024
SCHEDULES_MAX = 3
PHASES = range(1, 4)
_ONLY_21 = frozenset({ProfilePurpose.PRIORITY, ProfilePurpose.LOCAL_GENERATION})
_OF_THE_STATION = frozenset({ProfilePurpose.STATION_MAX, ProfilePurpose.LOCAL_GENERATION})
_FIELDS_21 = ("limit_l2", "limit_l3", "discharge_limit", "setpoint", "operation_mode")
_TENTH = 1e-6
"""How far from a multiple of 0.1 a limit may be for being a binary fraction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileTarget:
    """For whom a profile is meant; ``others`` are those that its station has or is to have.

    ``is_in_start`` says that it goes with a remote start, where no transaction is known yet.
    """

    version: str
    limits: ProfileLimits = field(default_factory=ProfileLimits)
    others: Sequence[PlacedProfile] = ()
    is_in_start: bool = False


def faults_of_profile(placed: PlacedProfile, target: ProfileTarget) -> list[FieldError]:
    """Return why a station must not be sent a profile; nothing when all is well."""
    profile = placed.profile
    faults = [*_faults_of_place(placed, target), *_faults_of_kind(profile, target)]
    for number, schedule in enumerate(profile.schedules):
        path = f"schedules.{number}"
        faults += _faults_of_schedule(profile, schedule, path, target)
    return [*faults, *_faults_beside_others(placed, target)]


def _faults_of_place(placed: PlacedProfile, target: ProfileTarget) -> Iterator[FieldError]:
    profile, purpose = placed.profile, placed.profile.purpose
    is_for_transaction = purpose is ProfilePurpose.TX
    if purpose is ProfilePurpose.EXTERNAL:
        yield _fault("purpose", "profile_external")
    if purpose in _ONLY_21 and target.version != V21:
        yield _fault("purpose", "profile_version", version=target.version)
    if purpose in _OF_THE_STATION and placed.evse != STATION:
        yield _fault("evse", "profile_station_only")
    if is_for_transaction and placed.evse == STATION and not target.is_in_start:
        yield _fault("evse", "profile_evse_missing")
    if is_for_transaction and profile.transaction is None and not target.is_in_start:
        yield _fault("transaction", "profile_transaction_missing")
    if profile.transaction is not None and (target.is_in_start or not is_for_transaction):
        yield _fault("transaction", "profile_transaction_unfit")
    if target.is_in_start and not is_for_transaction:
        yield _fault("purpose", "profile_in_start")
    if not target.limits.stack_level_min <= profile.stack_level <= _level_max(target):
        yield _fault(
            "stack_level",
            "profile_stack_level",
            least=target.limits.stack_level_min,
            most=_level_max(target),
        )


def _level_max(target: ProfileTarget) -> int:
    most = target.limits.stack_level_max
    return 2**31 - 1 if most is None else most


def _faults_of_kind(profile: ChargingProfile, target: ProfileTarget) -> Iterator[FieldError]:
    if profile.kind is ProfileKind.DYNAMIC and target.version != V21:
        yield _fault("kind", "profile_version", version=target.version)
    if profile.kind is ProfileKind.RELATIVE and profile.purpose in _OF_THE_STATION:
        yield _fault("kind", "profile_relative_station")
    if (profile.kind is ProfileKind.RECURRING) is not (profile.recurrency is not None):
        yield _fault("recurrency", "profile_recurrency")
    begin, end = profile.valid_from, profile.valid_to
    if begin is not None and end is not None and begin >= end:
        yield _fault("valid_to", "span_reversed")
    schedules_max = 1 if target.version == V16 else SCHEDULES_MAX
    if not 1 <= len(profile.schedules) <= schedules_max:
        yield _fault("schedules", "profile_schedules", most=schedules_max)


def _faults_of_schedule(
    profile: ChargingProfile, schedule: Schedule, path: str, target: ProfileTarget
) -> Iterator[FieldError]:
    needs_start = profile.kind in (ProfileKind.ABSOLUTE, ProfileKind.RECURRING)
    if needs_start and schedule.starts_at is None:
        yield _fault(f"{path}.starts_at", "profile_start_missing")
    if profile.kind is ProfileKind.RELATIVE and schedule.starts_at is not None:
        yield _fault(f"{path}.starts_at", "profile_start_unfit")
    if schedule.unit not in target.limits.units:
        units = ", ".join(sorted(target.limits.units))
        yield _fault(f"{path}.unit", "profile_unit", units=units)
    cycle_s = CYCLES[profile.recurrency].total_seconds() if profile.recurrency else None
    if schedule.duration_s is not None and (
        schedule.duration_s <= 0 or (cycle_s is not None and schedule.duration_s > cycle_s)
    ):
        yield _fault(f"{path}.duration_s", "profile_duration")
    if schedule.uses_local_time and target.version != V21:
        yield _fault(f"{path}.uses_local_time", "profile_version", version=target.version)
    if schedule.rate_min is not None and not _is_tenths(schedule.rate_min):
        yield _fault(f"{path}.rate_min", "profile_tenths")
    yield from _faults_of_periods(profile, schedule, f"{path}.periods", target)


def _faults_of_periods(
    profile: ChargingProfile, schedule: Schedule, path: str, target: ProfileTarget
) -> Iterator[FieldError]:
    periods = schedule.periods
    periods_max = min(PERIODS_MAX, target.limits.periods_max or PERIODS_MAX)
    if profile.kind is ProfileKind.DYNAMIC:
        periods_max = 1
    if not 1 <= len(periods) <= periods_max:
        yield _fault(path, "profile_periods", most=periods_max)
        return
    starts = [each.start_s for each in periods]
    if starts[0] != 0:
        yield _fault(f"{path}.0.start_s", "profile_first_period")
    if any(later <= earlier for earlier, later in pairwise(starts)):
        yield _fault(path, "profile_periods_order")
    if schedule.duration_s is not None and starts[-1] >= schedule.duration_s > 0:
        yield _fault(path, "profile_period_beyond")
    for number, period in enumerate(periods):
        yield from _faults_of_period(period, f"{path}.{number}", target)


def _faults_of_period(
    period: SchedulePeriod, path: str, target: ProfileTarget
) -> Iterator[FieldError]:
    if target.version != V21:
        for name in _FIELDS_21:
            if getattr(period, name) is not None:
                yield _fault(f"{path}.{name}", "profile_version", version=target.version)
    only_charges = period.operation_mode in (None, OperationMode.CHARGING_ONLY)
    if only_charges and period.limit is None:
        yield _fault(f"{path}.limit", "missing")
    if only_charges and (period.setpoint is not None or period.discharge_limit is not None):
        yield _fault(f"{path}.operation_mode", "profile_only_charges")
    rates = ("limit", "limit_l2", "limit_l3")
    for name in (*rates, "discharge_limit", "setpoint"):
        value = getattr(period, name)
        if value is not None and not _is_tenths(value):
            yield _fault(f"{path}.{name}", "profile_tenths")
        if value is not None and value < 0 and name in rates:
            yield _fault(f"{path}.{name}", "greater_than_equal", ge=0)
    if period.discharge_limit is not None and period.discharge_limit > 0:
        yield _fault(f"{path}.discharge_limit", "less_than_equal", le=0)
    yield from _faults_of_phases(period, path, target)


def _faults_of_phases(
    period: SchedulePeriod, path: str, target: ProfileTarget
) -> Iterator[FieldError]:
    if period.phases is not None and period.phases not in PHASES:
        yield _fault(f"{path}.phases", "profile_phases")
    if period.phase_to_use is None:
        return
    if target.version == V16:
        yield _fault(f"{path}.phase_to_use", "profile_version", version=target.version)
    elif period.phases != 1 or period.phase_to_use not in PHASES:
        yield _fault(f"{path}.phase_to_use", "profile_phase_to_use")


def _faults_beside_others(placed: PlacedProfile, target: ProfileTarget) -> Iterator[FieldError]:
    """Compare with other profiles; one with the same id is replaced, and is no other."""
    others = [each for each in target.others if each.profile.id != placed.profile.id]
    clash = next((each for each in others if each.shares_time_with(placed)), None)
    if clash is not None:
        yield _fault("stack_level", "profile_taken", id=clash.profile.id)
    most = target.limits.profiles_max
    if most is not None and len(others) >= most:
        yield _fault("profile", "profile_too_many", most=most)


def _is_tenths(value: float) -> bool:
    return abs(value * 10 - round(value * 10)) < _TENTH


def _fault(name: str, code: str, **params: object) -> FieldError:
    written = tuple((name, str(value)) for name, value in params.items())
    return FieldError(field=name, code=f"field.{code}", params=written)


def next_profile_id(taken: Iterable[int]) -> int:
    """Return an id that none of a station's profiles has."""
    return max((each for each in taken if each > 0), default=0) + 1
