"""A firmware update, step by step, as it is ordered by the central system."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sigec_sandbox.clocks import Clock
from sigec_sandbox.stations.stores.uploads import Tell

DOWNLOAD_S = 40.0
INSTALLATION_S = 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmwareOrder:
    """What to fetch and when to install it.

    A location that contains `missing`, `forged` or `broken` fails at the download, the signature
    or the installation, so that every outcome can be had.
    """

    location: str
    retrieve_at: datetime
    install_at: datetime | None = None
    request_id: int | None = None
    signed: bool = False

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
        for status, wait_s in self._steps(order, clock.now(), schedules=schedules):
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

    def _steps(
        self, order: FirmwareOrder, now: datetime, *, schedules: bool
    ) -> list[tuple[str | None, float]]:
        """Return the statuses to report (`None`: there is no word), each with the time it takes."""
        steps: list[tuple[str | None, float]] = []
        wait_s = (order.retrieve_at - now) / timedelta(seconds=1)
        if wait_s > 0:
            steps.append(("DownloadScheduled" if schedules else None, wait_s))
        steps.append(("Downloading", DOWNLOAD_S))
        if "missing" in order.location:
            return [*steps, ("DownloadFailed", 0)]
        steps.append(("Downloaded", 0))
        if order.signed:
            forged = "forged" in order.location
            steps.append(("InvalidSignature" if forged else "SignatureVerified", 0))
            if forged:
                return steps
        start = max(now, order.retrieve_at) + timedelta(seconds=DOWNLOAD_S)
        wait_s = (order.install_at - start) / timedelta(seconds=1) if order.install_at else 0.0
        if wait_s > 0:
            steps.append(("InstallScheduled" if schedules else None, wait_s))
        steps.append(("Installing", INSTALLATION_S))
        if "broken" in order.location:
            steps.append(("InstallationFailed", 0))
        return steps
