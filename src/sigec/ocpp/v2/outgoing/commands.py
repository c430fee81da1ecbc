"""Our commands as 2.x says them, and what its answers mean."""

from collections.abc import Mapping
from typing import assert_never

from msgspec import Struct

from sigec.ocpp.messages import v201
from sigec.ocpp.v2.outgoing.variables import get_variables, set_variable
from sigec.stations.model import (
    AskTransaction,
    CommandStatus,
    GetVariables,
    NeutralCommand,
    Reset,
    ResetKind,
    SetAvailability,
    SetVariable,
    StartCharging,
    StopCharging,
    Trigger,
    Unlock,
)

STATUSES: Mapping[str, CommandStatus] = {
    "Accepted": CommandStatus.ACCEPTED,
    "Rejected": CommandStatus.REJECTED,
    "Scheduled": CommandStatus.SCHEDULED,
    "Unlocked": CommandStatus.ACCEPTED,
    "UnlockFailed": CommandStatus.FAILED,
    "OngoingAuthorizedTransaction": CommandStatus.REJECTED,
    "UnknownConnector": CommandStatus.REJECTED,
    "NotImplemented": CommandStatus.NOT_SUPPORTED,
    "NotSupported": CommandStatus.NOT_SUPPORTED,
    "EmptyResultSet": CommandStatus.ACCEPTED,
    "RebootRequired": CommandStatus.REBOOT_REQUIRED,
    "UnknownComponent": CommandStatus.REJECTED,
    "UnknownVariable": CommandStatus.REJECTED,
    "NotSupportedAttributeType": CommandStatus.NOT_SUPPORTED,
}


def encode(command: NeutralCommand) -> tuple[str, Struct] | None:
    """Return the action and its request, ``None`` when 2.x has no words for the command."""
    match command:
        case StartCharging():
            said: tuple[str, Struct] | None = "RequestStartTransaction", _start(command)
        case StopCharging():
            stop = v201.RequestStopTransactionRequest(transaction_id=command.external_id)
            said = "RequestStopTransaction", stop
        case Unlock():
            unlock = v201.UnlockConnectorRequest(
                evse_id=command.evse, connector_id=command.connector
            )
            said = "UnlockConnector", unlock
        case Reset():
            said = "Reset", _reset(command)
        case Trigger():
            said = _trigger(command)
        case SetAvailability():
            said = "ChangeAvailability", _set_availability(command)
        case GetVariables():
            said = get_variables(command)
        case SetVariable():
            said = set_variable(command)
        case AskTransaction():
            asked = v201.GetTransactionStatusRequest(transaction_id=command.external_id)
            said = "GetTransactionStatus", asked
        case _:
            assert_never(command)
    return said


def _start(command: StartCharging) -> v201.RequestStartTransactionRequest:
    return v201.RequestStartTransactionRequest(
        id_token=v201.IdTokenType(
            id_token=command.id_token, type=v201.IdTokenEnumType(command.id_token_kind)
        ),
        remote_start_id=command.remote_start_id,
        evse_id=command.evse,
    )


def _trigger(command: Trigger) -> tuple[str, Struct] | None:
    if command.message not in set(v201.MessageTriggerEnumType):
        return None
    return "TriggerMessage", v201.TriggerMessageRequest(
        requested_message=v201.MessageTriggerEnumType(command.message), evse=_evse(command)
    )


def _evse(command: Trigger | SetAvailability) -> v201.EVSEType | None:
    if command.evse is None:
        return None
    return v201.EVSEType(id=command.evse, connector_id=command.connector)


def _reset(command: Reset) -> v201.ResetRequest:
    is_hard = command.kind is ResetKind.HARD
    kind = v201.ResetEnumType.IMMEDIATE if is_hard else v201.ResetEnumType.ON_IDLE
    return v201.ResetRequest(type=kind, evse_id=command.evse)


def _set_availability(command: SetAvailability) -> v201.ChangeAvailabilityRequest:
    status = v201.OperationalStatusEnumType
    return v201.ChangeAvailabilityRequest(
        operational_status=status.OPERATIVE if command.operative else status.INOPERATIVE,
        evse=_evse(command),
    )
