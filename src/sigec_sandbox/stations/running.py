"""How a station stays in service: boots, reconnects, restarts, does what has become due."""

import asyncio
from datetime import timedelta

from sigec_sandbox.frames import Json
from sigec_sandbox.stations.charging import Charging
from sigec_sandbox.stations.connectors import Connector, ConnectorState, Transaction
from sigec_sandbox.stations.equipment import ACCEPTED
from sigec_sandbox.stations.triggers import Trigger


class Running(Charging):
    """The part of a station that keeps it in service."""

    @property
    def is_busy(self) -> bool:
        """Something may be due soon: `look_around` would do more than look."""
        return (
            self.restart_when_idle
            or self.dialect.is_watching
            or any(
                connector.transaction or connector.authorized or connector.reservation
                for connector in self.connectors.values()
            )
        )

    async def connect(self) -> None:
        """Dial and boot."""
        await self.dial()
        if self.faults.boots:
            await self.boot(self.boot_reason or "PowerUp")
        else:
            self.boot_reason = None
            await self.announce()

    async def reconnect(self) -> None:
        """Dial again after a lost connection: states and what was queued, but no boot."""
        await self.dial()
        await self.announce()

    async def switch(self, *versions: str) -> None:
        """Come back with other versions, as after an exchange of the firmware; all else stays."""
        await self.disconnect()
        self.offer(*versions)
        await self.dial()
        await self.boot("FirmwareUpdate")

    async def boot(self, reason: str = "PowerUp") -> str:
        """Send a BootNotification and, once accepted, announce; return the registration."""
        answer = await self.dialect.send_boot(reason)
        if self.faults.boots_twice:
            answer = await self.dialect.send_boot(reason)
        self.registration = str(answer["status"])
        interval_s = int(answer["interval"])
        if self.registration == ACCEPTED:
            self.boot_reason = None
            if interval_s > 0 and self.faults.obeys_interval:
                self.heartbeat_interval_s = interval_s
            await self.announce()
        else:
            self.boot_retry_s = (
                (interval_s or self.boot_retry_s) if self.faults.obeys_interval else 1
            )
        return self.registration

    async def announce(self) -> None:
        """Report every connector's state and deliver what was queued."""
        numbers = [0, *self.connectors] if self.spec.announces_station else [*self.connectors]
        if self.faults.waits_for_answers:
            for number in numbers:
                await self.report_status(number)
        else:
            await asyncio.gather(*map(self.report_status, numbers))
        await self.delivery.flush()

    async def heartbeat(self) -> Json:
        """Send a Heartbeat and return its answer."""
        return await self.dialect.heartbeat()

    async def report_status(self, connector: int) -> None:
        """Send the StatusNotification of a connector as it is; 0 is the station."""
        await self.dialect.report_status(connector)

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
        try:
            await self._come_back(down_s, "PowerUp")
        finally:
            for connector in self.connectors.values():
                if connector.transaction is not None:
                    await self._recover(connector, connector.transaction, reason, resumes=resumes)

    async def restart(
        self, reason: str, *, down_s: float = 10.0, boot_reason: str = "RemoteReset"
    ) -> None:
        """Reset in an orderly way: end transactions for `reason`, disconnect, boot."""
        self.restart_when_idle = False
        for connector in self.connectors.values():
            await self._interrupt(connector, reason)
        await self.disconnect()
        await self._come_back(down_s, boot_reason)

    async def restart_evse(self, connector: Connector, reason: str, *, down_s: float = 5.0) -> None:
        """Reset one EVSE: its transaction ends and it is away for a moment."""
        connector.restarts_when_idle = False
        await self._interrupt(connector, reason)
        await self.enter(connector, ConnectorState.UNAVAILABLE)
        await self.clock.sleep(down_s)
        await self.enter(connector, connector.resting_state())

    async def look_around(self) -> None:
        """Do what is due by now: samples, states, expired reservations, a postponed reset."""
        for connector in self.connectors.values():
            await self.observe(connector)
            await self._let_expire(connector)
            if connector.restarts_when_idle and connector.transaction is None:
                await self.restart_evse(connector, "Reboot")
        idle = all(connector.transaction is None for connector in self.connectors.values())
        if self.restart_when_idle and idle:
            await self.restart("Reboot", boot_reason="ScheduledReset")
        await self.dialect.look_around()

    async def _interrupt(self, connector: Connector, reason: str) -> None:
        if connector.transaction is not None:
            connector.transaction.stop_reason = reason
            await self.end(connector, Trigger.RESET_COMMAND)
            await self.enter(connector, ConnectorState.FINISHING)

    async def _come_back(self, down_s: float, reason: str) -> None:
        self.is_down = True
        try:
            await self.clock.sleep(down_s)
            self.booted_at = self.clock.now()
            self.message_ids.restart()
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
            await self.dialect.report_reservation_ended(reservation.id)
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
