"""From plug to end of transaction: the steps that every version reports in its own words."""

from dataclasses import replace
from datetime import datetime

from sigec_sandbox.clocks import Clock
from sigec_sandbox.line import Endpoint
from sigec_sandbox.metering import Metering
from sigec_sandbox.physics.cars import Car
from sigec_sandbox.physics.outlets import Flow, Outlet
from sigec_sandbox.profiles import Profiles, Supply
from sigec_sandbox.stations.connectors import Connector, ConnectorState, Transaction
from sigec_sandbox.stations.delivery import Delivery
from sigec_sandbox.stations.faults import Faults
from sigec_sandbox.stations.reporting import Reporting
from sigec_sandbox.stations.spec import StationSpec
from sigec_sandbox.stations.tokens import Token
from sigec_sandbox.stations.triggers import Trigger

ACCEPTED = "Accepted"

STATE_OF_FLOW = {
    Flow.CHARGING: ConnectorState.CHARGING,
    Flow.SUSPENDED_EV: ConnectorState.SUSPENDED_EV,
    Flow.SUSPENDED_EVSE: ConnectorState.SUSPENDED_EVSE,
}


class Charging(Reporting):
    """The part of a station that charges, abstract in what it says."""

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        spec: StationSpec,
        clock: Clock | None,
        faults: Faults | None,
        seed: int,
    ) -> None:
        super().__init__(
            endpoint,
            clock=clock,
            faults=faults,
            records=spec.records,
            silence_s=spec.silence_s,
        )
        self.spec = spec
        self.metering = spec.metering
        self.sample_interval_s = spec.metering.sample_interval_s
        self.profiles = Profiles()
        self.delivery = Delivery(self.call, self.faults)
        self.registration: str | None = None
        now = self.clock.now()
        self.connectors = {
            number: Connector(number, Outlet(outlet, now, seed + number))
            for number, outlet in enumerate(spec.outlets, start=1)
        }

    @property
    def delivers(self) -> bool:
        """Transaction messages can go out now instead of waiting."""
        return self.online and self.registration in {None, ACCEPTED}

    @property
    def current_metering(self) -> Metering:
        """The metering options with the faults of this moment."""
        faults = self.faults
        if not (faults.kwh_registers or faults.no_meter_stop):
            return self.metering
        return replace(
            self.metering,
            energy_unit="kWh" if faults.kwh_registers else self.metering.energy_unit,
            meter_stop=self.metering.meter_stop and not faults.no_meter_stop,
        )

    async def enter(self, connector: Connector, state: ConnectorState) -> None:
        """Change a connector's state and report it; nothing happens when it is the same."""
        if connector.state is not state:
            before, connector.state = connector.state, state
            await self.report_state(connector, before)

    async def advance(self, connector: Connector, why: Trigger) -> None:
        """Do what a plugged cable or an accepted token makes possible."""
        transaction = connector.transaction
        if transaction is None and self.starts_now(connector):
            await self._begin(connector, why)
        elif transaction is not None:
            self._heed(connector, await self.report_change(connector, transaction, why))
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
            await self.report_change(connector, transaction, Trigger.CHARGING_STATE_CHANGED)
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
        await self.report_sample(connector, reading, interval_wh, context)

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
        if self.ends_now(connector):
            await self.end(connector, why, token)
        else:
            await self.report_change(connector, transaction, why)
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
        await self.report_ended(connector, transaction, reading, why, token)

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

    def apply_limit(self, connector: Connector) -> None:
        """Let the charging profiles of this instant hold at the outlet."""
        started_at = connector.transaction.started_at if connector.transaction else None
        connector.outlet.limit_w = self.profiles.limit_w(
            connector.number, self.clock.now(), started_at, self.supply(connector)
        )

    def supply(self, connector: Connector) -> Supply:
        """Return what turns amperes into watts at a connector."""
        return Supply(
            phases=connector.outlet.used_phases, voltage_v=connector.outlet.spec.voltage_v
        )

    async def _begin(self, connector: Connector, why: Trigger) -> None:
        now: datetime = self.clock.now()
        reading = connector.outlet.measure(now)
        transaction = Transaction(
            id=self.new_transaction_id(),
            connector=connector.number,
            token=connector.authorized,
            started_at=now,
            meter_start_wh=reading.register_wh,
            remote_start_id=connector.remote_start_id,
            reservation_id=self._used_reservation(connector),
        )
        connector.transaction, connector.remote_start_id = transaction, None
        connector.sampled_wh, connector.sampled_at = reading.register_wh, now
        if self.metering.transaction_data:
            transaction.readings.append(reading)
        self._heed(connector, await self.report_started(connector, transaction, reading, why))

    def _heed(self, connector: Connector, status: str | None) -> None:
        refused = status is not None and status != ACCEPTED
        if refused and self.spec.stops_when_refused and connector.transaction is not None:
            connector.transaction.stop_reason = "DeAuthorized"

    def _used_reservation(self, connector: Connector) -> int | None:
        reservation, connector.reservation = connector.reservation, None
        return reservation.id if reservation else None
