"""Actions of a station's own OCPP version, in its own words: what `commands` has no word for."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Body, Path, Query
from pydantic import Field

from sigec.kit.ids import StationId
from sigec.rest.commands import KeyDep
from sigec.rest.schemas import View
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.stations.model import CommandResult, CommandStatus, RawAction

router = APIRouter(prefix="/stations/{station_id}/ocpp", tags=["commands"])

ActionName = Annotated[
    str,
    Path(description="As the station's version spells it.", examples=["TriggerMessage"]),
]
Payload = Annotated[
    dict[str, Any],
    Body(
        description="The action's payload; it must fit the official schema of that version.",
        examples=[{"requestedMessage": "Heartbeat"}],
    ),
]


class RawResultView(View):
    """The station's CALLRESULT."""

    message_id: UUID = Field(description="Of the message, and of the command in its history.")
    outcome: Literal["result"] = "result"
    payload: dict[str, Any] = Field(examples=[{"status": "Accepted"}])


class RawErrorView(View):
    """The station's CALLERROR, or why its answer could not be read."""

    message_id: UUID = Field(description="Of the message, and of the command in its history.")
    outcome: Literal["error"] = "error"
    error_code: str = Field(description="As OCPP spells it.", examples=["NotSupported"])
    error_description: str


@router.post("/{action}")
async def send_raw_action(
    services: ServicesDep,
    actor: ActorDep,
    station_id: UUID,
    action: ActionName,
    payload: Payload,
    reason: Annotated[
        str | None,
        Query(min_length=1, max_length=500, description="Why, for who reads the history."),
    ] = None,
    idempotency_key: KeyDep = None,
) -> RawResultView | RawErrorView:
    """Send any action of the station's version and wait for its answer.

    404 when the version has no such action, 422 when the payload breaks its schema, 409 while the
    station is offline, 504 when it stays silent.
    """
    command = RawAction(action=action, payload=payload)
    result = await services.stations.command(
        actor,
        StationId(station_id),
        command,
        idempotency_key=idempotency_key,
        reason=reason,
    )
    await services.reservations.heed_raw(actor, StationId(station_id), result)
    return _show(result)


def _show(result: CommandResult) -> RawResultView | RawErrorView:
    answer = dict(result.answer or {})
    if result.status is not CommandStatus.ERROR:
        return RawResultView(message_id=result.command_id, payload=answer)
    return RawErrorView(
        message_id=result.command_id,
        error_code=str(answer.get("error_code")),
        error_description=str(answer.get("error_description")),
    )
