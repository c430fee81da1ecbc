"""Frames of OCPP-J: what a text on the socket is, and how ours are written.

A text that makes no sense is answered as its version asks; payloads stay raw, for the action
decides their type.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

import msgspec
from msgspec import Raw, Struct

CALL_LENGTH = 4
DESCRIPTION_LENGTH_MAX = 255
NO_ID: Final = Raw(b'"-1"')


class OcppVersion(StrEnum):
    """A version, named as its WebSocket subprotocol."""

    V16 = "ocpp1.6"
    V201 = "ocpp2.0.1"
    V21 = "ocpp2.1"


class ErrorCode(StrEnum):
    """Why a CALL is refused, in the spelling of OCPP 2.x."""

    NOT_IMPLEMENTED = "NotImplemented"
    NOT_SUPPORTED = "NotSupported"
    INTERNAL_ERROR = "InternalError"
    PROTOCOL_ERROR = "ProtocolError"
    SECURITY_ERROR = "SecurityError"
    FORMAT_VIOLATION = "FormatViolation"
    PROPERTY_CONSTRAINT_VIOLATION = "PropertyConstraintViolation"
    OCCURRENCE_CONSTRAINT_VIOLATION = "OccurrenceConstraintViolation"
    TYPE_CONSTRAINT_VIOLATION = "TypeConstraintViolation"
    GENERIC_ERROR = "GenericError"
    MESSAGE_TYPE_NOT_SUPPORTED = "MessageTypeNotSupported"
    RPC_FRAMEWORK_ERROR = "RpcFrameworkError"


_SPELLING_16: Mapping[ErrorCode, str] = {
    ErrorCode.FORMAT_VIOLATION: "FormationViolation",
    ErrorCode.OCCURRENCE_CONSTRAINT_VIOLATION: "OccurenceConstraintViolation",
    ErrorCode.MESSAGE_TYPE_NOT_SUPPORTED: "NotSupported",
    ErrorCode.RPC_FRAMEWORK_ERROR: "FormationViolation",
}


class CallFrame(Struct, tag=2, array_like=True, forbid_unknown_fields=True, frozen=True, gc=False):
    """`[2,id,action,payload]`: the other side asks. The id is echoed as it came."""

    id: Raw
    action: str
    payload: Raw


class ResultFrame(
    Struct, tag=3, array_like=True, forbid_unknown_fields=True, frozen=True, gc=False
):
    """`[3,id,payload]`: an answer to our CALL."""

    id: Raw
    payload: Raw


class ErrorFrame(Struct, tag=4, array_like=True, frozen=True, gc=False):
    """`[4,id,code,description,details]`: our CALL was refused; stations leave out the last ones."""

    id: Raw
    code: str
    description: str = ""
    details: Raw = Raw(b"{}")


class ResultErrorFrame(Struct, tag=5, array_like=True, frozen=True, gc=False):
    """`[5,id,code,description,details]`, 2.1: our CALLRESULT was not understood."""

    id: Raw
    code: str
    description: str = ""
    details: Raw = Raw(b"{}")


class SendFrame(Struct, tag=6, array_like=True, forbid_unknown_fields=True, frozen=True, gc=False):
    """`[6,id,action,payload]`, 2.1: the other side tells, and waits for nothing."""

    id: Raw
    action: str
    payload: Raw


class BadFrame(Struct, frozen=True):
    """A text that is no frame of its version.

    ``answer`` is what to send back, if anything. ``replies_to`` is the id of our CALL that it tried
    to answer; ``retort`` is sent only if that CALL is waiting (OCPP 2.1).
    """

    reason: str
    answer: bytes | None = None
    replies_to: str | None = None
    retort: bytes | None = None


Frame = CallFrame | ResultFrame | ErrorFrame | ResultErrorFrame | SendFrame

_DECODERS: Mapping[OcppVersion, msgspec.json.Decoder[Frame]] = {
    OcppVersion.V16: msgspec.json.Decoder(CallFrame | ResultFrame | ErrorFrame),
    OcppVersion.V201: msgspec.json.Decoder(CallFrame | ResultFrame | ErrorFrame),
    OcppVersion.V21: msgspec.json.Decoder(Frame),
}
_ARRAY: Final = msgspec.json.Decoder(list[Raw])
_NEVER_ANSWERED: Mapping[OcppVersion, frozenset[bytes]] = {
    OcppVersion.V16: frozenset({b"3", b"4"}),
    OcppVersion.V201: frozenset({b"3", b"4"}),
    OcppVersion.V21: frozenset({b"3", b"4", b"5", b"6"}),
}
_ID_STARTS = frozenset(b'"-0123456789')
_TEXT = r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*"'
_HEAD = re.compile(rf"\s*\[\s*([0-9]+)\s*,\s*({_TEXT}|-?(?:0|[1-9][0-9]*))\s*[,\]]")


def parse(text: str, version: OcppVersion) -> Frame | BadFrame:
    """Read a text from the socket; never raises, whatever it holds."""
    try:
        frame = _DECODERS[version].decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as problem:
        return _diagnose(text, version, str(problem))
    if bytes(frame.id)[0] not in _ID_STARTS:
        return _diagnose(text, version, "message id is neither text nor number")
    if isinstance(frame, CallFrame | SendFrame) and bytes(frame.payload)[:1] != b"{":
        return _accept_null(frame, text, version)
    return frame


def message_id(raw: Raw) -> str:
    """Return a message id as text, for logs, the journal and matching replies."""
    try:
        return str(msgspec.json.decode(raw))
    except (msgspec.DecodeError, RecursionError):
        return bytes(raw).decode()


def call(id_: str, action: str, payload: bytes) -> bytes:
    """Write a CALL of ours."""
    return msgspec.json.encode(CallFrame(Raw(msgspec.json.encode(id_)), action, Raw(payload)))


def result(id_: Raw, payload: bytes) -> bytes:
    """Write the answer to a CALL."""
    return b"[3,%b,%b]" % (bytes(id_), payload)


def error(version: OcppVersion, id_: Raw, code: ErrorCode, description: str = "") -> bytes:
    """Write a CALLERROR in the version's spelling."""
    spelled = _SPELLING_16.get(code, code) if version is OcppVersion.V16 else code
    return msgspec.json.encode(ErrorFrame(id_, spelled, description[:DESCRIPTION_LENGTH_MAX]))


