"""A station as its owner and its drivers handle it: the verbs of a script."""

import ssl
import zlib
from types import TracebackType
from typing import ClassVar, Self

from sigec_sandbox.clocks import Clock
from sigec_sandbox.line import Endpoint
from sigec_sandbox.physics.cars import Car
from sigec_sandbox.stations.connectors import Connector, ConnectorState, Transaction
from sigec_sandbox.stations.dialects import Dialect
from sigec_sandbox.stations.equipment import ACCEPTED
from sigec_sandbox.stations.faults import Faults
from sigec_sandbox.stations.metered import Metered
from sigec_sandbox.stations.spec import StationSpec
from sigec_sandbox.stations.tokens import Token, TokenLike, as_token
from sigec_sandbox.stations.triggers import Trigger


class Station(Metered):
    """A charging station that does what it is told, and answers the central system by itself.

    Without a clock it runs on a `ScriptClock`: `charge(…, minutes=30)` takes no time and every
    timestamp is exact. `async with` connects and boots; leaving it closes the connection.
    `offers` are the versions that it proposes, most wanted first (default: its class's own).
    """

    offers_by_default: ClassVar[tuple[str, ...]]

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
        offers: tuple[str, ...] | None = None,
    ) -> None:
        versions = self.offers_by_default if offers is None else offers
        self._spoken: dict[str, Dialect] = {}
        super().__init__(
            Endpoint(
                url=url,
                identity=identity,
                password=password,
                subprotocols=tuple(f"ocpp{version}" for version in versions),
                tls=tls,
            ),
            spec=spec or StationSpec(),
            clock=clock,
            faults=faults,
            seed=zlib.crc32(identity.encode()),
        )

    def in_version(self, version: str) -> Dialect:
        """Return the station's words in a version."""
        if version not in self._spoken:
            self._spoken[version] = self.dialects[version](self)
        return self._spoken[version]

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
            return await self.dialect.ask_authorization(card)
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
