"""A station as its owner and its drivers handle it: the verbs of a script."""

import itertools
import ssl
import zlib
from abc import abstractmethod
from collections.abc import Mapping
from datetime import timedelta
from types import TracebackType
from typing import Self

from sigec_sandbox.clocks import Clock
from sigec_sandbox.frames import Json
from sigec_sandbox.line import Endpoint
from sigec_sandbox.physics.cars import Car
from sigec_sandbox.stations.charging import ACCEPTED, Charging
from sigec_sandbox.stations.connectors import Connector, ConnectorState, Transaction
from sigec_sandbox.stations.faults import Faults
from sigec_sandbox.stations.local_list import LocalList
from sigec_sandbox.stations.spec import StationSpec
from sigec_sandbox.stations.tokens import Token, TokenLike, as_token
from sigec_sandbox.stations.triggers import Trigger


class Station(Charging):
    """A charging station that does what it is told, and answers the central system by itself.

    Without a clock it runs on a `ScriptClock`: `charge(…, minutes=30)` takes no time and every
    timestamp is exact. `async with` connects and boots; leaving it closes the connection.
    """

    def __init__(
        self,
        url: str,
        identity: str,
        *,
        password: str | bytes | None = None,
        spec: StationSpec | None = None,
        clock: Clock | None = None,
        faults: Faults | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        super().__init__(
            Endpoint(
                url=url,
                identity=identity,
                password=password,
                subprotocols=(self.subprotocol,),
                tls=tls,
            ),
            spec=spec or StationSpec(),
            clock=clock,
            faults=faults,
            seed=zlib.crc32(identity.encode()),
        )
        self.heartbeat_interval_s = 300
        self.boot_retry_s = 60
        self.boot_reason: str | None = "PowerUp"
        self.is_down = False
        self.local_list = LocalList()
        self.restart_when_idle = False
        self.event_ids = itertools.count(1)

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

    # Connection ──────────────────────────────────────────────────────────────────────────────────

    async def __aenter__(self) -> Self:
        await self.connect()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

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

    # Drivers ─────────────────────────────────────────────────────────────────────────────────────

    async def plug(self, connector: int = 1, car: Car | None = None) -> None:
        """Plug a cable in; without a car, `charge` says how much energy flows."""
        await self.arrive(self.connectors[connector], car)

    async def unplug(self, connector: int = 1) -> None:
        """Pull the cable, also in the middle of a charge."""
        await self.leave(self.connectors[connector])

    async def tap(
        self, token: TokenLike, connector: int | None = None, *, authorize: bool | None = None
    ) -> str:
        """Present a card and return what became of it (`Accepted`, `Invalid`, …).

        A card that already charges stops. `authorize=False` starts without asking, as stations
        without Authorize do; the refusal then comes with the answer to the start.
        """
        card = as_token(token)
        if running := self._running(card, connector):
            await self.finish(running, "Local", Trigger.STOP_AUTHORIZED, card)
            return ACCEPTED
        asks = self.spec.authorizes if authorize is None else authorize
        status = await self.authorize(card) if asks else ACCEPTED
        chosen = self.choose(card, connector)
        if status == ACCEPTED and chosen is not None:
            await self.admit(chosen, card, Trigger.AUTHORIZED)
        return status if chosen is not None else "NoConnector"

    async def authorize(self, token: TokenLike) -> str:
        """Ask whether a card may charge; offline the station decides by itself."""
        card = as_token(token)
        if self.delivers:
            return await self.ask_authorization(card)
        return self.local_list.status(card) or (ACCEPTED if self.spec.starts_offline else "Invalid")

    async def admit(self, connector: Connector, token: Token, why: Trigger) -> None:
        """Let a token charge at a connector."""
        connector.authorized, connector.authorized_at = token, self.clock.now()
        if connector.transaction is not None:
            connector.transaction.token = token
        elif not connector.plugged:
            await self.enter(connector, ConnectorState.PREPARING)
        await self.advance(connector, why)

    async def stop(
        self, connector: int = 1, *, reason: str = "Local", token: TokenLike | None = None
    ) -> None:
        """Stop charging at the station, by its button or by a card."""
        card = None if token is None else as_token(token)
        await self.finish(self.connectors[connector], reason, Trigger.STOP_AUTHORIZED, card)

    # Energy ──────────────────────────────────────────────────────────────────────────────────────

    async def charge(
        self, wh: int, *, connector: int = 1, minutes: float | None = None, samples: bool = True
    ) -> None:
        """Let exactly `wh` flow in `minutes` (default: at full power), reporting when due."""
        await self.charge_together({connector: wh}, minutes=minutes, samples=samples)

    async def charge_together(
        self, wh: Mapping[int, int], *, minutes: float | None = None, samples: bool = True
    ) -> None:
        """Let exact energies flow at several connectors at the same time."""
        total_s = self._seconds(wh, minutes)
        begins = {number: self.register_wh(number) for number in wh}
        elapsed_s = 0.0
        while elapsed_s < total_s:
            step_s = min(self.sample_interval_s if samples else total_s, total_s - elapsed_s)
            await self.clock.sleep(step_s)
            elapsed_s += step_s
            for number, energy_wh in wh.items():
                outlet = self.connectors[number].outlet
                share = elapsed_s / total_s
                due_wh = energy_wh if elapsed_s >= total_s else int(energy_wh * share)
                missing_wh = begins[number] + due_wh - outlet.meter.register_wh
                outlet.transfer(missing_wh, round(energy_wh * 3600 / total_s), self.clock.now())
                if samples and step_s == self.sample_interval_s:
                    await self.take_sample(self.connectors[number])

    async def wait(self, minutes: float) -> None:
        """Let time pass; cars that are plugged in charge by their own laws."""
        end = self.clock.now() + timedelta(minutes=minutes)
        while (left_s := (end - self.clock.now()).total_seconds()) > 0:
            await self.clock.sleep(min(left_s, 60.0, self.sample_interval_s or 60.0))
            await self.look_around()

    async def look_around(self) -> None:
        """Do what is due by now: samples, states, expired reservations, a postponed reset."""
        for connector in self.connectors.values():
            await self.observe(connector)
            await self._let_expire(connector)
        idle = all(connector.transaction is None for connector in self.connectors.values())
        if self.restart_when_idle and idle:
            self.restart_when_idle = False
            await self.restart("Reboot")

    async def sample(
        self,
        connector: int = 1,
        *,
        register_wh: int | None = None,
        power_w: int | None = None,
        context: str = "Sample.Periodic",
    ) -> None:
        """Report a reading now, after setting what the instruments show."""
        target = self.connectors[connector]
        if register_wh is not None:
            target.outlet.meter.set(register_wh)
        if power_w is not None:
            target.outlet.power_w = power_w
        await self.take_sample(target, context)

    def register_wh(self, connector: int = 1) -> int:
        """Return what a meter shows."""
        return self.connectors[connector].outlet.meter.register_wh

    def set_register(self, register_wh: int, connector: int = 1) -> None:
        """Put a register anywhere: exchanged, reset to 0, turned back."""
        self.connectors[connector].outlet.meter.set(register_wh)

    # Trouble ─────────────────────────────────────────────────────────────────────────────────────

    async def fail(self, connector: int = 1, error_code: str = "GroundFailure") -> None:
        """Break a connector; a transaction there ends."""
        target = self.connectors[connector]
        target.error_code = error_code
        if target.transaction is not None:
            target.transaction.stop_reason = "Other"
            await self.end(target, Trigger.ABNORMAL_CONDITION)
        await self.enter(target, ConnectorState.FAULTED)

    async def repair(self, connector: int = 1) -> None:
        """Mend a connector."""
        target = self.connectors[connector]
        target.error_code = None
        await self.enter(target, target.resting_state())

    def transaction(self, connector: int = 1) -> Transaction:
        """Return the transaction under way.

        :raises LookupError: when there is none.
        """
        transaction = self.connectors[connector].transaction
        if transaction is None:
            raise LookupError(f"no transaction on connector {connector}")
        return transaction

    def choose(self, token: Token, number: int | None = None) -> Connector | None:
        """Return where a driver with this token would charge: plugged first, then free."""
        candidates = [
            connector
            for connector in self.connectors.values()
            if number in {None, connector.number}
            and connector.is_usable
            and connector.authorized is None
            and (connector.transaction is None or connector.transaction.token is None)
            and (connector.reservation is None or token.same_as(connector.reservation.token))
        ]
        return max(candidates, key=lambda connector: connector.plugged, default=None)

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

    def _running(self, token: Token, number: int | None) -> Connector | None:
        for connector in self.connectors.values():
            transaction = connector.transaction
            if (
                number in {None, connector.number}
                and transaction is not None
                and connector.authorized is not None
                and token.same_as(transaction.token)
            ):
                return connector
        return None

    def _seconds(self, wh: Mapping[int, int], minutes: float | None) -> float:
        if minutes is not None:
            return minutes * 60
        return max(
            -(-energy_wh * 3600 // self.connectors[number].outlet.offered_w)
            for number, energy_wh in wh.items()
        )
