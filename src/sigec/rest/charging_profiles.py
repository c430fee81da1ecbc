"""Charging profiles: what limits a station has, what they come to, and how they are set."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field, StringConstraints

from sigec.kit.actor import Actor
from sigec.kit.ids import StationId
from sigec.rest.commands import CommandResultView, KeyDep, Reasoned, give, order_of
from sigec.rest.profile_bodies import (
    CompositePeriodView,
    Evse,
    Level,
    ProfileBody,
    ProfileId,
    Rate,
)
from sigec.rest.profile_views import ComparedCompositeView, CompositeView, ProfileBoardView
from sigec.rest.schemas import example
from sigec.rest.security import ActorDep
from sigec.rest.services import Services, ServicesDep
from sigec.sessions.service import SessionFilter
from sigec.stations.model import (
    ClearProfiles,
    GetProfiles,
    PlacedProfile,
    UpdateDynamicProfile,
    UsePriority,
)
from sigec.stations.model.profiles import (
    DURATION_MAX,
    STATION,
    ProfilePurpose,
    Question,
    RateUnit,
    Supply,
    Transaction,
)

router = APIRouter(prefix="/stations/{station_id}", tags=["charging profiles"])

DAY_S = 86_400
Duration = Annotated[int, Field(ge=60, le=int(DURATION_MAX.total_seconds()))]
Phases = Annotated[int, Field(ge=1, le=3, description="That amperes are counted on.")]
Voltage = Annotated[int, Field(ge=100, le=1_000, description="Of one phase.")]
TransactionId = Annotated[str, StringConstraints(min_length=1, max_length=36)]


class SetProfileBody(Reasoned):
    """Install a charging profile."""

    evse: Evse = STATION
    profile: ProfileBody

    model_config = example(
        evse=1,
        profile={
            "purpose": "TxDefaultProfile",
            "kind": "Relative",
            "schedules": [{"unit": "A", "periods": [{"start_s": 0, "limit": 16.0}]}],
        },
    )


class ClearProfilesBody(Reasoned):
    """Remove the profiles that fit all that is said; one that says nothing removes all."""

    profile_id: ProfileId | None = None
    evse: Evse | None = None
    purpose: ProfilePurpose | None = None
    stack_level: Level | None = None

    model_config = example(profile_id=1)


class ReadProfilesBody(Reasoned):
    """Ask the station which profiles it has (2.x); the list shows what it reports."""


class CompositeBody(Reasoned):
    """Ask the station which limits will hold."""

    evse: Evse = STATION
    duration_s: Duration = DAY_S
    unit: RateUnit = RateUnit.W
    phases: Phases = 3
    voltage_v: Voltage = 230

    model_config = example(evse=1, duration_s=DAY_S, unit="W")


class UpdateProfileBody(Reasoned):
    """Change the only period of a dynamic profile (2.1)."""

    profile_id: ProfileId
    limit: Rate | None = None
    setpoint: Rate | None = None
    discharge_limit: Annotated[Rate, Field(le=0)] | None = None

    model_config = example(profile_id=1, limit=16.0)


class PriorityBody(Reasoned):
    """Let a charge go before others, or no longer (2.1)."""

    transaction: TransactionId
    active: bool = True

    model_config = example(transaction="a1b2", active=True)


@router.get("/charging-profiles")
async def list_charging_profiles(
    services: ServicesDep, actor: ActorDep, station_id: UUID
) -> ProfileBoardView:
    """List the profiles of the station, as they were set and as it reported them."""
    board = await services.profiles.get_board(actor, StationId(station_id))
    return ProfileBoardView.of(board)


@router.get("/composite-schedule")
async def compute_composite_schedule(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    evse: Annotated[Evse, Query()] = STATION,
    duration_s: Annotated[Duration, Query()] = DAY_S,
    unit: Annotated[RateUnit, Query()] = RateUnit.W,
    phases: Annotated[Phases, Query()] = 3,
    voltage_v: Annotated[Voltage, Query()] = 230,
) -> CompositeView:
    """Compute which limits hold from now on, by the profiles that the station has."""
    body = CompositeBody(
        evse=evse, duration_s=duration_s, unit=unit, phases=phases, voltage_v=voltage_v
    )
    question = await _question(services, actor, station_id, body)
    periods = await services.profiles.get_composite(actor, StationId(station_id), question)
    return CompositeView(
        evse=evse,
        begins_at=question.begins_at,
        duration_s=duration_s,
        unit=unit,
        periods=CompositePeriodView.of(periods),
    )


@router.post("/commands/set-profile")
async def set_charging_profile(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    body: SetProfileBody,
    idempotency_key: KeyDep = None,
) -> CommandResultView:
    """Install a charging profile; 422 when it breaks a rule of OCPP or a limit of the station."""
    result = await services.profiles.set_profile(
        actor,
        StationId(station_id),
        PlacedProfile(evse=body.evse, profile=body.profile.profile),
        stack_level=body.profile.stack_level,
        order=order_of(body, idempotency_key),
    )
    return CommandResultView.model_validate(result)


@router.post("/commands/clear-profile")
async def clear_charging_profiles(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    body: ClearProfilesBody,
    idempotency_key: KeyDep = None,
) -> CommandResultView:
    """Remove charging profiles; `rejected` says that the station has none that fit."""
    command = ClearProfiles(
        profile_id=body.profile_id,
        evse=body.evse,
        purpose=body.purpose,
        stack_level=body.stack_level,
    )
    return await give(services, actor, station_id, command, order_of(body, idempotency_key))


@router.post("/commands/profiles")
async def read_charging_profiles(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    body: ReadProfilesBody,
    idempotency_key: KeyDep = None,
) -> CommandResultView:
    """Ask the station which profiles it has; `not_supported` by OCPP 1.6."""
    return await give(services, actor, station_id, GetProfiles(), order_of(body, idempotency_key))


@router.post("/commands/composite-schedule")
async def compare_composite_schedule(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    body: CompositeBody,
    idempotency_key: KeyDep = None,
) -> ComparedCompositeView:
    """Ask the station which limits will hold, and compare them with our computation."""
    question = await _question(services, actor, station_id, body)
    compared = await services.profiles.compare_composite(
        actor,
        StationId(station_id),
        question,
        order=order_of(body, idempotency_key),
    )
    return ComparedCompositeView.compared(compared)


@router.post("/commands/update-profile")
async def update_dynamic_profile(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    body: UpdateProfileBody,
    idempotency_key: KeyDep = None,
) -> CommandResultView:
    """Change the limit of a dynamic profile at once; `not_supported` before OCPP 2.1."""
    command = UpdateDynamicProfile(
        profile_id=body.profile_id,
        limit=body.limit,
        setpoint=body.setpoint,
        discharge_limit=body.discharge_limit,
    )
    return await give(services, actor, station_id, command, order_of(body, idempotency_key))


@router.post("/commands/priority-charging")
async def use_priority_charging(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    body: PriorityBody,
    idempotency_key: KeyDep = None,
) -> CommandResultView:
    """Let a charge go before others, or no longer; `not_supported` before OCPP 2.1."""
    command = UsePriority(external_id=body.transaction, is_active=body.active)
    return await give(services, actor, station_id, command, order_of(body, idempotency_key))


async def _question(
    services: Services, actor: Actor, station_id: UUID, body: CompositeBody
) -> Question:
    """Ask from now on, with the charge that goes on there."""
    wanted = SessionFilter(station_id=StationId(station_id))
    going_on = await services.session_queries.list_open(actor, wanted)
    here = [view.session for view in going_on if view.session.fold.evse == body.evse]
    return Question(
        evse=body.evse,
        begins_at=services.clock.now().replace(microsecond=0),
        duration_s=body.duration_s,
        unit=body.unit,
        supply=Supply(voltage_v=body.voltage_v, phases=body.phases),
        transaction=Transaction(external_id=here[0].external_id, started_at=here[0].started_at)
        if here
        else None,
    )
