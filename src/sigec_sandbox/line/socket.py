"""A WebSocket client without a task of its own, so that one process has room for thousands."""

import asyncio
from collections.abc import Callable
from typing import cast

from websockets.exceptions import InvalidState, InvalidStatus
from websockets.frames import Frame, Opcode
from websockets.http11 import Request

from sigec_sandbox.errors import HandshakeRefused, LineLost
from sigec_sandbox.line.endpoint import Endpoint
from sigec_sandbox.line.handshake import StationProtocol, upgrade_request

OPEN_TIMEOUT_S = 20.0
CLOSE_TIMEOUT_S = 2.0
FIRST_RESERVED_BIT = 0x40


class Socket(asyncio.Protocol):
    """The bytes of one connection: `hears` is called with every text, `ends` once at its end.

    The protocol comes from the package `websockets`, which is not what the platform is built on:
    an error in one of them cannot hide in both.
    """

    def __init__(
        self, endpoint: Endpoint, hears: Callable[[str], None], ends: Callable[[], None]
    ) -> None:
        self._protocol = StationProtocol(endpoint)
        self._request: Request | None = upgrade_request(self._protocol, endpoint)
        self._hears = hears
        self._ends = ends
        self._fragments: list[bytes] = []
        loop = asyncio.get_running_loop()
        self.opened: asyncio.Future[None] = loop.create_future()
        self._ended: asyncio.Future[None] | None = None
        self._goodbye: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport
        self.is_open = False

    @classmethod
    async def open(
        cls, endpoint: Endpoint, hears: Callable[[str], None], ends: Callable[[], None]
    ) -> "Socket":
        """Dial and do the handshake.

        :raises HandshakeRefused: when the upgrade is answered with an HTTP error.
        :raises LineLost: when nobody can be reached, or the handshake makes no sense.
        """
        uri, loop = endpoint.uri, asyncio.get_running_loop()
        try:
            async with asyncio.timeout(OPEN_TIMEOUT_S):
                _, socket = await loop.create_connection(
                    lambda: cls(endpoint, hears, ends), uri.host, uri.port, **endpoint.transport
                )
                await socket.opened
        except OSError as failure:  # also TimeoutError and errors of TLS
            raise LineLost(str(failure) or "nobody answered") from failure
        return socket

    @property
    def subprotocol(self) -> str | None:
        """The subprotocol that the central system chose."""
        return self._protocol.subprotocol

    @property
    def close_code(self) -> int | None:
        """The code with which the connection was closed, if it was."""
        return self._protocol.close_code

    def send(self, text: str, *, reserved_bit: bool = False) -> None:
        """Send a text; with `reserved_bit` as if it were compressed, which nobody has agreed to.

        :raises LineLost: when the connection is closing or closed.
        """
        if not self.is_open:
            raise LineLost("the connection is closed")
        if reserved_bit:
            frame = Frame(Opcode.TEXT, text.encode()).serialize(mask=True)
            self._transport.write(bytes([frame[0] | FIRST_RESERVED_BIT]) + frame[1:])
            return
        try:
            self._protocol.send_text(text.encode())
        except InvalidState as closing:
            raise LineLost(str(closing)) from closing
        self._flush()

    async def close(self) -> None:
        """Say goodbye and wait until the other side has hung up, or for two seconds."""
        if self._transport.is_closing():
            return
        self._ended = asyncio.get_running_loop().create_future()
        if self.is_open:
            self._protocol.send_close(1000)
            self._flush()
        self._hang_up_soon()
        await self._ended

    def cut(self) -> None:
        """Drop the connection as a power cut does: no close frame."""
        self._transport.abort()

    def freeze(self) -> None:
        """Leave the connection half open: nothing is read, no ping answered, nothing closed."""
        self._transport.pause_reading()

    # What the event loop calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the upgrade."""
        self._transport = cast("asyncio.Transport", transport)
        assert self._request is not None
        self._protocol.send_request(self._request)
        self._request = None
        self._flush()

    def data_received(self, data: bytes) -> None:
        """Take bytes in and hand whole texts on."""
        self._protocol.receive_data(data)
        self._go_on()

    def eof_received(self) -> None:
        """Take the end in, with which also a refusal may be complete."""
        self._protocol.receive_eof()
        self._go_on()

    def connection_lost(self, error: Exception | None) -> None:
        """Tell everybody who waits."""
        was_open, self.is_open = self.is_open, False
        if self._goodbye is not None:
            self._goodbye.cancel()
        if not self.opened.done():
            self.opened.set_exception(LineLost(str(error or "hung up during the handshake")))
        if self._ended is not None:
            self._ended.set_result(None)
        if was_open:
            self._ends()

    def _go_on(self) -> None:
        events = self._protocol.events_received()
        self._flush()
        if not self.opened.done():
            self._finish_handshake(answered=bool(events))
        for event in events:
            if isinstance(event, Frame):
                self._take(event)
        if self._protocol.close_expected():
            self._hang_up_soon()

    def _finish_handshake(self, *, answered: bool) -> None:
        match self._protocol.handshake_exc:
            case None:
                if answered:
                    self.is_open = True
                    self.opened.set_result(None)
            case InvalidStatus() as refusal:
                self.opened.set_exception(HandshakeRefused(refusal.response.status_code))
                self._transport.abort()
            case other:
                self.opened.set_exception(LineLost(str(other)))
                self._transport.abort()

    def _take(self, frame: Frame) -> None:
        if frame.opcode in {Opcode.TEXT, Opcode.BINARY, Opcode.CONT}:
            self._fragments.append(bytes(frame.data))
            if frame.fin:
                text = b"".join(self._fragments).decode(errors="replace")
                self._fragments.clear()
                self._hears(text)

    def _flush(self) -> None:
        for data in self._protocol.data_to_send():
            if data:
                self._transport.write(data)
            elif self._transport.can_write_eof():  # TLS knows no half-closed line
                self._transport.write_eof()

    def _hang_up_soon(self) -> None:
        if self._goodbye is None:
            loop = asyncio.get_running_loop()
            self._goodbye = loop.call_later(CLOSE_TIMEOUT_S, self._transport.abort)
