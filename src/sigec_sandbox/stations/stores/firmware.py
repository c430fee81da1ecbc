"""A firmware update, step by step, as it is ordered by the central system."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sigec_sandbox.clocks import Clock
from sigec_sandbox.stations.stores.transfers import Fetched, fetch, is_http, is_signed_by
from sigec_sandbox.stations.stores.uploads import Tell

DOWNLOAD_S = 40.0
INSTALLATION_S = 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmwareOrder:
    """What to fetch and when to install it.

    A location that contains `missing`, `forged`, `unsound` or `broken` fails at the download, the
    signature, the check before the installation or the installation, so that every outcome can be
    had. An HTTP address is really fetched from, and `signature` really checked.
    """

    location: str
    retrieve_at: datetime
    install_at: datetime | None = None
    request_id: int | None = None
    signed: bool = False
    signature: str | None = None
    certificate: str | None = None

    @property
    def version(self) -> str:
        """The version that the file's name tells, else the name."""
        name = self.location.rsplit("/", 1)[-1]
        found = re.search(r"\d+(?:\.\d+)+", name)
        return found.group() if found else name


class Firmware:
    """The update under way, if there is one; `status` is what was reported last."""

    def __init__(self) -> None:
        self.status = "Idle"
        self.request_id: int | None = None
        self._order: FirmwareOrder | None = None

    def take(self, order: FirmwareOrder) -> bool:
        """Take an order; return whether it replaces one that was under way."""
        replaced, self._order = self._order is not None, order
        self.request_id = order.request_id
        return replaced

    async def update(
        self, order: FirmwareOrder, clock: Clock, tell: Tell, *, schedules: bool
    ) -> bool:
        """Go through the steps until the restart is due; return whether it is.

        With `schedules` the version has words for what waits, fetches and verifies.
        """
        async for status, wait_s in self._steps(order, clock, schedules=schedules):
            if self._order is not order:
                return False  # A newer order has replaced this one.
            if status is not None:
                await self.report(status, tell)
            await clock.sleep(wait_s)
        if self._order is not order:
            return False
        installs = self.status == "Installing"
        if not installs:
            self._order = None
        return installs

    async def finish(self, tell: Tell) -> None:
        """Report that the new firmware runs."""
        self._order = None
        await self.report("Installed", tell)

    async def report(self, status: str, tell: Tell) -> None:
        """Report a step."""
        self.status = status
        await tell(status)

    async def _steps(
        self, order: FirmwareOrder, clock: Clock, *, schedules: bool
    ) -> AsyncIterator[tuple[str | None, float]]:
        """Yield the statuses to report (`None`: there is no word), each with the time it takes."""
        wait_s = (order.retrieve_at - clock.now()) / timedelta(seconds=1)
        if wait_s > 0:
            yield "DownloadScheduled" if schedules else None, wait_s
        yield "Downloading", DOWNLOAD_S
        fetched = await fetch(order.location) if is_http(order.location) else None
        if "missing" in order.location or (fetched is None and is_http(order.location)):
            yield "DownloadFailed", 0
            return
        yield "Downloaded", 0
        if order.signed:
            forged = "forged" in order.location or not _is_genuine(order, fetched)
            yield "InvalidSignature" if forged else "SignatureVerified", 0
            if forged:
                return
        wait_s = (order.install_at - clock.now()) / timedelta(seconds=1) if order.install_at else 0
        if wait_s > 0:
            yield "InstallScheduled" if schedules else None, wait_s
        if schedules and "unsound" in order.location:
            yield "InstallVerificationFailed", 0
            return
        yield "Installing", INSTALLATION_S
        if "broken" in order.location:
            yield "InstallationFailed", 0


def _is_genuine(order: FirmwareOrder, fetched: Fetched | None) -> bool:
    """Check what was really fetched; of the rest nothing is known."""
    if fetched is None or order.signature is None or order.certificate is None:
        return True
    return is_signed_by(order.certificate, order.signature, fetched.sha256)
