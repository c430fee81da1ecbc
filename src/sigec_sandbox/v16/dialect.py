"""OCPP 1.6J: when a station sends which message."""

# ruff: noqa: ARG002 - 1.6 says less than the steps tell

from collections.abc import Mapping
from typing import ClassVar

from sigec_sandbox.frames import Json
from sigec_sandbox.metering import Metering
from sigec_sandbox.physics.outlets import Measurement
from sigec_sandbox.stations.connectors import Connector, ConnectorState, Transaction
from sigec_sandbox.stations.delivery import TransactionMessage
from sigec_sandbox.stations.dialects import Dialect
from sigec_sandbox.stations.replies import Routes
from sigec_sandbox.stations.tokens import Token
from sigec_sandbox.stations.triggers import Trigger
from sigec_sandbox.v16 import messages
from sigec_sandbox.v16.commands import ROUTES


class Dialect16(Dialect):
    """OCPP 1.6J."""

    version: ClassVar[str] = "1.6"
    routes: ClassVar[Routes] = ROUTES
    malformed_code: ClassVar[str] = "FormationViolation"
    needed: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "Authorize": ("idTagInfo",),
        "BootNotification": ("status", "currentTime", "interval"),
        "Heartbeat": ("currentTime",),
        "StartTransaction": ("transactionId", "idTagInfo"),
    }

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
        return await self.station.call(
            "BootNotification", messages.boot_notification(self.station.spec, self.station.identity)
        )

    async def heartbeat(self) -> Json:
        """Send a Heartbeat and return its answer."""
        return await self.station.call("Heartbeat", {})

    async def ask_authorization(self, token: Token) -> str:
        """Send an Authorize and return the status of its answer."""
        answer = await self.station.call("Authorize", {"idTag": token.value})
        return str(answer["idTagInfo"]["status"])

    async def report_status(self, connector: int) -> None:
        """Send the StatusNotification of a connector; 0 is the station."""
        if connector == 0:
            whole: Json = {
                "connectorId": 0,
                "errorCode": "NoError",
                "status": "Available",
                "timestamp": self.station.stamp(),
            }
            await self.station.mention("StatusNotification", whole)
            return
        await self.station.mention(
            "StatusNotification",
            messages.status_notification(self.station.connectors[connector], self.station.stamp()),
        )

    async def report_state(self, connector: Connector, before: ConnectorState) -> None:
        """Send the new state at once; offline it is told when the line is back."""
        if self.station.delivers:
            await self.report_status(connector.number)

    async def report_reservation_ended(self, reservation_id: int) -> None:
        """Say nothing: the connector's state tells it."""

    async def report_started(
        self, connector: Connector, transaction: Transaction, reading: Measurement, why: Trigger
    ) -> str | None:
        """Send StartTransaction; its answer brings the transaction's id."""
        faults = self.station.faults
        stamp = self.station.stamp(transaction.started_at)

        def heard(answer: Json) -> None:
            if faults.confirms_start:
                transaction.id = int(answer["transactionId"])

        if faults.loses_starts:
            return None
        answer = await self.station.delivery.hand_over(
            TransactionMessage(
                version=self.version,
                action="StartTransaction",
                render=lambda: messages.start_transaction(transaction, stamp),
                heard=heard,
            ),
            online=self.station.delivers and not faults.starts_late,
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
            self.station.current_metering,
            self.station.stamp(reading.at),
            context=context,
            interval_wh=interval_wh,
        )
        await self._deliver_sample(connector.number, connector.transaction, value)

    async def report_ended(
        self,
        connector: Connector,
        transaction: Transaction,
        reading: Measurement,
        why: Trigger,
        token: Token | None,
    ) -> None:
        """Send StopTransaction."""
        metering = self.station.current_metering
        stamp = self.station.stamp(reading.at)
        data = self._transaction_data(transaction, metering)
        if self.station.faults.loses_stops:
            return
        await self.station.delivery.hand_over(
            TransactionMessage(
                version=self.version,
                action="StopTransaction",
                render=lambda: messages.stop_transaction(
                    transaction,
                    reading,
                    stamp,
                    said_id=self.station.faults.transaction_id,
                    id_tag=token.value if token else None,
                    meter_stop=metering.meter_stop,
                    data=data,
                ),
            ),
            online=self.station.delivers,
        )
        if self.station.faults.samples_after_stop:
            late = messages.meter_value(reading, metering, stamp, context="Sample.Periodic")
            await self._deliver_sample(connector.number, transaction, late)

    async def _deliver_sample(
        self, connector: int, transaction: Transaction | None, value: Json
    ) -> None:
        faults = self.station.faults
        said_id = faults.transaction_id if faults.samples_id is None else faults.samples_id
        attached = None if faults.unattached_samples else transaction
        await self.station.delivery.hand_over(
            TransactionMessage(
                version=self.version,
                action="MeterValues",
                render=lambda: messages.meter_values(connector, attached, [value], said_id=said_id),
                deferrable=True,
            ),
            online=self.station.delivers and not faults.starts_late,
        )

    def _transaction_data(self, transaction: Transaction, metering: Metering) -> list[Json]:
        last = len(transaction.readings) - 1
        contexts = {0: "Transaction.Begin", last: "Transaction.End"}
        return [
            messages.meter_value(
                reading,
                metering,
                self.station.stamp(reading.at),
                context=contexts.get(index, "Sample.Periodic"),
            )
            for index, reading in enumerate(transaction.readings)
        ]
