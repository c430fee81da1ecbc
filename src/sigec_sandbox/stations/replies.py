"""What a station may answer to a command, and how a test replaces or delays it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sigec_sandbox.frames import Json


class Refusal(Exception):
    """An answer that is a CALLERROR."""

    def __init__(self, code: str, description: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.description = description


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer and what the station does once it is sent."""

    payload: Json
    then: Callable[[], Awaitable[object]] | None = None


class Silence:
    """The type of `SILENCE`."""


SILENCE: Final = Silence()
"""An override that never answers."""

Override: TypeAlias = Json | Refusal | Silence | Callable[[Json], Json]
Handler: TypeAlias = Callable[[Any, Json], Reply]
Routes: TypeAlias = Mapping[str, Handler]


class Hold:
    """An answer that is kept back until it is released."""

    def __init__(self) -> None:
        self._arrived = asyncio.Event()
        self._answer: Callable[[], None] | None = None
        self._released = False

    async def arrived(self, timeout_s: float = 5.0) -> None:
        """Wait until the central system has asked."""
        await asyncio.wait_for(self._arrived.wait(), timeout_s)

    def release(self) -> None:
        """Let the answer go, now or as soon as the central system asks."""
        self._released = True
        if self._answer is not None:
            self._answer()

    def keep(self, answer: Callable[[], None]) -> None:
        """Take the answer to the CALL that has just come."""
        self._arrived.set()
        self._answer = answer
        if self._released:
            answer()
