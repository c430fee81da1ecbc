"""What can go wrong between a simulated station and a central system."""

from collections.abc import Mapping
from typing import Any


class SandboxError(Exception):
    """The base of every failure that the sandbox anticipates."""


class HandshakeRefused(SandboxError):
    """The central system answered the WebSocket upgrade with an HTTP error."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the handshake was refused with HTTP {status}")
        self.status = status


class LineLost(SandboxError):
    """There is no connection, or it broke before the answer came."""


class CentralSystemSilent(SandboxError):
    """The connection stands, but the answer did not come in time."""

    def __init__(self, action: str, timeout_s: float) -> None:
        super().__init__(f"{action} was not answered within {timeout_s:g} s")
        self.action = action


class CallRefused(SandboxError):
    """The central system answered a CALL with a CALLERROR."""

    def __init__(self, code: str, description: str, details: Mapping[str, Any]) -> None:
        super().__init__(f"{code}: {description}" if description else code)
        self.code = code
        self.description = description
        self.details = details


class AnswerUnusable(SandboxError):
    """The central system's answer lacks what the station needs of it."""

    def __init__(self, action: str, missing: str) -> None:
        super().__init__(f"the answer to {action} has no {missing}")
        self.action = action
        self.missing = missing


class NoRoomForStations(SandboxError):
    """This machine, as it is set up, cannot hold so many connections."""


class ScenarioInvalid(SandboxError):
    """A scenario file says something that cannot be simulated."""


class PortTaken(SandboxError):
    """Something else listens where the sandbox was to listen."""

    def __init__(self, port: int, why: str | None) -> None:
        super().__init__(f"port {port} cannot be opened ({why})")
