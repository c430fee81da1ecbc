"""Our commands as 2.x says them, and what its answers mean."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from msgspec import Struct

from sigec.ocpp.messages import v201
from sigec.ocpp.v2.outgoing import certificates, monitoring, smart_charging
from sigec.ocpp.v2.outgoing.local_list import (
    ask_local_list_version,
    id_token,
    send_local_list,
)
from sigec.ocpp.v2.outgoing.maintenance import (
    get_log,
    publish_firmware,
    unpublish_firmware,
    update_firmware,
)
from sigec.ocpp.v2.outgoing.reservations import say_reservation
from sigec.ocpp.v2.outgoing.variables import get_variables, set_variable
from sigec.stations.model import (
    AskLocalListVersion,
    AskMonitors,
    AskReport,
    AskTransaction,
    CancelReservation,
    ClearCache,
    ClearMonitor,
    CommandStatus,
    DeleteCertificate,
    DeliverCertificate,
    GetLog,
    GetVariables,
    InstallCertificate,
    ListCertificates,
    NeutralCommand,
    PublishFirmware,
    ReserveNow,
    Reset,
    ResetKind,
    SendLocalList,
    SetAvailability,
    SetMonitor,
    SetMonitoringBase,
    SetMonitoringLevel,
    SetNetworkProfile,
    SetVariable,
    StartCharging,
    StopCharging,
    Trigger,
    Unlock,
    UnpublishFirmware,
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
    "OngoingAuthorizedTransaction": CommandStatus.REJECTED,
    "UnknownConnector": CommandStatus.REJECTED,
    "NotImplemented": CommandStatus.NOT_SUPPORTED,
    "NotSupported": CommandStatus.NOT_SUPPORTED,
    "EmptyResultSet": CommandStatus.ACCEPTED,
    "RebootRequired": CommandStatus.REBOOT_REQUIRED,
    "Faulted": CommandStatus.REJECTED,
    "Occupied": CommandStatus.REJECTED,
    "Unavailable": CommandStatus.REJECTED,
    "NoProfile": CommandStatus.REJECTED,
    "NoProfiles": CommandStatus.ACCEPTED,
    "Unknown": CommandStatus.REJECTED,
    "UnknownComponent": CommandStatus.REJECTED,
    "UnknownVariable": CommandStatus.REJECTED,
    "NotSupportedAttributeType": CommandStatus.NOT_SUPPORTED,
    "UnsupportedMonitorType": CommandStatus.NOT_SUPPORTED,
    "Duplicate": CommandStatus.REJECTED,
    "AcceptedCanceled": CommandStatus.ACCEPTED,
    "InvalidCertificate": CommandStatus.REJECTED,
    "RevokedCertificate": CommandStatus.REJECTED,
    "Unpublished": CommandStatus.ACCEPTED,
    "NoFirmware": CommandStatus.ACCEPTED,
    "DownloadOngoing": CommandStatus.REJECTED,
}


Say: TypeAlias = Callable[[Any], tuple[str, Struct] | None]
"""Says one kind of command, or that this one cannot be said."""


def encode(command: NeutralCommand) -> tuple[str, Struct] | None:
    """Return the action and its request, ``None`` when 2.x has no words for the command."""
    say = _WORDS.get(type(command))
    return None if say is None else say(command)


def _start(command: StartCharging) -> tuple[str, Struct] | None:
    start = v201.RequestStartTransactionRequest(
        id_token=id_token(command.id_token, command.id_token_kind),
        remote_start_id=command.remote_start_id,
        evse_id=command.evse,
    )
    return smart_charging.limited("RequestStartTransaction", start, command.profile)


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


def _reset(command: Reset) -> tuple[str, Struct]:
    is_hard = command.kind is ResetKind.HARD
    kind = v201.ResetEnumType.IMMEDIATE if is_hard else v201.ResetEnumType.ON_IDLE
    return "Reset", v201.ResetRequest(type=kind, evse_id=command.evse)


def _set_availability(command: SetAvailability) -> tuple[str, Struct]:
    status = v201.OperationalStatusEnumType
    return "ChangeAvailability", v201.ChangeAvailabilityRequest(
        operational_status=status.OPERATIVE if command.operative else status.INOPERATIVE,
        evse=_evse(command),
    )


def _stop(command: StopCharging) -> tuple[str, Struct]:
    stop = v201.RequestStopTransactionRequest(transaction_id=command.external_id)
    return "RequestStopTransaction", stop


def _unlock(command: Unlock) -> tuple[str, Struct]:
    return "UnlockConnector", v201.UnlockConnectorRequest(
        evse_id=command.evse, connector_id=command.connector
    )


def _ask_transaction(command: AskTransaction) -> tuple[str, Struct]:
    asked = v201.GetTransactionStatusRequest(transaction_id=command.external_id)
    return "GetTransactionStatus", asked


def _clear_cache(_: ClearCache) -> tuple[str, Struct]:
    return "ClearCache", v201.ClearCacheRequest()


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
    AskTransaction: _ask_transaction,
    SetMonitor: monitoring.set_monitor,
    ClearMonitor: monitoring.clear_monitor,
    SetMonitoringBase: monitoring.set_base,
    SetMonitoringLevel: monitoring.set_level,
    AskMonitors: monitoring.ask_monitors,
    AskReport: monitoring.ask_report,
    SetNetworkProfile: monitoring.set_network_profile,
    ClearCache: _clear_cache,
    SendLocalList: send_local_list,
    AskLocalListVersion: ask_local_list_version,
    DeliverCertificate: certificates.deliver,
    InstallCertificate: certificates.install,
    DeleteCertificate: certificates.delete,
    ListCertificates: certificates.list_installed,
    GetLog: get_log,
    PublishFirmware: publish_firmware,
    UnpublishFirmware: unpublish_firmware,
    UpdateFirmware: update_firmware,
    ReserveNow: say_reservation,
    CancelReservation: say_reservation,
}
"""What is not here 2.x has no words for."""
