"""What a station can be told, whatever version it speaks, and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self, TypeAlias

from sigec.kit.ids import CommandId
from sigec.stations.model.certificates import (
    CertificateCommand,
    DeleteCertificate,
    DeliverCertificate,
    InstallCertificate,
    ListCertificates,
)
from sigec.stations.model.local_lists import AskLocalListVersion, ClearCache, SendLocalList
from sigec.stations.model.maintenance import (
    GetLog,
    PublishFirmware,
    UnpublishFirmware,
    UpdateFirmware,
)
from sigec.stations.model.monitors import (
    AskMonitors,
    AskReport,
    ClearMonitor,
    MonitorNews,
    SetMonitor,
    SetMonitoringBase,
    SetMonitoringLevel,
    SetNetworkProfile,
)
from sigec.stations.model.profiles import (
    ChargingProfile,
    ClearProfiles,
    GetComposite,
    GetProfiles,
    ProfileNews,
    SetProfile,
    UpdateDynamicProfile,
    UsePriority,
)
from sigec.stations.model.variables import GetVariables, SetVariable, Variable


class CommandKind(StrEnum):
    """The commands that a person gives."""

    START = "start"
    STOP = "stop"
    UNLOCK = "unlock"
    RESET = "reset"
    TRIGGER = "trigger"
    AVAILABILITY = "availability"
    GET_VARIABLES = "get-variables"
    SET_VARIABLE = "set-variable"
    TRANSACTION_STATUS = "transaction-status"
    CLEAR_CACHE = "clear-cache"
    SEND_LOCAL_LIST = "send-local-list"
    LOCAL_LIST_VERSION = "local-list-version"
    DELIVER_CERTIFICATE = "deliver-certificate"
    INSTALL_CERTIFICATE = "install-certificate"
    DELETE_CERTIFICATE = "delete-certificate"
    LIST_CERTIFICATES = "list-certificates"
    UPDATE_FIRMWARE = "update-firmware"
    PUBLISH_FIRMWARE = "publish-firmware"
    UNPUBLISH_FIRMWARE = "unpublish-firmware"
    GET_LOG = "get-log"
    RESERVE = "reserve"
    CANCEL_RESERVATION = "cancel-reservation"
    SET_PROFILE = "set-profile"
    CLEAR_PROFILES = "clear-profile"
    READ_PROFILES = "profiles"
    COMPOSITE_SCHEDULE = "composite-schedule"
    UPDATE_PROFILE = "update-profile"
    PRIORITY_CHARGING = "priority-charging"
    SET_MONITOR = "set-monitor"
    CLEAR_MONITOR = "clear-monitor"
    MONITORING_BASE = "monitoring-base"
    MONITORING_LEVEL = "monitoring-level"
    GET_MONITORS = "get-monitors"
    GET_REPORT = "get-report"
    NETWORK_PROFILE = "network-profile"
    OCPP = "ocpp"
    """An action of the station's own version, in its own words."""


class CommandStatus(StrEnum):
    """What became of a command: one word for all versions."""

    SENT = "sent"
    """It is on its way; nobody answered yet."""
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SCHEDULED = "scheduled"
    """The station will do it when it is free."""
    REBOOT_REQUIRED = "reboot_required"
    """It is set, and counts from the next boot."""
    FAILED = "failed"
    """The station tried and could not, as with UnlockFailed."""
    NOT_SUPPORTED = "not_supported"
    ERROR = "error"
    """The station answered with a CALLERROR."""
    OFFLINE = "offline"
    """There was no connection; nothing was sent."""
    SILENT = "silent"
    """No answer came in time; whether the station acted is unknown."""


class ResetKind(StrEnum):
    """How a station restarts: soft waits for what is charging, hard does not."""

    SOFT = "soft"
    HARD = "hard"


@dataclass(frozen=True, slots=True, kw_only=True)
class StartCharging:
    """Start a transaction for an id token (RemoteStartTransaction, RequestStartTransaction).

    ``id_token_kind`` is spelled as OCPP 2.x does. ``remote_start_id`` comes back with the start.
    ``profile`` limits what is started.
    """

    id_token: str
    id_token_kind: str
    evse: int | None = None
    connector: int | None = None
    remote_start_id: int
    profile: ChargingProfile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StopCharging:
    """End a transaction; ``external_id`` is its id as the station knows it."""

    external_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlock:
    """Release the cable."""

    evse: int
    connector: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reset:
    """Restart the station, or one EVSE of it (2.x only)."""

    kind: ResetKind = ResetKind.SOFT
    evse: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Ask for a message now; ``message`` is spelled as OCPP does (``StatusNotification``)."""

    message: str
    evse: int | None = None
    connector: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAvailability:
    """Take the station or a part of it out of service, or bring it back."""

    operative: bool
    evse: int | None = None
    connector: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskTransaction:
    """Ask whether a transaction goes on (GetTransactionStatus, 2.x only)."""

    external_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveNow:
    """Keep a place for an id token, or one of its group, until an instant.

    Without ``evse`` it is any place, of ``connector_type`` if that is said (2.x only). Said again
    with the same ``reservation_id`` it takes the place of the first.
    """

    reservation_id: int
    expires_at: datetime
    id_token: str
    id_token_kind: str
    group: str | None = None
    evse: int | None = None
    connector: int | None = None
    connector_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelReservation:
    """Keep a place no longer."""

    reservation_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RawAction:
    """An action as the station's version names it, with its payload."""

    action: str
    payload: Mapping[str, Any]


