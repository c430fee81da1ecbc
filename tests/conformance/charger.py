"""A station that nobody here wrote: it speaks OCPP over a bare socket and checks what it hears.

Every answer is compared with the official schema of its version, and must be the answer to what
was asked: the same id, in the same spelling, as compact JSON.
"""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.unit.ocpp.schema import problems

Json = dict[str, Any]
Frame = list[Any]

SCHEMAS = {"ocpp1.6": "v16", "ocpp2.0.1": "v201", "ocpp2.1": "v21"}
CODES_16 = frozenset(
    {
        *("NotImplemented", "NotSupported", "InternalError", "ProtocolError", "SecurityError"),
        *("FormationViolation", "PropertyConstraintViolation", "OccurenceConstraintViolation"),
        *("TypeConstraintViolation", "GenericError"),
    }
)
CODES_2 = frozenset(
    {
        *("NotImplemented", "NotSupported", "InternalError", "ProtocolError", "SecurityError"),
        *("FormatViolation", "PropertyConstraintViolation", "OccurrenceConstraintViolation"),
        *("TypeConstraintViolation", "GenericError", "MessageTypeNotSupported"),
        "RpcFrameworkError",
    }
)
ANSWER_WITHIN_S = 20
_EPOCH = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=6)


def at(minutes: float) -> str:
    """Return an instant of today's past as stations write it: minutes after the first one."""
    return (_EPOCH + timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z")


class Charger:
    """One connection of one station."""

    def __init__(self, socket: ClientConnection, identity: str, version: str) -> None:
        self.socket = socket
        self.identity = identity
        self.version = version
        self._numbers = count(1)
        self._heard_between: deque[Frame] = deque()  # CALLs that came before an answer

    @classmethod
    @asynccontextmanager
    async def plugged(cls, url: str, version: str, **options: Any) -> AsyncIterator[Self]:
        """Connect by an address whose last segment is the identity."""
        options.setdefault("compression", None)
        async with connect(url, subprotocols=[Subprotocol(version)], **options) as socket:
            assert socket.subprotocol == version
            yield cls(socket, url.rpartition("/")[2], version)

    async def say(self, *frames: str | list[Any]) -> None:
        """Send texts as they are, and lists as JSON."""
        for frame in frames:
            await self.socket.send(frame if isinstance(frame, str) else json.dumps(frame))

    async def hear(self) -> Frame:
        """Return the next frame, which must be compact JSON of a kind that its version knows."""
        async with asyncio.timeout(ANSWER_WITHIN_S):
            text = await self.socket.recv()
        assert isinstance(text, str)
        frame: Frame = json.loads(text)
        is_written_oddly = isinstance(frame[1], float)  # the id's own digits are echoed
        assert is_written_oddly or len(text) in {len(each) for each in _compact(frame)}, text
        match frame:
            case [2, str(), str(), dict()] | [3, _, dict()]:
                pass
            case [4, _, str(code), str(description), dict()]:
                assert code in (CODES_16 if self.version == "ocpp1.6" else CODES_2), text
                assert len(description) <= 255
            case [5, str(), str(code), str(description), dict()] if self.version == "ocpp2.1":
                assert code in CODES_2
            case _:
                raise AssertionError(f"no frame of {self.version}: {text}")
        return frame

    async def ask(self, action: str, payload: Any = None, *, id_: Any = None) -> Frame:
        """Send a CALL and return the frame that answers it."""
        id_ = f"m{next(self._numbers)}" if id_ is None else id_
        await self.say([2, id_, action, {} if payload is None else payload])
        while (frame := await self.hear())[0] == 2:
            self._heard_between.append(frame)
        assert frame[0] in (3, 4), frame
        assert frame[1] == id_
        if frame[0] == 3:
            faults = problems(SCHEMAS[self.version], self._response(action), frame[2])
            assert not faults, (action, frame[2], faults)
        return frame

    async def tell(self, action: str, payload: Any = None, *, id_: Any = None) -> Json:
        """Send a CALL that must be answered by a CALLRESULT, and return its payload."""
        frame = await self.ask(action, payload, id_=id_)
        assert frame[0] == 3, frame
        answer: Json = frame[2]
        return answer

    async def refusal(self, action: str, payload: Any = None) -> str:
        """Send a CALL that must be answered by a CALLERROR, and return its code."""
        frame = await self.ask(action, payload)
        assert frame[0] == 4, frame
        code: str = frame[2]
        return code

    async def expect(self, action: str) -> tuple[str, Json]:
        """Return id and payload of the CALL that the platform sends next."""
        frame = self._heard_between.popleft() if self._heard_between else await self.hear()
        assert frame[0] == 2, frame
        assert frame[2] == action
        faults = problems(SCHEMAS[self.version], self._request(action), frame[3])
        assert not faults, (action, frame[3], faults)
        return frame[1], frame[3]

    async def answer(self, id_: str, payload: Json) -> None:
        """Answer a CALL of the platform."""
        await self.say([3, id_, payload])

    async def stays_open(self) -> None:
        """Prove that nothing else was sent, and that the line goes on: the next answer is ours."""
        assert "currentTime" in await self.tell("Heartbeat")
        assert not self._heard_between, self._heard_between

    def _response(self, action: str) -> str:
        return f"{action}Response"

    def _request(self, action: str) -> str:
        return action if self.version == "ocpp1.6" else f"{action}Request"


def _compact(frame: Frame) -> list[str]:
    """Write a frame without blanks; an id is echoed, so that its characters may be escaped."""
    return [
        json.dumps(frame, separators=(",", ":"), ensure_ascii=is_escaped)
        for is_escaped in (False, True)
    ]
