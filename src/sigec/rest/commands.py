"""Commands: tell a station what to do and wait for its answer, at most half a minute."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header
from pydantic import Field, StringConstraints

from sigec.drivers.model import IdTokenKind, TokenRef
from sigec.kit.ids import PersonId, SessionId, StationId
from sigec.rest.profile_bodies import ProfileBody
from sigec.rest.schemas import Body, View, example
from sigec.rest.security import ActorDep
from sigec.rest.services import Services, ServicesDep
from sigec.sessions.service import SessionNotFound
from sigec.stations.model import (
    AskLocalListVersion,
    ChargingProfile,
    ClearCache,
    Command,
    CommandStatus,
    Order,
    PlacedProfile,
    Reset,
    ResetKind,
    SetAvailability,
    Trigger,
    Unlock,
)
from sigec.stations.model.profiles import STATION

router = APIRouter(prefix="/stations/{station_id}/commands", tags=["commands"])

Number = Annotated[int, Field(ge=1, le=1_000, description="OCPP's number.")]
KeyDep = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        max_length=200,
        description="A command with a key that was used is answered as then, and not sent again.",
    ),
]


class Reasoned(Body):
    """What every command may carry."""

    reason: Annotated[str, StringConstraints(min_length=1, max_length=500)] | None = Field(
        default=None,
        description="Why, for who reads the history.",
        examples=["O morador ligou: o cabo não solta."],
    )

    model_config = example(reason="O morador ligou: o cabo não solta.")


class CommandResultView(View):
    """The station's answer, in one word for all versions and in its own."""

    command_id: UUID
    status: CommandStatus
    answer: dict[str, Any] | None = Field(examples=[{"status": "Accepted"}])


class StartBody(Reasoned):
    """Start a charge for an id token, for a person, or for whoever is there."""

    evse: Number | None = None
    connector: Number | None = None
    id_token: Annotated[str, StringConstraints(min_length=1, max_length=255)] | None = None
    id_token_type: IdTokenKind = IdTokenKind.ISO14443
    person_id: UUID | None = None
    charging_profile: ProfileBody | None = Field(
        default=None, description="Limits what is started: a TxProfile without its transaction."
    )

    model_config = example(evse=1, connector=1, id_token="04A1B2C3D4E5F6")  # noqa: S106 - an example


class StopBody(Reasoned):
    """Stop a charge."""

    session_id: UUID

    model_config = example(session_id="01a0b1c2-0000-7000-8000-000000000002")


class UnlockBody(Reasoned):
    """Release the cable. In OCPP 1.6, which knows no EVSE, the connector alone says where."""

    connector: Number
    evse: Number | None = Field(default=None, description="Left out it has the same number.")

    model_config = example(evse=1, connector=1)


class ResetBody(Reasoned):
    """Restart: soft waits for what is charging, hard does not."""

    type: ResetKind = ResetKind.SOFT
    evse: Number | None = Field(default=None, description="Only where the version can (2.x).")

    model_config = example(type="soft", reason="Tela travada.")


class TriggerBody(Reasoned):
    """Ask for a message."""

    message: Annotated[str, StringConstraints(min_length=1, max_length=50)] = Field(
        description="As OCPP spells it.", examples=["StatusNotification"]
    )
    evse: Number | None = None
    connector: Number | None = None

    model_config = example(message="StatusNotification", evse=1)


class AvailabilityBody(Reasoned):
    """Take the station or a part of it out of service, or bring it back."""

    operative: bool
    evse: Number | None = None
    connector: Number | None = None

    model_config = example(operative=False, evse=1)