def result_error(id_: Raw, code: ErrorCode, description: str = "") -> bytes:
    """Write a CALLRESULTERROR of OCPP 2.1."""
    return msgspec.json.encode(ResultErrorFrame(id_, code, description[:DESCRIPTION_LENGTH_MAX]))


def _accept_null(frame: CallFrame | SendFrame, text: str, version: OcppVersion) -> Frame | BadFrame:
    """Understand an empty payload written as null; anything else is not an object."""
    if bytes(frame.payload) == b"null":
        return msgspec.structs.replace(frame, payload=Raw(b"{}"))
    return _diagnose(text, version, "payload is not an object")


def _diagnose(text: str, version: OcppVersion, reason: str) -> BadFrame:
    kind, id_ = _read_head(text)
    if kind in _NEVER_ANSWERED[version]:
        return _diagnose_reply(version, kind, id_, reason)
    if version is not OcppVersion.V16:
        return BadFrame(reason, _answer_2x(text, version, kind, id_, reason))
    if kind == b"2" and id_ is not None:
        return BadFrame(reason, error(version, id_, ErrorCode.FORMAT_VIOLATION, reason))
    return BadFrame(reason)


def _diagnose_reply(
    version: OcppVersion, kind: bytes | None, id_: Raw | None, reason: str
) -> BadFrame:
    is_result = kind == b"3" and version is OcppVersion.V21
    return BadFrame(
        reason,
        replies_to=None if id_ is None else message_id(id_),
        retort=result_error(id_, ErrorCode.FORMAT_VIOLATION, reason) if id_ and is_result else None,
    )


def _answer_2x(
    text: str, version: OcppVersion, kind: bytes | None, id_: Raw | None, reason: str
) -> bytes:
    parts = _read_array(text)
    if parts is None or id_ is None:
        return error(version, NO_ID, ErrorCode.RPC_FRAMEWORK_ERROR)
    if kind != b"2":
        return error(version, id_, ErrorCode.MESSAGE_TYPE_NOT_SUPPORTED, reason)
    names_action = len(parts) == CALL_LENGTH and bytes(parts[2])[:1] == b'"'
    code = ErrorCode.FORMAT_VIOLATION if names_action else ErrorCode.RPC_FRAMEWORK_ERROR
    return error(version, id_, code, reason)


def _read_head(text: str) -> tuple[bytes | None, Raw | None]:
    """Return what can be read of the message type and id, also when the rest is no JSON."""
    parts = _read_array(text)
    if parts is None:
        found = _HEAD.match(text)
        return (None, None) if found is None else (found[1].encode(), Raw(found[2].encode()))
    kind = bytes(parts[0]) if parts else None
    readable = len(parts) > 1 and bytes(parts[1])[0] in _ID_STARTS
    return kind, parts[1] if readable else None


def _read_array(text: str) -> list[Raw] | None:
    try:
        return _ARRAY.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None
