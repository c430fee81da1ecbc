"""What a station can be told, whatever version it speaks, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias, assert_never

from sigec.kit.ids import CommandId


class CommandKind(StrEnum):
    """The commands that a person gives."""

    START = "start"
    STOP = "stop"
    UNLOCK = "unlock"
    RESET = "reset"
    TRIGGER = "trigger"
    AVAILABILITY = "availability"


class CommandStatus(StrEnum):
    """What became of a command: one word for all versions."""

    SENT = "sent"
    """It is on its way; nobody answered yet."""
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SCHEDULED = "scheduled"
    """The station will do it when it is free."""
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
    """

    id_token: str
    id_token_kind: str
    evse: int | None = None
    connector: int | None = None
    remote_start_id: int


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


Command: TypeAlias = StartCharging | StopCharging | Unlock | Reset | Trigger | SetAvailability


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandAnswer:
    """What the station answered; ``payload`` is that of its CALLRESULT, or its CALLERROR's."""

    status: CommandStatus
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandResult:
    """A command that was given, and its answer."""

    command_id: CommandId
    status: CommandStatus
    answer: Mapping[str, Any] | None = None


def kind_of(command: Command) -> CommandKind:
    """Name the command."""
    match command:
        case StartCharging():
            return CommandKind.START
        case StopCharging():
            return CommandKind.STOP
        case Unlock():
            return CommandKind.UNLOCK
        case Reset():
            return CommandKind.RESET
        case Trigger():
            return CommandKind.TRIGGER
        case SetAvailability():
            return CommandKind.AVAILABILITY
        case _:
            assert_never(command)
