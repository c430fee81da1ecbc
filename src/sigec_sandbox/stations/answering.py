"""How a station answers the central system's CALLs, and how a test bends that."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class Hold:
    """An answer that is kept back until it is released."""

    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    async def arrived(self, timeout_s: float = 5.0) -> None:
        """Wait until the central system has asked."""
        await asyncio.wait_for(self._arrived.wait(), timeout_s)

    def release(self) -> None:
        """Let the answer go."""
        self._released.set()

    async def keep(self) -> None:
        """Say that the CALL is here and wait for the release."""
        self._arrived.set()
        await self._released.wait()
