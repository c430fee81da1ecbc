"""OCPP-J frames as a station reads and writes them."""

import json
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

CALL, CALL_RESULT, CALL_ERROR = 2, 3, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request in either direction."""

    message_id: str
    action: str
    payload: Json

    def encode(self) -> str:
        """Return the frame's text."""
        return _compact([CALL, self.message_id, self.action, self.payload])


@dataclass(frozen=True, slots=True, kw_only=True)
class CallResult:
    """The answer to a CALL."""

    message_id: str
    payload: Json

    def encode(self) -> str:
        """Return the frame's text."""
        return _compact([CALL_RESULT, self.message_id, self.payload])


@dataclass(frozen=True, slots=True, kw_only=True)
class CallError:
    """The refusal of a CALL."""

    message_id: str
    code: str
    description: str = ""
    details: Json = field(default_factory=dict)

    def encode(self) -> str:
        """Return the frame's text."""
        return _compact([CALL_ERROR, self.message_id, self.code, self.description, self.details])


Frame: TypeAlias = Call | CallResult | CallError


def decode(text: str | bytes) -> Frame | None:
    """Read a frame, or return `None` when it is none that a station understands."""
    try:
        match json.loads(text):
            case [int(kind), str(message_id), str(action), dict(payload)] if kind == CALL:
                return Call(message_id=message_id, action=action, payload=payload)
            case [int(kind), str(message_id), dict(payload)] if kind == CALL_RESULT:
                return CallResult(message_id=message_id, payload=payload)
            case [int(kind), str(message_id), str(code), *rest] if kind == CALL_ERROR:
                description = rest[0] if rest and isinstance(rest[0], str) else ""
                details = rest[1] if len(rest) > 1 and isinstance(rest[1], dict) else {}
                return CallError(
                    message_id=message_id, code=code, description=description, details=details
                )
            case _:
                return None
    except ValueError:
        return None


def _compact(frame: list[Any]) -> str:
    return json.dumps(frame, separators=(",", ":"), ensure_ascii=False)
