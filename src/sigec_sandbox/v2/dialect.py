"""OCPP 2: when a station sends which message."""

import uuid
from collections.abc import Mapping
from typing import ClassVar

from sigec_sandbox.frames import Json
from sigec_sandbox.physics.outlets import Measurement
from sigec_sandbox.stations.connectors import Connector, ConnectorState, Transaction
from sigec_sandbox.stations.delivery import TransactionMessage
from sigec_sandbox.stations.dialects import Dialect
from sigec_sandbox.stations.spec import StartPoint, StopPoint
from sigec_sandbox.stations.tokens import Token
from sigec_sandbox.stations.triggers import Trigger
from sigec_sandbox.v2 import messages, watching


class Dialect2(Dialect):
    """What 2.0.1 and 2.1 have in common; each EVSE has one connector."""

    malformed_code: ClassVar[str] = "FormatViolation"
    needed: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "Authorize": ("idTokenInfo",),
        "BootNotification": ("status", "currentTime", "interval"),
        "Heartbeat": ("currentTime",),
        "SignCertificate": ("status",),
    }

    @property
    def is_watching(self) -> bool:
        """A monitor or a stream may have something to report."""
        return watching.is_watching(self.station)

    async def look_around(self) -> None:
        """Report what monitors have noticed, and send the streams that are due."""
        if self.is_watching:
            await watching.look_around(self.station)

    def new_transaction_id(self) -> str:
        """Return a fresh id: in 2.x the station makes it."""
        return str(uuid.uuid4())

    def starts_now(self, connector: Connector) -> bool:
        """Start as `TxStartPoint` says."""
        match self.station.spec.start_point:
            case StartPoint.EV_CONNECTED:
                return connector.plugged
            case StartPoint.AUTHORIZED:
                return connector.authorized is not None
            case StartPoint.POWER_PATH_CLOSED:
                return connector.plugged and connector.authorized is not None

    def ends_now(self, connector: Connector) -> bool:
        """End as `TxStopPoint` says."""
        return self.station.spec.stop_point is StopPoint.AUTHORIZED or not connector.plugged

    async def send_boot(self, reason: str) -> Json:
        """Send a BootNotification and return its answer."""
        payload = messages.boot_notification(self.station.spec, self.station.identity, reason)
        return await self.station.call("BootNotification", payload)

    async def heartbeat(self) -> Json:
        """Send a Heartbeat and return its answer."""
        return await self.station.call("Heartbeat", {})

    async def ask_authorization(self, token: Token) -> str:
        """Send an Authorize and return the status of its answer."""
        answer = await self.station.call("Authorize", {"idToken": messages.id_token(token)})
        return str(answer["idTokenInfo"]["status"])

    async def report_status(self, connector: int) -> None:
        """Send the StatusNotification of an EVSE's connector; 0 is the station."""
        stamp = self.station.stamp()
        payload = (
            messages.status_notification(self.station.connectors[connector], stamp)
            if connector
            else messages.station_status(stamp)
        )
        await self.station.mention("StatusNotification", payload)

    async def report_state(self, connector: Connector, before: ConnectorState) -> None:
        """Send a status only where 2.x has another word for it, and the event of a problem."""
        if not self.station.delivers:
            return
        status = messages.connector_status(connector.state)
        if status != messages.connector_status(before):
            await self.report_status(connector.number)
        if ConnectorState.FAULTED in {connector.state, before}:
            await self.report_problem(connector)

    async def report_problem(self, connector: Connector) -> None:
        """Send a NotifyEvent about what is, or no longer is, wrong with a connector."""
        event_id = next(self.station.event_ids)
        code = connector.error_code
        event = messages.problem_event(connector, event_id, self.station.stamp(), code)
        await self.station.mention("NotifyEvent", event)

    async def report_reservation_ended(self, reservation_id: int) -> None:
        """Say that a reservation expired unused."""
        if self.station.delivers:
            await self.station.mention(
                "ReservationStatusUpdate",
                {"reservationId": reservation_id, "reservationUpdateStatus": "Expired"},
            )

    async def report_started(
        self, connector: Connector, transaction: Transaction, reading: Measurement, why: Trigger
    ) -> str | None:
        """Send TransactionEvent Started."""
        event = self._event("Started", connector, transaction, why)
        if transaction.remote_start_id is not None:
            event["transactionInfo"]["remoteStartId"] = transaction.remote_start_id
        if transaction.reservation_id is not None:
            event["reservationId"] = transaction.reservation_id
        if self.station.metering.begin_and_end:
            event["meterValue"] = [self._reading(reading, "Transaction.Begin")]
        return await self._deliver(event)

    async def report_change(
        self, connector: Connector, transaction: Transaction, why: Trigger
    ) -> str | None:
        """Send TransactionEvent Updated with the new charging state."""
        event = self._event("Updated", connector, transaction, why)
        return await self._deliver(event)

    async def report_sample(
        self, connector: Connector, reading: Measurement, interval_wh: int, context: str
    ) -> None:
        """Send a reading: in a TransactionEvent, or in MeterValues while there is none."""
        value = self._reading(reading, context, interval_wh)
        transaction = connector.transaction
        if transaction is None:
            if self.station.delivers:
                payload = {"evseId": connector.number, "meterValue": [value]}
                await self.station.mention("MeterValues", payload)
            return
        periodic = context == "Sample.Periodic"
        why = Trigger.METER_VALUE_PERIODIC if periodic else Trigger.TRIGGER
        event = self._event("Updated", connector, transaction, why)
        event["meterValue"] = [value]
        await self._deliver(event, deferrable=periodic)

    async def report_ended(
        self,
        connector: Connector,
        transaction: Transaction,
        reading: Measurement,
        why: Trigger,
        token: Token | None,
    ) -> None:
        """Send TransactionEvent Ended."""
        event = self._event("Ended", connector, transaction, why)
        if transaction.stop_reason is not None:
            event["transactionInfo"]["stoppedReason"] = transaction.stop_reason
        if token is not None:
            event["idToken"] = messages.id_token(token)
        if self.station.current_metering.meter_stop and self.station.metering.begin_and_end:
            event["meterValue"] = [self._reading(reading, "Transaction.End")]
        await self._deliver(event)

    def _event(
        self, kind: str, connector: Connector, transaction: Transaction, why: Trigger
    ) -> Json:
        event = messages.transaction_event(
            kind,
            transaction,
            why,
            seq=transaction.take_seq(leave_gap=self.station.faults.seq_gaps),
            stamp=self.station.stamp(),
            offline=not self.station.delivers,
        )
        state = messages.charging_state(connector)
        if state != transaction.charging_state:
            transaction.charging_state = state
            event["transactionInfo"]["chargingState"] = state
        if kind == "Started" or self.station.spec.repeats_evse:
            event["evse"] = {"id": connector.number, "connectorId": messages.CONNECTOR}
        if transaction.token is not None and not transaction.token_reported:
            transaction.token_reported = True
            event["idToken"] = messages.id_token(transaction.token)
        return event

    async def _deliver(self, event: Json, *, deferrable: bool = False) -> str | None:
        faults = self.station.faults
        lost = {"Started": faults.loses_starts, "Ended": faults.loses_stops}
        if lost.get(event["eventType"], False):
            return None
        answer = await self.station.delivery.hand_over(
            TransactionMessage(
                version=self.version,
                action="TransactionEvent",
                render=lambda: event,
                deferrable=deferrable,
            ),
            online=self.station.delivers,
        )
        if answer is None or "idTokenInfo" not in answer:
            return None
        return str(answer["idTokenInfo"]["status"])

    def _reading(self, reading: Measurement, context: str, interval_wh: int = 0) -> Json:
        return messages.meter_value(
            reading,
            self.station.current_metering,
            self.station.stamp(reading.at),
            context=context,
            interval_wh=interval_wh,
        )
