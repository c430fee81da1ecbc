"""The WebSocket protocol as a station speaks it, from the request for the upgrade on."""

import logging

from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.typing import Subprotocol

from sigec_sandbox.line.endpoint import Endpoint

FRAME_LIMIT_BYTES = 4 * 1024 * 1024

# Stations keep their own record of frames; thousands of them must not fill anybody's log.
_LOGGER = logging.getLogger("sigec_sandbox.line")
_LOGGER.setLevel(logging.CRITICAL)


class StationProtocol(ClientProtocol):
    """The protocol of `websockets`, with the manners of the station."""

    def __init__(self, endpoint: Endpoint) -> None:
        super().__init__(
            endpoint.uri,
            subprotocols=[Subprotocol(name) for name in endpoint.subprotocols] or None,
            max_size=FRAME_LIMIT_BYTES,
            logger=_LOGGER,
        )
        self._answers_pings = endpoint.manners.answers_pings

    def send_frame(self, frame: Frame) -> None:
        """Send a frame, but no pong when the station never sends one."""
        if self._answers_pings or frame.opcode is not Opcode.PONG:
            super().send_frame(frame)


def upgrade_request(protocol: ClientProtocol, endpoint: Endpoint) -> Request:
    """Return the request for the upgrade, with what is odd about it."""
    request = protocol.connect()
    for name, value in endpoint.headers.items():
        request.headers[name] = value
    if not endpoint.manners.connection_header:
        del request.headers["Connection"]
    path = endpoint.address if endpoint.manners.absolute_target else request.path
    return Request(path, request.headers)
