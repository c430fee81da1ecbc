"""Charging profiles as callers see them: how near each is to what was set, what all come to."""

from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import Field

from sigec.rest.commands import CommandResultView
from sigec.rest.profile_bodies import CompositePeriodView, ProfileView
from sigec.rest.schemas import View
from sigec.stations.model import StoredProfile
from sigec.stations.model.profiles import RateUnit
from sigec.stations.service import ComparedComposite, ProfileBoard


class ProfileState(StrEnum):
    """How near the station is to what was set."""

    INSTALLED = "installed"
    """The station took it, and was not read since."""
    CONFIRMED = "confirmed"
    """The station reported it as it was set."""
    DIFFERENT = "different"
    """The station reported something else under this id."""
    MISSING = "missing"
    """The station took it, and does not report it any more."""
    FOREIGN = "foreign"
    """The station reported it, and nobody here set it."""


class ProfilePart(StrEnum):
    """A part of a profile in which the station's may differ."""

    PURPOSE = "purpose"
    KIND = "kind"
    STACK_LEVEL = "stack_level"
    SCHEDULES = "schedules"
    RECURRENCY = "recurrency"
    VALID_FROM = "valid_from"
    VALID_TO = "valid_to"


class StoredProfileView(View):
    """A profile of the station: as it was set, and as the station reported it."""

    id: int
    evse: int = Field(description="0 is the station.")
    state: ProfileState
    profile: ProfileView = Field(description="As reported; as set, where it is not reported.")
    wanted: ProfileView | None
    wanted_at: datetime | None
    reported_at: datetime | None
    source: str | None = Field(
        description="Who gave it, as the station reports it.", examples=["CSO"]
    )
    differences: list[ProfilePart] = Field(description="Names of the fields that are not as set.")

    @classmethod
    def of(cls, stored: StoredProfile) -> Self:
        """Show a profile."""
        wanted = stored.wanted
        return cls(
            id=stored.id,
            evse=stored.evse,
            state=_state(stored),
            profile=ProfileView.model_validate(stored.profile),
            wanted=None if wanted is None else ProfileView.model_validate(wanted),
            wanted_at=stored.wanted_at,
            reported_at=stored.reported_at,
            source=stored.source,
            differences=[ProfilePart(name) for name in stored.differences],
        )


class ProfileLimitsView(View):
    """What profiles the station takes, as it says and as its maker is known for."""

    stack_level_min: int
    stack_level_max: int | None
    periods_max: int | None
    units: list[RateUnit]
    profiles_max: int | None


class ProfileBoardView(View):
    """All profiles of a station; there is one page."""

    items: list[StoredProfileView]
    limits: ProfileLimitsView
    read_at: datetime | None = Field(
        description="When the station last said which it has; null while it never did."
    )

    @classmethod
    def of(cls, board: ProfileBoard) -> Self:
        """Show the profiles."""
        return cls(
            items=[StoredProfileView.of(each) for each in board.profiles],
            limits=ProfileLimitsView.model_validate(board.limits),
            read_at=board.read_at,
        )


class CompositeView(View):
    """Which limits hold, by our computation of the profiles that the station has."""

    evse: int
    begins_at: datetime
    duration_s: int
    unit: RateUnit
    periods: list[CompositePeriodView]


class DisagreementView(View):
    """Where the station's limits are not what its profiles come to."""

    start_s: int
    expected: float
    told: float | None


class ComparedCompositeView(CommandResultView):
    """What the station says will hold, beside our computation."""

    begins_at: datetime | None
    unit: RateUnit | None
    told: list[CompositePeriodView] = Field(description="Empty when the station says nothing.")
    expected: list[CompositePeriodView]
    disagreements: list[DisagreementView]

    @classmethod
    def compared(cls, compared: ComparedComposite) -> Self:
        """Show both answers."""
        told = compared.told
        return cls(
            command_id=compared.result.command_id,
            status=compared.result.status,
            answer=None if compared.result.answer is None else dict(compared.result.answer),
            begins_at=told.starts_at if told else None,
            unit=told.unit if told else None,
            told=CompositePeriodView.of(told.periods if told else ()),
            expected=CompositePeriodView.of(compared.expected),
            disagreements=[DisagreementView.model_validate(e) for e in compared.disagreements],
        )


def _state(stored: StoredProfile) -> ProfileState:
    if stored.wanted is None:
        return ProfileState.FOREIGN
    if stored.is_missing:
        return ProfileState.MISSING
    if stored.reported is None:
        return ProfileState.INSTALLED
    return ProfileState.DIFFERENT if stored.differences else ProfileState.CONFIRMED
