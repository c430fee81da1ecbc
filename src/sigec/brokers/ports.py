"""What is needed of a broker."""

from collections.abc import Collection, Sequence
from typing import Protocol

from sigec.brokers.model import BrokerMessage, TopicMessage
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


class TopicBroker(Protocol):
    """Takes messages under topics, and keeps the last one of each for who comes later (MQTT)."""

    @property
    def connection(self) -> int | None:
        """The number of the connection that stands, ``None`` while there is none.

        Over a new one everything is to be told anew: the broker may have forgotten it.
        """
        ...

    async def open(self) -> None:
        """Connect in the background, again and again for ever; harmless when it is being done."""
        ...

    async def publish(self, messages: Sequence[TopicMessage]) -> None:
        """Hand the messages over, each at least once, and wait until all are confirmed.

        :raises BrokerUnavailable: when one is not.
        """
        ...

    async def close(self) -> None:
        """Say goodbye, if there is anybody to say it to, and connect no more."""
        ...
