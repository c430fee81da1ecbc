"""The upload of a log, as it is reported."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from sigec_sandbox.clocks import Clock

UPLOAD_S = 30.0

Tell: TypeAlias = Callable[[str], Awaitable[object]]


class Uploads:
    """The upload under way, if there is one; `status` is what was reported last."""

    def __init__(self) -> None:
        self.status = "Idle"
        self.request_id: int | None = None
        self._location: str | None = None

    def take(self, location: str, request_id: int | None = None) -> bool:
        """Take an order; return whether it replaces one that was under way."""
        replaced, self._location = self._location is not None, location
        self.request_id = request_id
        return replaced

    async def upload(self, location: str, clock: Clock, tell: Tell, *, failed: str) -> None:
        """Report the steps; a location that contains `missing` ends with the word `failed`."""
        for status, wait_s in (
            ("Uploading", UPLOAD_S),
            (failed if "missing" in location else "Uploaded", 0.0),
        ):
            if self._location is not location:
                return  # A newer order has replaced this one.
            self.status = status
            await tell(status)
            await clock.sleep(wait_s)
        self._location = None
