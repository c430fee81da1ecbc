"""How a station stays in service: boots, reconnects, restarts, does what has become due."""

import itertools
from datetime import timedelta

from sigec_sandbox.clocks import Clock
from sigec_sandbox.line import Endpoint
from sigec_sandbox.stations.charging import ACCEPTED, Charging
from sigec_sandbox.stations.connectors import Connector, ConnectorState, Transaction
from sigec_sandbox.stations.faults import Faults
from sigec_sandbox.stations.local_list import LocalList
from sigec_sandbox.stations.spec import StationSpec
from sigec_sandbox.stations.triggers import Trigger


class Running(Charging):
    """The part of a station that keeps it in service.

    `boot_reason` is set while a boot is due: after power up, a reboot, a reset.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        spec: StationSpec,
        clock: Clock | None,
        faults: Faults | None,
        seed: int,
    ) -> None:
        super().__init__(endpoint, spec=spec, clock=clock, faults=faults, seed=seed)
        self.heartbeat_interval_s = 300
        self.boot_retry_s = 60
        self.boot_reason: str | None = "PowerUp"
        self.is_down = False
        self.local_list = LocalList()
        self.restart_when_idle = False
        self.event_ids = itertools.count(1)

    async def connect(self) -> None:
        """Dial and boot."""
        await self.dial()
        await self.boot()

    async def reconnect(self) -> None:
        """Dial again after a lost connection: states and what was queued, but no boot."""
        await self.dial()
        await self.announce()

    async def boot(self, reason: str = "PowerUp") -> str:
        """Send a BootNotification and, once accepted, announce; return the registration."""
        answer = await self.send_boot(reason)
        self.registration = str(answer["status"])
        if self.registration == ACCEPTED:
            self.boot_reason = None
            self.heartbeat_interval_s = int(answer["interval"]) or self.heartbeat_interval_s
            await self.announce()
        else:
            self.boot_retry_s = int(answer["interval"]) or self.boot_retry_s
        return self.registration

    async def announce(self) -> None:
        """Report every connector's state and deliver what was queued."""
        for number in self.connectors:
            await self.report_status(number)
        await self.delivery.flush()

    async def reboot(
        self, *, down_s: float = 30.0, reason: str = "PowerLoss", resumes: bool = False
    ) -> None:
        """Lose power in the middle of everything and come back.

        `resumes`: charging goes on afterwards; else the station reports the end of what was
        broken (unless its spec says that it never does).
        """
        self.cut()
        for connector in self.connectors.values():
            connector.outlet.release(self.clock.now())
            connector.state = connector.resting_state()
        await self._come_back(down_s, "PowerUp")
        for connector in self.connectors.values():
            if connector.transaction is not None:
                await self._recover(connector, connector.transaction, reason, resumes=resumes)

    async def restart(self, reason: str, *, down_s: float = 10.0) -> None:
        """Reset in an orderly way: end transactions for `reason`, disconnect, boot."""
        for connector in self.connectors.values():
            if connector.transaction is not None:
                connector.transaction.stop_reason = reason
                await self.end(connector, Trigger.RESET_COMMAND)
                await self.enter(connector, ConnectorState.FINISHING)
        await self.disconnect()
        await self._come_back(down_s, "RemoteReset")

    async def look_around(self) -> None:
        """Do what is due by now: samples, states, expired reservations, a postponed reset."""
        for connector in self.connectors.values():
            await self.observe(connector)
            await self._let_expire(connector)
        idle = all(connector.transaction is None for connector in self.connectors.values())
        if self.restart_when_idle and idle:
            self.restart_when_idle = False
            await self.restart("Reboot")

    async def _come_back(self, down_s: float, reason: str) -> None:
        self.is_down = True
        try:
            await self.clock.sleep(down_s)
            self.booted_at = self.clock.now()
            self.boot_reason = reason
            await self.dial()
            await self.boot(reason)
        finally:
            self.is_down = False

    async def _let_expire(self, connector: Connector) -> None:
        now, reservation = self.clock.now(), connector.reservation
        if reservation is not None and reservation.expires_at <= now:
            connector.reservation = None
            await self.enter(connector, connector.resting_state())
            await self.report_reservation_ended(reservation.id)
        waits = connector.authorized is not None and not connector.plugged
        since = connector.authorized_at
        patience = timedelta(seconds=self.spec.connection_timeout_s)
        if waits and since is not None and now - since > patience:
            await self.finish(connector, "Timeout", Trigger.EV_CONNECT_TIMEOUT)

    async def _recover(
        self, connector: Connector, transaction: Transaction, reason: str, *, resumes: bool
    ) -> None:
        if resumes:
            connector.outlet.energise(self.clock.now())
            await self.observe(connector)
        elif self.spec.ends_after_reboot:
            transaction.stop_reason = reason
            await self.end(connector, Trigger.ABNORMAL_CONDITION)
            await self.enter(connector, ConnectorState.FINISHING)
        else:
            connector.transaction, connector.authorized = None, None
            await self.enter(connector, connector.resting_state())