NeutralCommand: TypeAlias = (
    StartCharging
    | StopCharging
    | Unlock
    | Reset
    | Trigger
    | SetAvailability
    | GetVariables
    | SetVariable
    | AskTransaction
    | SetMonitor
    | ClearMonitor
    | SetMonitoringBase
    | SetMonitoringLevel
    | AskMonitors
    | AskReport
    | SetNetworkProfile
    | ClearCache
    | SendLocalList
    | AskLocalListVersion
    | CertificateCommand
    | UpdateFirmware
    | PublishFirmware
    | UnpublishFirmware
    | GetLog
    | ReserveNow
    | CancelReservation
    | SetProfile
    | ClearProfiles
    | GetProfiles
    | GetComposite
    | UpdateDynamicProfile
    | UsePriority
)
"""What every version has its own words for, or none."""

Command: TypeAlias = NeutralCommand | RawAction


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How a command is given: why, and under which key a repeat is answered as the first time."""

    reason: str | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandAnswer:
    """What the station answered; ``payload`` is that of its CALLRESULT, or its CALLERROR's.

    ``variables`` is what the answer tells of the station's settings, secrets masked; ``profiles``
    what it tells of its charging profiles. ``reserved`` and ``released`` are what it accepted in
    its own words: a reservation, and the end of one.
    """

    status: CommandStatus
    payload: Mapping[str, Any] = field(default_factory=dict)
    variables: Sequence[Variable] = ()
    monitors: MonitorNews | None = None
    reserved: ReserveNow | None = None
    released: int | None = None
    profiles: ProfileNews | None = None

    def followed_by(self, other: Self) -> Self:
        """Join the answer to the next part of one question: its lists go on, its status counts."""
        joined = {
            name: [*self.payload[name], *value]
            if isinstance(value, list) and isinstance(self.payload.get(name), list)
            else value
            for name, value in other.payload.items()
        }
        return replace(
            other,
            payload={**self.payload, **joined},
            variables=(*self.variables, *other.variables),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandResult:
    """A command that was given, and its answer; see `CommandAnswer`."""

    command_id: CommandId
    status: CommandStatus
    answer: Mapping[str, Any] | None = None
    reserved: ReserveNow | None = None
    released: int | None = None
    profiles: ProfileNews | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSchema:
    """An action that stations of a version take; ``request`` is the JSON Schema of its payload."""

    action: str
    version: str
    request: Mapping[str, Any]


def kind_of(command: Command) -> CommandKind:
    """Name the command."""
    return _KINDS[type(command)]


_KINDS: Mapping[type[Command], CommandKind] = {
    StartCharging: CommandKind.START,
    StopCharging: CommandKind.STOP,
    Unlock: CommandKind.UNLOCK,
    Reset: CommandKind.RESET,
    Trigger: CommandKind.TRIGGER,
    SetAvailability: CommandKind.AVAILABILITY,
    GetVariables: CommandKind.GET_VARIABLES,
    SetVariable: CommandKind.SET_VARIABLE,
    AskTransaction: CommandKind.TRANSACTION_STATUS,
    ClearCache: CommandKind.CLEAR_CACHE,
    SendLocalList: CommandKind.SEND_LOCAL_LIST,
    AskLocalListVersion: CommandKind.LOCAL_LIST_VERSION,
    DeliverCertificate: CommandKind.DELIVER_CERTIFICATE,
    InstallCertificate: CommandKind.INSTALL_CERTIFICATE,
    DeleteCertificate: CommandKind.DELETE_CERTIFICATE,
    ListCertificates: CommandKind.LIST_CERTIFICATES,
    UpdateFirmware: CommandKind.UPDATE_FIRMWARE,
    PublishFirmware: CommandKind.PUBLISH_FIRMWARE,
    UnpublishFirmware: CommandKind.UNPUBLISH_FIRMWARE,
    GetLog: CommandKind.GET_LOG,
    ReserveNow: CommandKind.RESERVE,
    CancelReservation: CommandKind.CANCEL_RESERVATION,
    SetProfile: CommandKind.SET_PROFILE,
    ClearProfiles: CommandKind.CLEAR_PROFILES,
    GetProfiles: CommandKind.READ_PROFILES,
    GetComposite: CommandKind.COMPOSITE_SCHEDULE,
    UpdateDynamicProfile: CommandKind.UPDATE_PROFILE,
    UsePriority: CommandKind.PRIORITY_CHARGING,
    SetMonitor: CommandKind.SET_MONITOR,
    ClearMonitor: CommandKind.CLEAR_MONITOR,
    SetMonitoringBase: CommandKind.MONITORING_BASE,
    SetMonitoringLevel: CommandKind.MONITORING_LEVEL,
    AskMonitors: CommandKind.GET_MONITORS,
    AskReport: CommandKind.GET_REPORT,
    SetNetworkProfile: CommandKind.NETWORK_PROFILE,
    RawAction: CommandKind.OCPP,
}


def is_about_charging(command: Command) -> bool:
    """Say whether a command starts, stops or promises a charge.

    A station that waits for its registration may be set up, but is told none of these.
    """
    match command:
        case StartCharging() | StopCharging() | ReserveNow():
            return True
        case RawAction(action=action):
            return action in _ABOUT_CHARGING
        case _:
            return False


_ABOUT_CHARGING = frozenset(
    {
        "RemoteStartTransaction",
        "RemoteStopTransaction",
        "RequestStartTransaction",
        "RequestStopTransaction",
        "ReserveNow",
    }
)
