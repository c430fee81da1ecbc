"""``sigec.v1.Commands``."""

from collections.abc import Mapping
from typing import Any

from google.protobuf.struct_pb2 import Struct

from sigec.drivers.model import IdTokenKind, TokenRef
from sigec.kit.ids import PersonId, SessionId, StationId
from sigec.rpc.admission import Admitted
from sigec.rpc.services import RpcServices
from sigec.rpc.translate import (
    choice_of,
    number_of,
    optional_text,
    optional_uuid,
    text_of,
    uuid_of,
    wrong,
)
from sigec.rpc.v1 import commands_pb2 as pb
from sigec.stations.model import (
    Command,
    CommandResult,
    Order,
    Reset,
    ResetKind,
    SetAvailability,
    Trigger,
    Unlock,
)

_KEY_LENGTH_MAX = 200
_TOKEN_LENGTH_MAX = 255
_MESSAGE_LENGTH_MAX = 50


class CommandsServicer:
    """Tells stations what to do."""

    def __init__(self, services: RpcServices) -> None:
        self._stations = services.stations
        self._sessions = services.sessions
        self._queries = services.session_queries

    async def start(self, caller: Admitted, request: pb.StartRequest) -> pb.CommandResult:
        """Start a charge."""
        person_id = optional_uuid(request, "person_id")
        order = _order(request.order)
        result = await self._sessions.request_start(
            caller.actor,
            StationId(uuid_of(request.station_id, "station_id")),
            evse=number_of(request, "evse"),
            connector=number_of(request, "connector"),
            token=_token(request),
            person_id=PersonId(person_id) if person_id else None,
            idempotency_key=order.idempotency_key,
            reason=order.reason,
        )
        return _result(result)

    async def stop(self, caller: Admitted, request: pb.StopRequest) -> pb.CommandResult:
        """Stop a charge."""
        session_id = SessionId(uuid_of(request.session_id, "session_id"))
        await self._queries.get_session(caller.actor, session_id)
        order = _order(request.order)
        result = await self._sessions.request_stop(
            caller.actor,
            session_id,
            idempotency_key=order.idempotency_key,
            reason=order.reason,
        )
        return _result(result)

    async def unlock(self, caller: Admitted, request: pb.UnlockRequest) -> pb.CommandResult:
        """Release the cable."""
        if request.connector < 1:
            raise wrong("connector", "range")
        evse = number_of(request, "evse") or request.connector
        command = Unlock(evse=evse, connector=request.connector)
        return await self._give(caller, request.station_id, command, request.order)

    async def reset(self, caller: Admitted, request: pb.ResetRequest) -> pb.CommandResult:
        """Restart the station."""
        kind = ResetKind.HARD if request.hard else ResetKind.SOFT
        command = Reset(kind=kind, evse=number_of(request, "evse"))
        return await self._give(caller, request.station_id, command, request.order)

    async def trigger(self, caller: Admitted, request: pb.TriggerRequest) -> pb.CommandResult:
        """Ask the station for a message."""
        message = text_of(request.message, "message", length_max=_MESSAGE_LENGTH_MAX)
        if not message:
            raise wrong("message", "missing")
        command = Trigger(
            message=message,
            evse=number_of(request, "evse"),
            connector=number_of(request, "connector"),
        )
        return await self._give(caller, request.station_id, command, request.order)

    async def set_availability(
        self, caller: Admitted, request: pb.SetAvailabilityRequest
    ) -> pb.CommandResult:
        """Take the station or a part of it out of service, or bring it back."""
        command = SetAvailability(
            operative=request.operative,
            evse=number_of(request, "evse"),
            connector=number_of(request, "connector"),
        )
        return await self._give(caller, request.station_id, command, request.order)

    async def _give(
        self, caller: Admitted, station_id: str, command: Command, order: pb.Order
    ) -> pb.CommandResult:
        given = _order(order)
        result = await self._stations.command(
            caller.actor,
            StationId(uuid_of(station_id, "station_id")),
            command,
            idempotency_key=given.idempotency_key,
            reason=given.reason,
        )
        return _result(result)


def _order(order: pb.Order) -> Order:
    reason = text_of(order.reason, "order.reason")
    key = text_of(order.idempotency_key, "order.idempotency_key", length_max=_KEY_LENGTH_MAX)
    return Order(reason=reason or None, idempotency_key=key or None)


def _token(request: pb.StartRequest) -> TokenRef | None:
    if not request.HasField("id_token"):
        return None
    value = text_of(request.id_token, "id_token", length_max=_TOKEN_LENGTH_MAX)
    if not value:
        raise wrong("id_token", "missing")
    kind = optional_text(request, "id_token_type") or IdTokenKind.ISO14443.value
    return TokenRef(value=value, kind=choice_of(IdTokenKind, kind, "id_token_type"))


def _result(result: CommandResult) -> pb.CommandResult:
    return pb.CommandResult(
        command_id=str(result.command_id),
        status=result.status.value,
        answer=None if result.answer is None else _struct(result.answer),
    )


def _struct(answer: Mapping[str, Any]) -> Struct:
    struct = Struct()
    struct.update(dict(answer))
    return struct
