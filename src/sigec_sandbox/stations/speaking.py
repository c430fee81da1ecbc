"""Which version of OCPP a station speaks: it may be another one with every connection."""

from abc import abstractmethod
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import ClassVar

from sigec_sandbox.errors import AnswerUnusable, LineLost
from sigec_sandbox.frames import Call, Json
from sigec_sandbox.stations.connectors import Transaction
from sigec_sandbox.stations.delivery import Delivery
from sigec_sandbox.stations.dialects import Dialect
from sigec_sandbox.stations.equipment import Equipped
from sigec_sandbox.stations.replies import Refusal, Reply


class Speaking(Equipped):
    """The part of a station that finds the words.

    Without a connection it speaks what it offers first. A transaction is told to its end in the
    version in which it began; what another version cannot carry waits in the queue.
    """

    dialects: ClassVar[Mapping[str, type[Dialect]]]

    _negotiated: Dialect | None = None

    @property
    def dialect(self) -> Dialect:
        """The words of the version that is spoken now."""
        return self._negotiated or self._agreed(None)

    @property
    def version(self) -> str:
        """The version that is spoken now."""
        return self.dialect.version

    @property
    def offers(self) -> tuple[str, ...]:
        """The versions that the next connection offers, in this order."""
        return tuple(name.removeprefix("ocpp") for name in self.endpoint.subprotocols)

    def offer(self, *versions: str) -> None:
        """Offer these versions from the next connection on, none for no subprotocol at all."""
        names = tuple(f"ocpp{version}" for version in versions)
        self.endpoint = replace(self.endpoint, subprotocols=names)

    @cached_property
    def delivery(self) -> Delivery:
        """What waits until it is delivered."""
        return Delivery(self)

    def negotiated(self, subprotocol: str | None) -> None:
        """Speak from now on what was negotiated; without an agreement the first offer, else 1.6."""
        self._negotiated = self._agreed(subprotocol)

    def dialect_of(self, transaction: Transaction) -> Dialect:
        """Return what a transaction is told in."""
        return self.in_version(transaction.version)

    def handle(self, call: Call) -> Reply:
        """Do what a CALL asks for.

        :raises Refusal: when the station does not know it, or cannot read it.
        """
        handler = self.dialect.routes.get(call.action)
        if handler is None:
            raise Refusal("NotImplemented", call.action[:255])
        try:
            return handler(self, call.payload)
        except (AttributeError, KeyError, TypeError, ValueError) as wrong:
            code, problem = self.dialect.malformed_code, f"{type(wrong).__name__}: {wrong}"
            raise Refusal(code, problem[:255]) from wrong

    def check(self, action: str, message_id: str | int, answer: Json) -> None:
        """Look for what the station needs of an answer; 2.1 says so when it is not there.

        :raises AnswerUnusable: when something is missing.
        """
        missing = [name for name in self.dialect.needed.get(action, ()) if name not in answer]
        if missing or self.faults.disputes_answers:
            self._dispute(message_id)
        if missing:
            raise AnswerUnusable(action, missing[0])

    def _agreed(self, subprotocol: str | None) -> Dialect:
        agreed = (subprotocol or "").removeprefix("ocpp")
        candidates = (self.faults.speaks or agreed, agreed, *self.offers, "1.6")
        return self.in_version(next(name for name in candidates if name in self.dialects))

    def _dispute(self, message_id: str | int) -> None:
        with suppress(LineLost):
            frame = self.dialect.dispute(message_id, forced=self.faults.disputes_answers)
            if frame is not None:
                self.line.send(frame.encode())

    @abstractmethod
    def in_version(self, version: str) -> Dialect:
        """Return the station's words in a version."""