@router.post("/start")
async def start_charging(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    body: StartBody,
    idempotency_key: KeyDep = None,
) -> CommandResultView:
    """Start a charge; 409 while the station is offline, 504 when it stays silent."""
    token = TokenRef(value=body.id_token, kind=body.id_token_type) if body.id_token else None
    profile = await _limit(services, actor, StationId(station_id), body)
    result = await services.sessions.request_start(
        actor,
        StationId(station_id),
        evse=body.evse,
        connector=body.connector,
        token=token,
        person_id=PersonId(body.person_id) if body.person_id else None,
        profile=profile,
        idempotency_key=idempotency_key,
        reason=body.reason,
    )
    return CommandResultView.model_validate(result)


@router.post("/stop")
async def stop_charging(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    body: StopBody,
    idempotency_key: KeyDep = None,
) -> CommandResultView:
    """Stop a charge of this station; 409 while it is offline, 504 when it stays silent."""
    session_id = SessionId(body.session_id)
    view = await services.session_queries.get_session(actor, session_id)
    if view.session.station_id != station_id:
        raise SessionNotFound
    result = await services.sessions.request_stop(
        actor, session_id, idempotency_key=idempotency_key, reason=body.reason
    )
    return CommandResultView.model_validate(result)


@router.post("/unlock")
async def unlock_connector(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    body: UnlockBody,
    idempotency_key: KeyDep = None,
) -> CommandResultView:
    """Release the cable."""
    command = Unlock(evse=body.evse or body.connector, connector=body.connector)
    return await give(services, actor, station_id, command, order_of(body, idempotency_key))


@router.post("/reset")
async def reset_station(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    body: ResetBody,
    idempotency_key: KeyDep = None,
) -> CommandResultView:
    """Restart the station."""
    command = Reset(kind=body.type, evse=body.evse)
    return await give(services, actor, station_id, command, order_of(body, idempotency_key))


@router.post("/trigger")
async def trigger_message(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    body: TriggerBody,
    idempotency_key: KeyDep = None,
) -> CommandResultView:
    """Ask the station for a message."""
    command = Trigger(message=body.message, evse=body.evse, connector=body.connector)
    return await give(services, actor, station_id, command, order_of(body, idempotency_key))


@router.post("/availability")
async def set_availability(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    body: AvailabilityBody,
    idempotency_key: KeyDep = None,
) -> CommandResultView:
    """Take the station or a part of it out of service, or bring it back."""
    command = SetAvailability(operative=body.operative, evse=body.evse, connector=body.connector)
    return await give(services, actor, station_id, command, order_of(body, idempotency_key))


@router.post("/clear-cache")
async def clear_cache(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    body: Reasoned,
    idempotency_key: KeyDep = None,
) -> CommandResultView:
    """Let the station forget whom it was told to let in, so that it asks anew."""
    return await give(services, actor, station_id, ClearCache(), order_of(body, idempotency_key))


@router.post("/local-list-version")
async def ask_local_list_version(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    body: Reasoned,
    idempotency_key: KeyDep = None,
) -> CommandResultView:
    """Ask which version the station's list of who may charge has; 0 is none."""
    command = AskLocalListVersion()
    return await give(services, actor, station_id, command, order_of(body, idempotency_key))


async def _limit(
    services: Services, actor: ActorDep, station_id: StationId, body: StartBody
) -> ChargingProfile | None:
    wanted = body.charging_profile
    if wanted is None:
        return None
    placed = PlacedProfile(evse=body.evse or body.connector or STATION, profile=wanted.profile)
    return await services.profiles.fit_start(
        actor, station_id, placed, stack_level=wanted.stack_level
    )


def order_of(body: Reasoned, idempotency_key: str | None) -> Order:
    """Return how a command is given."""
    return Order(reason=body.reason, idempotency_key=idempotency_key)


async def give(
    services: Services, actor: ActorDep, station_id: UUID, command: Command, order: Order
) -> CommandResultView:
    """Give a command to a station, and show what came of it."""
    result = await services.stations.command(
        actor,
        StationId(station_id),
        command,
        idempotency_key=order.idempotency_key,
        reason=order.reason,
    )
    return CommandResultView.model_validate(result)
