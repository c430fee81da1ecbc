"""What every version of OCPP can say about a station, each in its own messages."""

from abc import ABC, abstractmethod

from sigec_sandbox.frames import Json
from sigec_sandbox.physics.outlets import Measurement
from sigec_sandbox.stations.connected import Connected
from sigec_sandbox.stations.connectors import Connector, ConnectorState, Transaction
from sigec_sandbox.stations.tokens import Token
from sigec_sandbox.stations.triggers import Trigger


class Reporting(Connected, ABC):
    """The words that a version has to find for what happens at a station."""

    @abstractmethod
    async def send_boot(self, reason: str) -> Json:
        """Send a BootNotification and return its answer."""

    @abstractmethod
    async def heartbeat(self) -> Json:
        """Send a Heartbeat and return its answer."""

    @abstractmethod
    async def report_status(self, connector: int) -> None:
        """Send the StatusNotification of a connector as it is; 0 is the station where it may be."""

    @abstractmethod
    async def ask_authorization(self, token: Token) -> str:
        """Send an Authorize and return the status that the answer gives."""

    @abstractmethod
    async def report_reservation_ended(self, reservation_id: int) -> None:
        """Say that a reservation expired unused, if the version can."""

    @abstractmethod
    def new_transaction_id(self) -> str | None:
        """Return an id if it is the station that makes it."""

    @abstractmethod
    def starts_now(self, connector: Connector) -> bool:
        """Tell whether what happened so far starts a transaction."""

    @abstractmethod
    def ends_now(self, connector: Connector) -> bool:
        """Tell whether taking back the authorisation ends the transaction."""

    @abstractmethod
    async def report_state(self, connector: Connector, before: ConnectorState) -> None:
        """Report that a connector has entered another state."""

    @abstractmethod
    async def report_started(
        self, connector: Connector, transaction: Transaction, reading: Measurement, why: Trigger
    ) -> str | None:
        """Report a start; return what the answer says of the token, if anything."""

    @abstractmethod
    async def report_change(
        self, connector: Connector, transaction: Transaction, why: Trigger
    ) -> str | None:
        """Report progress that is no sample; return what the answer says of the token, if so."""

    @abstractmethod
    async def report_sample(
        self, connector: Connector, reading: Measurement, interval_wh: int, context: str
    ) -> None:
        """Report a meter reading."""

    @abstractmethod
    async def report_ended(
        self,
        connector: Connector,
        transaction: Transaction,
        reading: Measurement,
        why: Trigger,
        token: Token | None,
    ) -> None:
        """Report an end; its reason is in the transaction."""
