"""The upload of a log, as it is reported."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from sigec_sandbox.clocks import Clock
from sigec_sandbox.stations.stores.transfers import UploadManner, bring, is_http

UPLOAD_S = 30.0

Tell: TypeAlias = Callable[[str], Awaitable[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A log on its way."""

    location: str
    name: str
    content: bytes
    manner: UploadManner = UploadManner.PUT

    async def bring(self) -> bool:
        """Bring it; where that is only played it always arrives."""
        if not is_http(self.location):
            return True
        return await bring(self.location, self.name, self.content, self.manner)


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

    async def upload(self, parcel: Parcel, clock: Clock, tell: Tell, *, failed: str) -> None:
        """Report the steps, and bring the file where the location is an HTTP address.

        A location that contains `missing` ends with the word `failed`.
        """
        await self._report("Uploading", tell)
        await clock.sleep(UPLOAD_S)
        if self._location is not parcel.location:
            return  # A newer order has replaced this one.
        is_there = "missing" not in parcel.location and await parcel.bring()
        if self._location is parcel.location:
            await self._report("Uploaded" if is_there else failed, tell)
            self._location = None

    async def _report(self, status: str, tell: Tell) -> None:
        self.status = status
        await tell(status)
