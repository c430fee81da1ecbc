"""What every version of OCPP can say about a station, each in its own messages."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from sigec_sandbox.frames import CallError, CallResultError, Json
from sigec_sandbox.physics.outlets import Measurement
from sigec_sandbox.stations.connectors import Connector, ConnectorState, Transaction
from sigec_sandbox.stations.replies import Routes
from sigec_sandbox.stations.tokens import Token
from sigec_sandbox.stations.triggers import Trigger

if TYPE_CHECKING:
    from sigec_sandbox.stations.station import Station


class Dialect(ABC):
    """The words that a version has for what happens at a station.

    `routes` says how it answers each command, `needed` what the station needs of an answer.
    """

    version: ClassVar[str]
    routes: ClassVar[Routes]
    malformed_code: ClassVar[str]
    needed: ClassVar[Mapping[str, tuple[str, ...]]]

    def __init__(self, station: "Station") -> None:
        self.station = station

    def dispute(self, message_id: str | int, *, forced: bool) -> CallError | CallResultError | None:
        """Return the frame that refuses an answer; before 2.1 only misguided firmwares send one."""
        if not forced:
            return None
        return CallError(message_id=message_id, code="GenericError", description="not understood")

    @property
    def is_watching(self) -> bool:
        """`look_around` may have something to report."""
        return False

    async def look_around(self) -> None:
        """Report what has become due beside transactions; most versions watch nothing."""
        return

    @abstractmethod
    async def send_boot(self, reason: str) -> Json:
        """Send a BootNotification and return its answer."""

    @abstractmethod
    async def heartbeat(self) -> Json:
        """Send a Heartbeat and return its answer."""

    @abstractmethod
    async def report_status(self, connector: int) -> None:
        """Send the StatusNotification of a connector as it is; 0 is the station."""

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
