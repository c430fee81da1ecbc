"""OCPP-J frames as a station reads and writes them."""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

import msgspec

Json: TypeAlias = dict[str, Any]

CALL, CALL_RESULT, CALL_ERROR, CALL_RESULT_ERROR, SEND = 2, 3, 4, 5, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request in either direction; a number as its id is an oddity of some stations."""

    message_id: str | int
    action: str
    payload: Json

    def encode(self) -> str:
        """Return the frame's text."""
        return _compact([CALL, self.message_id, self.action, self.payload])


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """A message of OCPP 2.1 that nobody answers."""

    message_id: str
    action: str
    payload: Json

    def encode(self) -> str:
        """Return the frame's text."""
        return _compact([SEND, self.message_id, self.action, self.payload])


@dataclass(frozen=True, slots=True, kw_only=True)
class CallResult:
    """The answer to a CALL."""

    message_id: str | int
    payload: Json

    def encode(self) -> str:
        """Return the frame's text."""
        return _compact([CALL_RESULT, self.message_id, self.payload])


@dataclass(frozen=True, slots=True, kw_only=True)
class CallError:
    """The refusal of a CALL."""

    message_id: str | int
    code: str
    description: str = ""
    details: Json = field(default_factory=dict)

    def encode(self) -> str:
        """Return the frame's text."""
        return _compact([CALL_ERROR, self.message_id, self.code, self.description, self.details])


@dataclass(frozen=True, slots=True, kw_only=True)
class CallResultError:
    """The refusal of an answer, which only OCPP 2.1 knows."""

    message_id: str | int
    code: str
    description: str = ""
    details: Json = field(default_factory=dict)

    def encode(self) -> str:
        """Return the frame's text."""
        return _compact(
            [CALL_RESULT_ERROR, self.message_id, self.code, self.description, self.details]
        )


Frame: TypeAlias = Call | Send | CallResult | CallError | CallResultError


def decode(text: str) -> Frame | None:
    """Read a frame, or return `None` when it is none that a station understands."""
    try:
        match msgspec.json.decode(text):
            case [int(kind), str() | int() as message_id, str(action), dict(payload)] if (
                kind == CALL
            ):
                return Call(message_id=message_id, action=action, payload=payload)
            case [int(kind), str() | int() as message_id, dict(payload)] if kind == CALL_RESULT:
                return CallResult(message_id=message_id, payload=payload)
            case [int(kind), str() | int() as message_id, str(code), *rest] if kind in {
                CALL_ERROR,
                CALL_RESULT_ERROR,
            }:
                description = rest[0] if rest and isinstance(rest[0], str) else ""
                details = rest[1] if len(rest) > 1 and isinstance(rest[1], dict) else {}
                error = CallError if kind == CALL_ERROR else CallResultError
                return error(
                    message_id=message_id, code=code, description=description, details=details
                )
            case _:
                return None
    except ValueError:
        return None


def _compact(frame: list[Any]) -> str:
    return msgspec.json.encode(frame).decode()
