"""Charging profiles as callers write and read them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, StringConstraints

from sigec.rest.schemas import Body, View
from sigec.stations.model.profiles import (
    PERIODS_MAX,
    SCHEDULES_MAX,
    ChargingProfile,
    CompositePeriod,
    OperationMode,
    ProfileKind,
    ProfilePurpose,
    RateUnit,
    Recurrency,
    Schedule,
    SchedulePeriod,
)
from sigec.stations.service import NEW_PROFILE

RATE_MAX = 10_000_000
DURATION_MAX_S = 366 * 86_400
Evse = Annotated[int, Field(ge=0, le=1_000, description="OCPP's number; 0 is the station.")]
ProfileId = Annotated[int, Field(ge=1, le=2**31 - 1)]
Level = Annotated[int, Field(ge=0, le=1_000)]
Seconds = Annotated[int, Field(ge=0, le=DURATION_MAX_S)]
Rate = Annotated[
    float, Field(ge=-RATE_MAX, le=RATE_MAX, allow_inf_nan=False, description="A multiple of 0.1.")
]


class PeriodBody(Body):
    """What holds from `start_s` on. All but `phase_to_use` and what is before it is of OCPP 2.1."""

    start_s: Seconds = 0
    limit: Rate | None = None
    phases: Annotated[int, Field(ge=1, le=3)] | None = None
    phase_to_use: Annotated[int, Field(ge=1, le=3)] | None = None
    limit_l2: Rate | None = None
    limit_l3: Rate | None = None
    discharge_limit: Rate | None = None
    setpoint: Rate | None = None
    operation_mode: OperationMode | None = None

    @property
    def period(self) -> SchedulePeriod:
        """The period."""
        return SchedulePeriod(**self.model_dump())


class ScheduleBody(Body):
    """Periods one after the other."""

    unit: RateUnit = RateUnit.A
    periods: Annotated[list[PeriodBody], Field(min_length=1, max_length=PERIODS_MAX)]
    starts_at: AwareDatetime | None = Field(
        default=None, description="Needed by Absolute and Recurring; Relative must have none."
    )
    duration_s: Seconds | None = None
    rate_min: Rate | None = None
    uses_local_time: bool = False

    @property
    def schedule(self) -> Schedule:
        """The schedule."""
        return Schedule(
            unit=self.unit,
            periods=tuple(each.period for each in self.periods),
            starts_at=self.starts_at,
            duration_s=self.duration_s,
            rate_min=self.rate_min,
            uses_local_time=self.uses_local_time,
        )


class ProfileBody(Body):
    """A charging profile, in the words of OCPP 2.x for every version."""

    id: ProfileId | None = Field(
        default=None, description="Left out it gets one; one that is taken is replaced."
    )
    purpose: ProfilePurpose = ProfilePurpose.TX_DEFAULT
    kind: ProfileKind = ProfileKind.ABSOLUTE
    stack_level: Level | None = Field(
        default=None, description="Left out it is one that the station takes."
    )
    recurrency: Recurrency | None = None
    valid_from: AwareDatetime | None = None
    valid_to: AwareDatetime | None = None
    transaction: Annotated[str, StringConstraints(min_length=1, max_length=36)] | None = Field(
        default=None, description="Its id as the station knows it, for a TxProfile."
    )
    schedules: Annotated[list[ScheduleBody], Field(min_length=1, max_length=SCHEDULES_MAX)]

    @property
    def profile(self) -> ChargingProfile:
        """The profile; what was left out is completed by the service."""
        return ChargingProfile(
            id=self.id or NEW_PROFILE,
            purpose=self.purpose,
            kind=self.kind,
            stack_level=self.stack_level or 0,
            schedules=tuple(each.schedule for each in self.schedules),
            recurrency=self.recurrency,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            transaction=self.transaction,
        )


class PeriodView(View):
    """What holds from `start_s` on."""

    start_s: int
    limit: float | None
    phases: int | None
    phase_to_use: int | None
    limit_l2: float | None
    limit_l3: float | None
    discharge_limit: float | None
    setpoint: float | None
    operation_mode: OperationMode | None


class ScheduleView(View):
    """Periods one after the other."""

    unit: RateUnit
    periods: list[PeriodView]
    starts_at: datetime | None
    duration_s: int | None
    rate_min: float | None
    uses_local_time: bool


class ProfileView(View):
    """A charging profile."""

    id: int
    purpose: ProfilePurpose
    kind: ProfileKind
    stack_level: int
    recurrency: Recurrency | None
    valid_from: datetime | None
    valid_to: datetime | None
    transaction: str | None
    schedules: list[ScheduleView]


class CompositePeriodView(View):
    """What holds from `start_s` on; null where no profile says anything."""

    start_s: int
    limit: float | None
    profile_ids: list[int] = Field(description="The profiles that decide it, as far as known.")

    @classmethod
    def of(cls, periods: Sequence[CompositePeriod]) -> list[Self]:
        """Show limits one after the other."""
        return [cls.model_validate(each) for each in periods]
