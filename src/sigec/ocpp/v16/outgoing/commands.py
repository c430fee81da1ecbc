"""Our commands as 1.6 says them, and what its answers mean."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from msgspec import Struct

from sigec.ocpp.messages import v16
from sigec.ocpp.v16.outgoing import certificates, smart_charging
from sigec.ocpp.v16.outgoing.configuration import get_variables, set_variable
from sigec.ocpp.v16.outgoing.local_list import ask_local_list_version, send_local_list
from sigec.ocpp.v16.outgoing.maintenance import (
    get_log,
    update_firmware,
)
from sigec.ocpp.v16.outgoing.reservations import say_reservation
from sigec.stations.model import (
    AskLocalListVersion,
    CancelReservation,
    ClearCache,
    CommandStatus,
    DeleteCertificate,
    DeliverCertificate,
    GetLog,
    GetVariables,
    InstallCertificate,
    ListCertificates,
    NeutralCommand,
    ReserveNow,
    Reset,
    ResetKind,
    SendLocalList,
    SetAvailability,
    SetVariable,
    StartCharging,
    StopCharging,
    Trigger,
    Unlock,
    UpdateFirmware,
)

STATUSES: Mapping[str, CommandStatus] = {
    "Accepted": CommandStatus.ACCEPTED,
    "Rejected": CommandStatus.REJECTED,
    "Scheduled": CommandStatus.SCHEDULED,
    "Failed": CommandStatus.FAILED,
    "NotFound": CommandStatus.REJECTED,
    "VersionMismatch": CommandStatus.REJECTED,
    "Unlocked": CommandStatus.ACCEPTED,
    "UnlockFailed": CommandStatus.FAILED,
    "NotSupported": CommandStatus.NOT_SUPPORTED,
    "NotImplemented": CommandStatus.NOT_SUPPORTED,
    "RebootRequired": CommandStatus.REBOOT_REQUIRED,
    "AcceptedCanceled": CommandStatus.ACCEPTED,
    "InvalidCertificate": CommandStatus.REJECTED,
    "RevokedCertificate": CommandStatus.REJECTED,
    "Faulted": CommandStatus.REJECTED,
    "Occupied": CommandStatus.REJECTED,
    "Unavailable": CommandStatus.REJECTED,
    "Unknown": CommandStatus.REJECTED,
}


Say: TypeAlias = Callable[[Any], tuple[str, Struct] | None]
"""Says one kind of command, or that this one cannot be said."""


def encode(command: NeutralCommand) -> tuple[str, Struct] | None:
    """Return the action and its request, ``None`` when 1.6 has no words for the command.

    A connector is always named where it is known (Phoenix CHARX wants it).
    """
    say = _WORDS.get(type(command))
    return None if say is None else say(command)


def _start(command: StartCharging) -> tuple[str, Struct] | None:
    profile = smart_charging.write(command.profile) if command.profile else None
    if profile is None and command.profile is not None:
        return None
    return "RemoteStartTransaction", v16.RemoteStartTransactionRequest(
        id_tag=command.id_token,
        connector_id=command.connector or command.evse,
        charging_profile=profile,
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
    if command.message == "SignChargingStationCertificate":  # as 2.x spells it
        sign = v16.MessageTriggerEnumType.SIGN_CHARGE_POINT_CERTIFICATE
        return "ExtendedTriggerMessage", v16.ExtendedTriggerMessageRequest(requested_message=sign)
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


def _unlock(command: Unlock) -> tuple[str, Struct]:
    return "UnlockConnector", v16.UnlockConnectorRequest(connector_id=command.connector)


def _clear_cache(_: ClearCache) -> tuple[str, Struct]:
    return "ClearCache", v16.ClearCacheRequest()


_WORDS: Mapping[type[NeutralCommand], Say] = {
    **smart_charging.WORDS,
    StartCharging: _start,
    StopCharging: _stop,
    Unlock: _unlock,
    Reset: _reset,
    Trigger: _trigger,
    SetAvailability: _set_availability,
    GetVariables: get_variables,
    SetVariable: set_variable,
    ClearCache: _clear_cache,
    SendLocalList: send_local_list,
    AskLocalListVersion: ask_local_list_version,
    DeliverCertificate: certificates.deliver,
    InstallCertificate: certificates.install,
    DeleteCertificate: certificates.delete,
    ListCertificates: certificates.list_installed,
    GetLog: get_log,
    UpdateFirmware: update_firmware,
    ReserveNow: say_reservation,
    CancelReservation: say_reservation,
}
"""What is not here 1.6 has no words for."""
