"""Our commands as 1.6 says them, and what its answers mean."""

from collections.abc import Mapping
from typing import assert_never

from msgspec import Struct

from sigec.ocpp.messages import v16
from sigec.ocpp.v16.outgoing.configuration import get_variables, set_variable
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
    "NotSupported": CommandStatus.NOT_SUPPORTED,
    "NotImplemented": CommandStatus.NOT_SUPPORTED,
    "RebootRequired": CommandStatus.REBOOT_REQUIRED,
}


def encode(command: NeutralCommand) -> tuple[str, Struct] | None:
    """Return the action and its request, ``None`` when 1.6 has no words for the command.

    A connector is always named where it is known (Phoenix CHARX wants it).
    """
    match command:
        case StartCharging():
            said: tuple[str, Struct] | None = _start(command)
        case StopCharging():
            said = _stop(command)
        case Unlock():
            said = "UnlockConnector", v16.UnlockConnectorRequest(connector_id=command.connector)
        case Reset():
            said = _reset(command)
        case Trigger():
            said = _trigger(command)
        case SetAvailability():
            said = _set_availability(command)
        case GetVariables():
            said = get_variables(command)
        case SetVariable():
            said = set_variable(command)
        case AskTransaction():
            said = None
        case _:
            assert_never(command)
    return said


def _start(command: StartCharging) -> tuple[str, Struct]:
    return "RemoteStartTransaction", v16.RemoteStartTransactionRequest(
        id_tag=command.id_token, connector_id=command.connector or command.evse
    )


def _stop(command: StopCharging) -> tuple[str, Struct] | None:
    if not command.external_id.isdecimal():
        return None
    number = int(command.external_id)
    return "RemoteStopTransaction", v16.RemoteStopTransactionRequest(transaction_id=number)


def _reset(command: Reset) -> tuple[str, Struct] | None:
    if command.evse is not None:
        return None
    kind = v16.ResetType.HARD if command.kind is ResetKind.HARD else v16.ResetType.SOFT
    return "Reset", v16.ResetRequest(type=kind)


def _trigger(command: Trigger) -> tuple[str, Struct] | None:
    connector = command.connector or command.evse
    if command.message in set(v16.MessageTrigger):
        message = v16.MessageTrigger(command.message)
        return "TriggerMessage", v16.TriggerMessageRequest(
            requested_message=message, connector_id=connector
        )
    if command.message in set(v16.MessageTriggerEnumType):
        extended = v16.MessageTriggerEnumType(command.message)
        return "ExtendedTriggerMessage", v16.ExtendedTriggerMessageRequest(
            requested_message=extended, connector_id=connector
        )
    return None


def _set_availability(command: SetAvailability) -> tuple[str, Struct]:
    kind = v16.AvailabilityType
    return "ChangeAvailability", v16.ChangeAvailabilityRequest(
        connector_id=command.connector or command.evse or 0,
        type=kind.OPERATIVE if command.operative else kind.INOPERATIVE,
    )
