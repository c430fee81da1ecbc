"""What a charging profile says, whatever version its station speaks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

STATION = 0
"""The EVSE's number that means the station as a whole."""


class ProfilePurpose(StrEnum):
    """What a profile is for, as OCPP 2.x spells it; 1.6 calls the first ChargePointMaxProfile."""

    STATION_MAX = "ChargingStationMaxProfile"
    TX_DEFAULT = "TxDefaultProfile"
    TX = "TxProfile"
    EXTERNAL = "ChargingStationExternalConstraints"
    """Somebody else's: stations report it, and we never set it."""
    PRIORITY = "PriorityCharging"
    LOCAL_GENERATION = "LocalGeneration"


class ProfileKind(StrEnum):
    """What the periods of a profile count from."""

    ABSOLUTE = "Absolute"
    RECURRING = "Recurring"
    RELATIVE = "Relative"
    """From the start of the transaction."""
    DYNAMIC = "Dynamic"
    """Its one period is changed while it holds (2.1)."""


class Recurrency(StrEnum):
    """How often a recurring schedule begins anew."""

    DAILY = "Daily"
    WEEKLY = "Weekly"


CYCLES: Mapping[Recurrency, timedelta] = {
    Recurrency.DAILY: timedelta(days=1),
    Recurrency.WEEKLY: timedelta(days=7),
}


class RateUnit(StrEnum):
    """What limits are given in: watts in all, or amperes per phase."""

    W = "W"
    A = "A"


class OperationMode(StrEnum):
    """What a car does in a period (2.1); absent means ``ChargingOnly``."""

    IDLE = "Idle"
    CHARGING_ONLY = "ChargingOnly"
    CENTRAL_SETPOINT = "CentralSetpoint"
    EXTERNAL_SETPOINT = "ExternalSetpoint"
    EXTERNAL_LIMITS = "ExternalLimits"
    CENTRAL_FREQUENCY = "CentralFrequency"
    LOCAL_FREQUENCY = "LocalFrequency"
    LOCAL_LOAD_BALANCING = "LocalLoadBalancing"


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedulePeriod:
    """What holds from ``start_s`` on; the fields after ``phase_to_use`` are of 2.1.

    ``limit`` is for all phases, or for the first where others have their own. A setpoint or a
    discharge limit below zero feeds the grid.
    """

    start_s: int
    limit: float | None = None
    phases: int | None = None
    phase_to_use: int | None = None
    limit_l2: float | None = None
    limit_l3: float | None = None
    discharge_limit: float | None = None
    setpoint: float | None = None
    operation_mode: OperationMode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Periods one after the other, from ``starts_at`` or from what the profile's kind says.

    ``uses_local_time`` (2.1) begins each day by the clock on the wall, also when that is changed.
    """

    unit: RateUnit
    periods: tuple[SchedulePeriod, ...]
    starts_at: datetime | None = None
    duration_s: int | None = None
    rate_min: float | None = None
    uses_local_time: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargingProfile:
    """Limits over time; of those with one purpose the highest ``stack_level`` counts.

    ``transaction`` is its id as the station knows it, for a TxProfile only. Of several schedules
    (2.x, for a car to choose) the first counts until it chose.
    """

    id: int
    purpose: ProfilePurpose
    kind: ProfileKind
    stack_level: int
    schedules: tuple[Schedule, ...]
    recurrency: Recurrency | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    transaction: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedProfile:
    """A profile and where it is: an EVSE, or `STATION`."""

    evse: int
    profile: ChargingProfile

    def shares_time_with(self, other: "PlacedProfile") -> bool:
        """Say whether both claim the same place and level at some instant."""
        mine, its = self.profile, other.profile
        places = [
            (each.evse, each.profile.purpose, each.profile.stack_level, each.profile.transaction)
            for each in (self, other)
        ]
        return (
            places[0] == places[1]
            and _is_before(mine.valid_from, its.valid_to)
            and _is_before(its.valid_from, mine.valid_to)
        )


def _is_before(begin: datetime | None, end: datetime | None) -> bool:
    return begin is None or end is None or begin < end
