"""A broker of topics over MQTT 3.1.1, with every message confirmed (QoS 1)."""

import asyncio
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Self
from urllib.parse import unquote, urlsplit

import structlog
from aiomqtt import Client, MqttError, Will

from sigec.brokers.model import TopicMessage
from sigec.brokers.ports import BrokerUnavailable

TIMEOUT_S = 10.0
KEEP_ALIVE_S = 30
PAUSE_FIRST_S, PAUSE_MAX_S = 1.0, 60.0
AT_ONCE_MAX = 10
"""Messages that wait to be confirmed: brokers take some twenty of a client."""
_PLAIN_PORT, _TLS_PORT = 1883, 8883

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class MqttAddress:
    """Where the broker is, and as whom to come; with ``tls`` its certificate is checked."""

    host: str
    port: int
    user: str | None = None
    password: str | None = None
    tls: ssl.SSLContext | None = None

    @classmethod
    def read(cls, url: str, *, authorities: Path | None = None) -> Self:
        """Read ``mqtt://user:password@host:1883`` or ``mqtts://…:8883``.

        ``authorities`` (PEM) are trusted instead of the system's.
        """
        parts = urlsplit(url)
        is_tls = parts.scheme == "mqtts"
        return cls(
            host=parts.hostname or "",
            port=parts.port or (_TLS_PORT if is_tls else _PLAIN_PORT),
            user=parts.username and unquote(parts.username),
            password=parts.password and unquote(parts.password),
            tls=ssl.create_default_context(cafile=authorities) if is_tls else None,
        )


class MqttBroker:
    """Holds one connection, whose end the broker tells under ``status`` if we cannot."""

    def __init__(
        self, address: MqttAddress, *, status: str, pause_first_s: float = PAUSE_FIRST_S
    ) -> None:
        self._address = address
        self._status = status
        self._pause_first_s = pause_first_s
        self._client: Client | None = None
        self._connections = 0
        self._running: asyncio.Task[None] | None = None

    @property
    def connection(self) -> int | None:
        """The number of the connection that stands, ``None`` while there is none."""
        return None if self._client is None else self._connections

    async def open(self) -> None:
        """Connect in the background, for ever; harmless when it is being done."""
        if self._running is None:
            self._running = asyncio.create_task(self._run(), name="mqtt")

    async def publish(self, messages: Sequence[TopicMessage]) -> None:
        """Hand the messages over and wait until all are confirmed.

        :raises BrokerUnavailable: when one is not.
        """
        client = self._client
        if client is None:
            raise BrokerUnavailable("the MQTT broker cannot be reached")
        sending = [
            asyncio.create_task(
                client.publish(each.topic, each.payload, qos=1, retain=each.is_kept)
            )
            for each in messages
        ]
        try:
            await asyncio.gather(*sending)
        except (MqttError, ValueError) as error:
            raise BrokerUnavailable(str(error)) from error
        finally:
            for task in sending:
                task.cancel()
            await asyncio.gather(*sending, return_exceptions=True)

    async def close(self) -> None:
        """Say under ``status`` that we leave, if there is anybody to say it to, and leave."""
        if self._running is None:
            return
        with suppress(BrokerUnavailable):
            farewell = TopicMessage(topic=self._status, payload=b"offline", is_kept=True)
            await self.publish([farewell])
        self._running.cancel()
        await asyncio.wait([self._running])
        self._running = None

    async def _run(self) -> None:
        pause_s = self._pause_first_s
        is_away = False
        while True:
            before = self._connections
            try:
                await self._stay_connected()
            except (MqttError, OSError, ValueError) as error:
                if not is_away or self._connections > before:
                    _log.warning("mqtt.away", host=self._address.host, error=str(error))
                is_away = True
            if self._connections > before:
                pause_s = self._pause_first_s
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, PAUSE_MAX_S)

    async def _stay_connected(self) -> None:
        will = Will(self._status, b"offline", qos=1, retain=True)
        async with _client_of(self._address, will) as client:
            await client.publish(self._status, b"online", qos=1, retain=True)
            self._connections += 1
            self._client = client
            _log.info("mqtt.connected", host=self._address.host)
            try:
                async for _ in client.messages:  # we ask for none: this only ends with the line
                    pass
            finally:
                self._client = None


async def greet(address: MqttAddress) -> None:
    """Connect once, say nothing, and leave.

    :raises MqttError: when the broker does not let us in.
    """
    async with _client_of(address):
        pass


def _client_of(address: MqttAddress, will: Will | None = None) -> Client:
    return Client(
        address.host,
        address.port,
        username=address.user,
        password=address.password,
        tls_context=address.tls,
        identifier=f"sigec-{token_hex(8)}",
        will=will,
        keepalive=KEEP_ALIVE_S,
        timeout=TIMEOUT_S,
        max_concurrent_outgoing_calls=AT_ONCE_MAX,
    )
