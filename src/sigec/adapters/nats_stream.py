"""Put events into a JetStream stream, each once."""

import asyncio
from collections.abc import Collection, Sequence

import structlog
from nats.errors import Error as NatsError
from nats.js.api import Header, RetentionPolicy, StorageType, StreamConfig
from nats.js.client import JetStreamContext
from nats.js.errors import BadRequestError, NotFoundError

from sigec.adapters.nats_bus import NatsBus
from sigec.brokers.model import BrokerMessage
from sigec.brokers.ports import BrokerUnavailable
from sigec.kit.ids import EventId

KEPT_S = 30 * 24 * 3_600
REPEATS_KNOWN_S = 24 * 3_600
"""How long the server tells a repeat by its id: longer than a killed process is away."""
CONFIRM_TIMEOUT_S = 5.0

_log = structlog.get_logger()


class NatsEventStream:
    """Shares the connection of the bus; makes the stream when there is none of its name.

    A stream that is there already is used as whoever made it wanted it to be. The subject of an
    event is ``{stream}.{tenant id}.{name}``, such as ``SIGEC.0199….session.ended``.
    """

    def __init__(self, bus: NatsBus, stream: str) -> None:
        self._bus = bus
        self._stream = stream
        self._is_there = False

    async def publish(self, messages: Sequence[BrokerMessage]) -> Collection[EventId]:
        """Publish all at once behind the first, and see what the server says of each.

        :raises BrokerUnavailable: when NATS or its JetStream does not take them.
        """
        if not self._bus.is_connected:
            raise BrokerUnavailable("NATS cannot be reached")
        try:
            stream = self._bus.client.jetstream(timeout=CONFIRM_TIMEOUT_S)
            await self._ensure(stream)
            return await self._publish(stream, messages)
        except (NatsError, OSError, TimeoutError) as error:
            self._is_there = False  # looked for again: it may have been removed
            raise BrokerUnavailable(str(error) or type(error).__name__) from error

    async def _publish(
        self, stream: JetStreamContext, messages: Sequence[BrokerMessage]
    ) -> Collection[EventId]:
        # Not the library's publish_async: what the server refuses would stay unanswered there.
        first, *rest = messages
        answers = [await self._put(stream, first)]
        answers += await asyncio.gather(*(self._put(stream, each) for each in rest))
        told = zip(messages, answers, strict=True)
        return [message.id for message, is_taken in told if is_taken]

    async def _put(self, stream: JetStreamContext, message: BrokerMessage) -> bool:
        """Publish one; ``False`` when the server takes others and refuses this one."""
        try:
            await stream.publish(
                f"{self._stream}.{message.tenant_id}.{message.name}",
                message.body,
                stream=self._stream,
                headers={Header.MSG_ID: str(message.id)},
            )
        except BadRequestError as error:
            _log.error("brokers.stream.refused", event_id=str(message.id), error=str(error))
            return False
        return True

    async def _ensure(self, stream: JetStreamContext) -> None:
        if self._is_there:
            return
        try:
            await stream.stream_info(self._stream)
        except NotFoundError:
            await stream.add_stream(
                StreamConfig(
                    name=self._stream,
                    description="What happens in SIGEC-VE: docs/streams.md",
                    subjects=[f"{self._stream}.>"],
                    retention=RetentionPolicy.LIMITS,
                    storage=StorageType.FILE,
                    max_age=KEPT_S,
                    duplicate_window=REPEATS_KNOWN_S,
                )
            )
            _log.info("brokers.stream.created", stream=self._stream)
        self._is_there = True
