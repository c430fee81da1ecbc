"""The 1.6 station: when it sends which message."""

# ruff: noqa: ARG002 - 1.6 says less than the steps tell

from typing import ClassVar

from sigec_sandbox.frames import Json
from sigec_sandbox.metering import Metering
from sigec_sandbox.physics.outlets import Measurement
from sigec_sandbox.stations.answering import Routes
from sigec_sandbox.stations.connectors import Connector, ConnectorState, Transaction
from sigec_sandbox.stations.delivery import TransactionMessage
from sigec_sandbox.stations.station import Station
from sigec_sandbox.stations.tokens import Token
from sigec_sandbox.stations.triggers import Trigger
from sigec_sandbox.v16 import messages
from sigec_sandbox.v16.commands import KNOWN_ACTIONS, ROUTES


class Station16(Station):
    """A charging station that speaks OCPP 1.6J."""

    subprotocol: ClassVar[str] = "ocpp1.6"
    routes: ClassVar[Routes] = ROUTES
    known_actions: ClassVar[frozenset[str]] = KNOWN_ACTIONS
    malformed_code: ClassVar[str] = "FormationViolation"

    def new_transaction_id(self) -> None:
        """Return nothing: the central system numbers transactions."""

    def starts_now(self, connector: Connector) -> bool:
        """Start when a cable and an accepted token are there."""
        return connector.plugged and connector.authorized is not None

    def ends_now(self, connector: Connector) -> bool:
        """End at once: 1.6 knows no transaction without authorisation."""
        return True

    async def send_boot(self, reason: str) -> Json:
        """Send a BootNotification; 1.6 has no place for the reason."""
        return await self.call(
            "BootNotification", messages.boot_notification(self.spec, self.identity)
        )

    async def heartbeat(self) -> Json:
        """Send a Heartbeat and return its answer."""
        return await self.call("Heartbeat", {})

    async def ask_authorization(self, token: Token) -> str:
        """Send an Authorize and return the status of its answer."""
        answer = await self.call("Authorize", {"idTag": token.value})
        return str(answer["idTagInfo"]["status"])

    async def report_status(self, connector: int) -> None:
        """Send the StatusNotification of a connector; 0 is the station."""
        if connector == 0:
            whole: Json = {
                "connectorId": 0,
                "errorCode": "NoError",
                "status": "Available",
                "timestamp": self.stamp(),
            }
            await self.mention("StatusNotification", whole)
            return
        await self.mention(
            "StatusNotification",
            messages.status_notification(self.connectors[connector], self.stamp()),
        )

    async def report_state(self, connector: Connector, before: ConnectorState) -> None:
        """Send the new state at once; offline it is told when the line is back."""
        if self.delivers:
            await self.report_status(connector.number)

    async def report_reservation_ended(self, reservation_id: int) -> None:
        """Say nothing: the connector's state tells it."""

    async def report_started(
        self, connector: Connector, transaction: Transaction, reading: Measurement, why: Trigger
    ) -> str | None:
        """Send StartTransaction; its answer brings the transaction's id."""
        stamp = self.stamp(transaction.started_at)

        def heard(answer: Json) -> None:
            if self.faults.confirms_start:
                transaction.id = int(answer["transactionId"])

        answer = await self.delivery.hand_over(
            TransactionMessage(
                action="StartTransaction",
                render=lambda: messages.start_transaction(transaction, stamp),
                heard=heard,
            ),
            online=self.delivers,
        )
        return None if answer is None else str(answer["idTagInfo"]["status"])

    async def report_change(
        self, connector: Connector, transaction: Transaction, why: Trigger
    ) -> str | None:
        """Say nothing: 1.6 tells states by StatusNotification only."""
        return None

    async def report_sample(
        self, connector: Connector, reading: Measurement, interval_wh: int, context: str
    ) -> None:
        """Send MeterValues, queued like every message of a transaction."""
        value = messages.meter_value(
            reading,
            self.current_metering,
            self.stamp(reading.at),
            context=context,
            interval_wh=interval_wh,
        )
        transaction = connector.transaction
        await self.delivery.hand_over(
            TransactionMessage(
                action="MeterValues",
                render=lambda: messages.meter_values(connector.number, transaction, [value]),
                deferrable=True,
            ),
            online=self.delivers,
        )

    async def report_ended(
        self,
        connector: Connector,
        transaction: Transaction,
        reading: Measurement,
        why: Trigger,
        token: Token | None,
    ) -> None:
        """Send StopTransaction."""
        metering = self.current_metering
        stamp = self.stamp(reading.at)
        data = self._transaction_data(transaction, metering)
        await self.delivery.hand_over(
            TransactionMessage(
                action="StopTransaction",
                render=lambda: messages.stop_transaction(
                    transaction,
                    reading,
                    stamp,
                    id_tag=token.value if token else None,
                    meter_stop=metering.meter_stop,
                    data=data,
                ),
            ),
            online=self.delivers,
        )

    def _transaction_data(self, transaction: Transaction, metering: Metering) -> list[Json]:
        last = len(transaction.readings) - 1
        contexts = {0: "Transaction.Begin", last: "Transaction.End"}
        return [
            messages.meter_value(
                reading,
                metering,
                self.stamp(reading.at),
                context=contexts.get(index, "Sample.Periodic"),
            )
            for index, reading in enumerate(transaction.readings)
        ]
