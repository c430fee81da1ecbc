"""The bus over NATS (core publish, subscribe and request), between nodes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.errors import NoRespondersError

from sigec.adapters.listeners import Listener
from sigec.kit.ports import BusMessage, BusUnavailable, NobodyAnswered

CONNECT_TIMEOUT_S = 2
RECONNECT_WAIT_S = 1
FLUSH_TIMEOUT_S = 2

_log = structlog.get_logger()


class NatsBus:
    """Connects in the background and for ever: the platform starts and goes on without NATS.

    Topics get a prefix, so that installations may share a server.
    """

    def __init__(self, url: str, *, prefix: str = "sigec.") -> None:
        self._url = url
        self._prefix = prefix
        self._client = Client()
        self._listeners: list[Listener] = []
        self._connecting: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Begin to connect; waits for it no longer than a moment."""
        self._connecting = asyncio.create_task(self._connect())
        with suppress(TimeoutError):
            async with asyncio.timeout(CONNECT_TIMEOUT_S):
                await asyncio.shield(self._connecting)

    @property
    def is_connected(self) -> bool:
        """Whether NATS is there now."""
        return bool(self._client.is_connected)

    @property
    def client(self) -> Client:
        """The connection, for what else goes over it."""
        return self._client

    async def publish(self, topic: str, payload: bytes) -> None:
        """Send to whoever listens now, and to nobody else.

        :raises BusUnavailable: when NATS cannot be reached.
        """
        self._require_connection()
        try:
            await self._client.publish(self._prefix + topic, payload)
        except (NatsError, OSError) as error:
            raise BusUnavailable(str(error)) from error

    @asynccontextmanager
    async def subscribe(self, topic: str) -> AsyncIterator[AsyncIterator[BusMessage]]:
        """Listen from the moment the context is entered, or NATS comes back, until it is left."""
        listener = Listener(topic)
        self._listeners.append(listener)
        subscription = await self._listen(listener) if self.is_connected else None
        try:
            yield listener
        finally:
            if listener in self._listeners:
                self._listeners.remove(listener)
            if subscription is not None and self.is_connected:
                await subscription.unsubscribe()

    async def request(self, topic: str, payload: bytes, *, timeout_s: float) -> bytes:
        """Send and wait for one answer.

        :raises NobodyAnswered: when nobody answers within ``timeout_s``.
        :raises BusUnavailable: when nobody listens, or NATS cannot be reached.
        """
        self._require_connection()
        try:
            answer = await self._client.request(self._prefix + topic, payload, timeout=timeout_s)
        except NoRespondersError as error:
            raise BusUnavailable(f"nobody listens to {topic}") from error
        except TimeoutError as error:
            raise NobodyAnswered(f"nobody answered {topic}") from error
        except (NatsError, OSError) as error:
            raise BusUnavailable(str(error)) from error
        return bytes(answer.data)

    async def reply(self, message: BusMessage, payload: bytes) -> None:
        """Answer a request; without a ``reply_to`` nothing happens, for nobody waits."""
        if message.reply_to is not None and self.is_connected:
            await self._client.publish(message.reply_to, payload)

    async def close(self) -> None:
        """End every subscription and the connection."""
        for listener in self._listeners:
            listener.end()
        self._listeners.clear()
        if self._connecting is None or self._client.is_closed:
            return
        if not self._connecting.done():
            self._connecting.cancel()
            await asyncio.wait([self._connecting])
        await self._client.close()

    async def _connect(self) -> None:
        await self._client.connect(
            self._url,
            connect_timeout=CONNECT_TIMEOUT_S,
            reconnect_time_wait=RECONNECT_WAIT_S,
            max_reconnect_attempts=-1,
            error_cb=_note_error,
            disconnected_cb=_note_disconnected,
        )
        for listener in self._listeners:
            await self._listen(listener)

    async def _listen(self, listener: Listener) -> Any:
        async def hear(message: Msg) -> None:
            topic = message.subject.removeprefix(self._prefix)
            reply_to = message.reply or None
            listener.tell(BusMessage(topic=topic, payload=message.data, reply_to=reply_to))

        subscription = await self._client.subscribe(self._prefix + listener.topic, cb=hear)
        await self._client.flush(timeout=FLUSH_TIMEOUT_S)
        return subscription

    def _require_connection(self) -> None:
        if not self.is_connected:
            raise BusUnavailable("NATS cannot be reached")


async def _note_error(error: Exception) -> None:
    _log.warning("bus.nats.failed", error=repr(error))


async def _note_disconnected() -> None:
    _log.warning("bus.nats.disconnected")
