"""Joins picows to the doorkeeper: one protocol per TCP connection."""

import asyncio
import logging
import ssl

from picows import WSAutoPingStrategy, WSUpgradeRequest, WSUpgradeResponseWithListener
from picows.picows import WSProtocol  # type: ignore[attr-defined]  # missing in picows' stubs

from sigec.ocpp.server.clients import Visitors
from sigec.ocpp.server.handshake import Doorkeeper
from sigec.ocpp.server.settings import OcppServerSettings

READ_BUFFER_BYTES = 2048
BACKLOG = 4096


async def listen(
    doorkeeper: Doorkeeper,
    visitors: Visitors,
    settings: OcppServerSettings,
    *,
    port: int,
    tls: ssl.SSLContext | None = None,
) -> asyncio.Server:
    """Open a port for stations.

    :raises OSError: when the port is taken or may not be opened.
    """
    logger = _quiet_logger()

    def protocol() -> WSProtocol:
        return _Visit(doorkeeper, visitors).protocol(settings, logger)

    return await asyncio.get_running_loop().create_server(
        protocol, settings.host, port, ssl=tls, backlog=BACKLOG
    )


class _Visit:
    """One TCP connection until its handshake: picows does not tell its factory who calls."""

    def __init__(self, doorkeeper: Doorkeeper, visitors: Visitors) -> None:
        self._doorkeeper = doorkeeper
        self._visitors = visitors
        self._protocol: WSProtocol | None = None

    def protocol(
        self, settings: OcppServerSettings, logger: logging.LoggerAdapter[logging.Logger]
    ) -> WSProtocol:
        self._protocol = WSProtocol(
            host_port=None,
            ws_path=None,
            is_client_side=False,
            ws_listener_factory=self.decide,
            logger=logger,
            disconnect_on_exception=True,
            websocket_handshake_timeout=settings.handshake_timeout_s,
            enable_auto_ping=False,  # a task per connection: see `TextSocket.check_silence`
            auto_ping_idle_timeout=0,
            auto_ping_reply_timeout=0,
            auto_ping_strategy=WSAutoPingStrategy.PING_WHEN_IDLE,
            enable_auto_pong=False,  # a ping is a sign of life that we want to see
            max_frame_size=settings.limits.message_bytes_max,
            extra_headers=None,
            read_buffer_init_size=READ_BUFFER_BYTES,
        )
        return self._protocol

    def decide(self, request: WSUpgradeRequest) -> WSUpgradeResponseWithListener:
        assert self._protocol is not None
        tcp = self._protocol.transport.underlying_transport
        self._protocol = None  # it holds us too
        peer, is_pretending = self._visitors.see(request, tcp)
        return self._doorkeeper.answer(request, peer, is_pretending=is_pretending)


def _quiet_logger() -> logging.LoggerAdapter[logging.Logger]:
    """Make a logger for picows: what it calls errors are stations' faults, which we log ourselves.

    An adapter, for picows makes a child of a plain logger per connection.
    """
    logger = logging.getLogger("sigec.ocpp.picows")
    logger.setLevel(logging.CRITICAL)
    return logging.LoggerAdapter(logger)
