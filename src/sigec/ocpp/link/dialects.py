"""What each version can be told, and how its answers are read."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from msgspec import Raw, Struct

from sigec.journal import without_secrets
from sigec.kit.errors import FieldError, Invalid
from sigec.ocpp.frames import ErrorCode, ErrorFrame, OcppVersion
from sigec.ocpp.messages import v16 as messages_16
from sigec.ocpp.messages import v21 as messages_21
from sigec.ocpp.messages import v201 as messages_201
from sigec.ocpp.messages.base import Action
from sigec.ocpp.router import understand
from sigec.ocpp.v2.outgoing import commands as v2
from sigec.ocpp.v2.outgoing.invitations import invited_by as invited_by_2
from sigec.ocpp.v2.outgoing.monitoring import learn_monitors
from sigec.ocpp.v2.outgoing.reservations import read_reservation as read_reservation_2
from sigec.ocpp.v2.outgoing.smart_charging import learn as learn_profiles_2
from sigec.ocpp.v2.outgoing.variables import learn as learn_2
from sigec.ocpp.v2.outgoing.variables import status_of
from sigec.ocpp.v16.outgoing import commands as v16
from sigec.ocpp.v16.outgoing.configuration import learn as learn_16
from sigec.ocpp.v16.outgoing.invitations import invited_by as invited_by_16
from sigec.ocpp.v16.outgoing.reservations import read_reservation as read_reservation_16
from sigec.ocpp.v16.outgoing.smart_charging import learn as learn_profiles_16
from sigec.ocpp.v21.outgoing import commands as v21
from sigec.stations.model import (
    AskLocalListVersion,
    AskTransaction,
    Command,
    CommandAnswer,
    CommandStatus,
    GetLog,
    GetVariables,
    MonitorNews,
    NeutralCommand,
    ProfileNews,
    RawAction,
    RequestLimit,
    ReserveNow,
    UpdateFirmware,
    Variable,
    split_question,
)
from sigec.stations.ports import ActionUnknown

_PLACE = " - at `$"
_WITHOUT_STATUS = (
    RawAction,
    AskTransaction,
    GetVariables,
    AskLocalListVersion,
    UpdateFirmware,  # 1.6 only acknowledges it
    GetLog,  # 1.6 only names the file
)


class Words(NamedTuple):
    """An action of one version and its payload."""

    action: str
    payload: bytes


class Dialect(NamedTuple):
    """One version's words. ``is_strict`` says that a reply must fit its schema (OCPP 2.1)."""

    version: OcppVersion
    actions: Mapping[str, Action]
    encode: Callable[[NeutralCommand], tuple[str, Struct] | None]
    statuses: Mapping[str, CommandStatus]
    invited_by: Callable[[str, Mapping[str, Any]], str | None]
    learn: Callable[[str, Mapping[str, Any], Mapping[str, Any]], Iterator[Variable]]
    read_reservation: Callable[[bytes], ReserveNow]
    learn_profiles: Callable[[str, Mapping[str, Any], Mapping[str, Any]], ProfileNews | None]
    learn_monitors: Callable[[str, Mapping[str, Any], Mapping[str, Any]], MonitorNews | None]
    is_strict: bool = False

    def say(self, command: Command, limit: RequestLimit) -> Sequence[Words]:
        """Return the messages that say a command; none when the version has no words for it.

        A question is said in as many as the limit asks for.
        """
        parts: Iterable[Command] = [command]
        if isinstance(command, GetVariables):
            parts = split_question(command, limit, self._size_bytes_of)
        messages = [self._say_at_once(part) for part in parts]
        return [each for each in messages if each is not None]

    def _size_bytes_of(self, command: Command) -> int:
        words = self._say_at_once(command)
        return 0 if words is None else len(words.payload)

    def _say_at_once(self, command: Command) -> Words | None:
        if isinstance(command, RawAction):
            return Words(command.action, msgspec.json.encode(command.payload))
        encoded = self.encode(command)
        if encoded is None:
            return None
        action, request = encoded
        payload = msgspec.json.encode(request)
        try:
            msgspec.json.decode(payload, type=type(request))
        except msgspec.ValidationError:
            return None  # an id token may be too long for 1.6
        return Words(action, payload)

    def check(self, command: RawAction) -> None:
        """Refuse an action that stations of this version do not take.

        :raises ActionUnknown: when there is no such action.
        :raises Invalid: when the payload breaks its schema.
        """
        action = self.actions.get(command.action)
        if action is None or not action.to_station:
            raise ActionUnknown(action=command.action[:50], version=self.version.value)
        try:
            msgspec.json.decode(msgspec.json.encode(command.payload), type=action.request)
        except msgspec.ValidationError as problem:
            reason, _, path = str(problem).partition(_PLACE)
            field = path.strip("`.") or "body"
            error = FieldError(field=field, code="field.ocpp", params=(("reason", reason),))
            raise Invalid(error) from None

    def read(self, command: Command, words: Words, reply: Raw) -> CommandAnswer:
        """Read the payload of a CALLRESULT."""
        answer = msgspec.json.decode(reply)
        if not isinstance(answer, dict):
            return broken(ErrorCode.FORMAT_VIOLATION, "the answer's payload is not an object")
        # What has no status of its own, a report or a list, is an answer all the same.
        unknown = (
            CommandStatus.ACCEPTED if isinstance(command, _WITHOUT_STATUS) else CommandStatus.ERROR
        )
        request = without_secrets(msgspec.json.decode(words.payload))
        status = self.statuses.get(str(status_of(answer)), unknown)
        is_told = isinstance(command, RawAction) and status is CommandStatus.ACCEPTED
        is_reserved = is_told and words.action == "ReserveNow"
        is_released = is_told and words.action == "CancelReservation"
        return CommandAnswer(
            status=status,
            payload=answer,
            variables=tuple(self.learn(words.action, request, without_secrets(answer))),
            monitors=self.learn_monitors(words.action, request, answer),
            reserved=self.read_reservation(words.payload) if is_reserved else None,
            released=request["reservationId"] if is_released else None,
            profiles=self.learn_profiles(words.action, request, answer),
        )

    def checker(self, action: str) -> Callable[[Raw], None] | None:
        """Return what reads a reply of the action, where it must be one."""
        response = self.actions[action].response
        if response is None or not self.is_strict:
            return None

        def check(payload: Raw) -> None:
            understand(response, payload)

        return check


