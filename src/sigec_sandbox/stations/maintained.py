"""What a station keeps for the central system, made when it is first needed."""

from functools import cached_property

from sigec_sandbox.frames import Json
from sigec_sandbox.stations.connectors import Connector
from sigec_sandbox.stations.running import Running
from sigec_sandbox.stations.stores.certificates import Certificates
from sigec_sandbox.stations.stores.displays import Displays
from sigec_sandbox.stations.stores.firmware import Firmware
from sigec_sandbox.stations.stores.grid import GridControls
from sigec_sandbox.stations.stores.monitors import Monitors
from sigec_sandbox.stations.stores.prices import Prices
from sigec_sandbox.stations.stores.streams import Streams
from sigec_sandbox.stations.stores.uploads import Uploads
from sigec_sandbox.stations.tokens import Token
from sigec_sandbox.stations.triggers import Trigger


class Maintained(Running):
    """The part of a station that is looked after from afar.

    `organization` is what its certificates say (`CpoName`, `OrganizationName`), `settings` are
    writable values without effect, `networks` what SetNetworkProfile put into each slot, and
    `published` the firmwares that it offers to others by their checksums.
    """

    organization: str = "SIGEC Sandbox"

    async def end(self, connector: Connector, why: Trigger, token: Token | None = None) -> None:
        """End the transaction now, and forget what was kept for it."""
        transaction = connector.transaction
        await super().end(connector, why, token)
        if transaction is not None and transaction.id is not None:
            if "displays" in vars(self):
                self.displays.end_transaction(transaction.id)
            if "prices" in vars(self):
                self.prices.end_transaction(transaction.id)

    @cached_property
    def certificates(self) -> Certificates:
        """All certificates."""
        return Certificates()

    @cached_property
    def firmware(self) -> Firmware:
        """The firmware update under way."""
        return Firmware()

    @cached_property
    def uploads(self) -> Uploads:
        """The upload of a log under way."""
        return Uploads()

    @cached_property
    def displays(self) -> Displays:
        """Messages on the display (2.x)."""
        return Displays()

    @cached_property
    def monitors(self) -> Monitors:
        """Monitors of variables (2.x)."""
        return Monitors()

    @cached_property
    def streams(self) -> Streams:
        """Periodic event streams (2.1)."""
        return Streams()

    @cached_property
    def prices(self) -> Prices:
        """Tariffs that the station shows and what charges have cost (2.x)."""
        return Prices()

    @cached_property
    def grid(self) -> GridControls:
        """Controls for the sake of the grid (2.1)."""
        return GridControls()

    @cached_property
    def settings(self) -> dict[str, str]:
        """Values that were written and that change nothing."""
        return {}

    @cached_property
    def networks(self) -> dict[int, Json]:
        """Connection data by configuration slot (2.x)."""
        return {}

    @cached_property
    def published(self) -> dict[str, str]:
        """Locations of firmwares by checksum (2.x)."""
        return {}
