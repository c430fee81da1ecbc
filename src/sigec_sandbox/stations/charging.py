"""From plug to end of transaction: the steps that every version reports in its own words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sigec_sandbox.physics.cars import Car
from sigec_sandbox.physics.outlets import Flow
from sigec_sandbox.stations.connectors import Connector, ConnectorState, Transaction
from sigec_sandbox.stations.equipment import ACCEPTED
from sigec_sandbox.stations.receipts import Receipt
from sigec_sandbox.stations.speaking import Speaking
from sigec_sandbox.stations.tokens import Token
from sigec_sandbox.stations.triggers import Trigger

STATE_OF_FLOW = {
    Flow.CHARGING: ConnectorState.CHARGING,
    Flow.SUSPENDED_EV: ConnectorState.SUSPENDED_EV,
    Flow.SUSPENDED_EVSE: ConnectorState.SUSPENDED_EVSE,
}


class Charging(Speaking):
    """The part of a station that charges; `when_charged` hears of every charge that is over."""

    when_charged: Callable[[Receipt], None] | None = None

    async def enter(self, connector: Connector, state: ConnectorState) -> None:
        """Change a connector's state and report it; nothing happens when it is the same."""
        if connector.state is not state:
            before, connector.state = connector.state, state
            await self.dialect.report_state(connector, before)

    async def advance(self, connector: Connector, why: Trigger) -> None:
        """Do what a plugged cable or an accepted token makes possible."""
        transaction = connector.transaction
        if transaction is None and self.dialect.starts_now(connector):
            await self._begin(connector, why)
        elif transaction is not None:
            status = await self.dialect_of(transaction).report_change(connector, transaction, why)
            self._heed(connector, status)
        if connector.transaction is not None and connector.transaction.stop_reason:
            await self.finish(connector, connector.transaction.stop_reason, Trigger.DEAUTHORIZED)
        elif connector.transaction and connector.plugged and connector.authorized:
            self.apply_limit(connector)
            connector.outlet.energise(self.clock.now())
            await self.observe(connector)

    async def observe(self, connector: Connector) -> None:
        """Let the car charge until now and report a changed state and, when due, a sample."""
        now = self.clock.now()
        connector.outlet.advance_to(now)
        self.apply_limit(connector)
        transaction = connector.transaction
        if transaction is None:
            return
        state = STATE_OF_FLOW.get(connector.outlet.flow)
        if state is not None and state is not connector.state:
            await self.enter(connector, state)
            await self.tell(connector, Trigger.CHARGING_STATE_CHANGED)
        last = connector.sampled_at or transaction.started_at
        if (now - last).total_seconds() >= self.sample_interval_s > 0:
            await self.take_sample(connector)

    async def take_sample(self, connector: Connector, context: str = "Sample.Periodic") -> None:
        """Read the meter and report it."""
        reading = connector.outlet.measure(self.clock.now())
        interval_wh = max(0, reading.register_wh - connector.sampled_wh)
        connector.sampled_wh, connector.sampled_at = reading.register_wh, reading.at
        if connector.transaction is not None and self.metering.transaction_data:
            connector.transaction.readings.append(reading)
        transaction = connector.transaction
        dialect = self.dialect if transaction is None else self.dialect_of(transaction)
        await dialect.report_sample(connector, reading, interval_wh, context)

    async def tell(self, connector: Connector, why: Trigger) -> None:
        """Report what has changed about a transaction; nothing happens when there is none."""
        transaction = connector.transaction
        if transaction is not None:
            await self.dialect_of(transaction).report_change(connector, transaction, why)

    async def finish(
        self, connector: Connector, reason: str, why: Trigger, token: Token | None = None
    ) -> None:
        """Take the authorisation back; the transaction ends now or when the cable is pulled."""
        transaction = connector.transaction
        connector.authorized = None
        if transaction is None:
            await self.enter(connector, connector.resting_state())
            return
        connector.outlet.release(self.clock.now())
        transaction.stop_reason = reason
        if self.dialect_of(transaction).ends_now(connector):
            await self.end(connector, why, token)
        else:
            await self.tell(connector, why)
        await self.enter(
            connector,
            ConnectorState.FINISHING
            if connector.plugged and connector.is_usable
            else connector.resting_state(),
        )

    async def end(self, connector: Connector, why: Trigger, token: Token | None = None) -> None:
        """End the transaction now, whatever the stop point; harmless when there is none."""
        transaction = connector.transaction
        if transaction is None:
            return
        connector.transaction = None
        connector.authorized = None
        connector.outlet.release(self.clock.now())
        self.profiles.end_transaction(connector.number)
        reading = connector.outlet.measure(self.clock.now())
        if self.metering.transaction_data:
            transaction.readings.append(reading)
        self._write_receipt(connector, transaction)
        if self.faults.frozen_meter:
            reading = replace(reading, register_wh=transaction.meter_start_wh)
        dialect = self.dialect_of(transaction)
        await dialect.report_ended(connector, transaction, reading, why, token)

    async def leave(self, connector: Connector) -> None:
        """Pull the cable, which ends what has not ended yet."""
        connector.plugged = False
        if connector.transaction is not None:
            connector.outlet.release(self.clock.now())
            connector.transaction.stop_reason = (
                connector.transaction.stop_reason or "EVDisconnected"
            )
            await self.end(connector, Trigger.EV_COMMUNICATION_LOST)
        connector.outlet.car = None
        connector.authorized = None
        if connector.becomes_inoperative:
            connector.operative, connector.becomes_inoperative = False, False
        await self.enter(connector, connector.resting_state())

    async def arrive(self, connector: Connector, car: Car | None) -> None:
        """Plug a cable in."""
        connector.outlet.advance_to(self.clock.now())
        connector.outlet.car = car
        connector.plugged = True
        if connector.is_usable:
            await self.enter(connector, ConnectorState.PREPARING)
            await self.advance(connector, Trigger.CABLE_PLUGGED_IN)

    async def _begin(self, connector: Connector, why: Trigger) -> None:
        now: datetime = self.clock.now()
        reading = connector.outlet.measure(now)
        connector.sampled_wh, connector.sampled_at = reading.register_wh, now
        if self.faults.zero_meter_start:
            reading = replace(reading, register_wh=0)
        transaction = Transaction(
            id=self.dialect.new_transaction_id(),
            version=self.version,
            connector=connector.number,
            token=connector.authorized,
            started_at=now,
            meter_start_wh=reading.register_wh,
            counted_before_wh=connector.outlet.meter.counted_wh,
            remote_start_id=connector.remote_start_id,
            reservation_id=self._used_reservation(connector),
        )
        connector.transaction, connector.remote_start_id = transaction, None
        if self.metering.transaction_data:
            transaction.readings.append(reading)
        status = await self.dialect.report_started(connector, transaction, reading, why)
        self._heed(connector, status)

    def _write_receipt(self, connector: Connector, transaction: Transaction) -> None:
        if self.when_charged is None:
            return
        token = transaction.token
        self.when_charged(
            Receipt(
                identity=self.identity,
                version=transaction.version,
                connector=connector.number,
                transaction_id=transaction.id,
                token=None if token is None else token.value,
                started_at=transaction.started_at,
                ended_at=self.clock.now(),
                energy_wh=connector.outlet.meter.counted_wh - transaction.counted_before_wh,
                stop_reason=transaction.stop_reason,
            )
        )

    def _heed(self, connector: Connector, status: str | None) -> None:
        refused = status is not None and status != ACCEPTED
        if refused and self.spec.stops_when_refused and connector.transaction is not None:
            connector.transaction.stop_reason = "DeAuthorized"

    def _used_reservation(self, connector: Connector) -> int | None:
        reservation, connector.reservation = connector.reservation, None
        return reservation.id if reservation else None
