"""What is needed of a broker."""

from collections.abc import Collection, Sequence
from typing import Protocol

from sigec.brokers.model import BrokerMessage
from sigec.kit.ids import EventId


class BrokerUnavailable(Exception):
    """The broker cannot be reached, or takes nothing now; the text says why."""


class EventBroker(Protocol):
    """Takes events, and says which are safe there."""

    async def publish(self, messages: Sequence[BrokerMessage]) -> Collection[EventId]:
        """Hand the messages over in their order, and return those that were confirmed.

        One that is handed over twice counts once, as far as the broker can tell.

        :raises BrokerUnavailable: when none was.
        """
        ...