def read_error(reply: ErrorFrame) -> CommandAnswer:
    """Read a CALLERROR."""
    return broken(reply.code, reply.description)


def broken(code: str, description: str) -> CommandAnswer:
    """Say that the station could not be asked, or its answer not be read."""
    payload = {"error_code": code, "error_description": description}
    return CommandAnswer(status=CommandStatus.ERROR, payload=payload)


_16 = Dialect(
    version=OcppVersion.V16,
    actions=messages_16.ACTIONS,
    encode=v16.encode,
    statuses=v16.STATUSES,
    invited_by=invited_by_16,
    learn=learn_16,
    learn_monitors=lambda *_: None,  # it has none
    read_reservation=read_reservation_16,
    learn_profiles=learn_profiles_16,
)
_201 = Dialect(
    version=OcppVersion.V201,
    actions=messages_201.ACTIONS,
    encode=v2.encode,
    statuses=v2.STATUSES,
    invited_by=invited_by_2,
    learn=learn_2,
    learn_monitors=learn_monitors,
    read_reservation=read_reservation_2,
    learn_profiles=learn_profiles_2,
)
_21 = _201._replace(
    version=OcppVersion.V21, actions=messages_21.ACTIONS, encode=v21.encode, is_strict=True
)

DIALECTS: Mapping[OcppVersion, Dialect] = {dialect.version: dialect for dialect in (_16, _201, _21)}
