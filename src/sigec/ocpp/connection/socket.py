"""A WebSocket that carries texts: assembles fragments, refuses what is no text, watches silence."""

import asyncio
from typing import Protocol

from picows import WSCloseCode, WSFrame, WSListener, WSMsgType, WSTransport

from sigec.ocpp.connection.deflate import Deflate, TooLong
from sigec.ocpp.connection.limits import ConnectionLimits


class TextListener(Protocol):
    """Hears what comes over a socket."""

    def opened(self) -> None:
        """Start: from now on texts can be sent."""
        ...

    def received(self, text: str) -> None:
        """React to a text."""
        ...

    def closed(self) -> None:
        """Stop: nothing comes any more and nothing can be sent."""
        ...


class TextSocket(WSListener):
    """One station's socket, over picows' core API.

    ``heard_at`` is the loop's time of the last frame, of whatever kind. `bind` comes before use.
    """

    def __init__(self, limits: ConnectionLimits, deflate: Deflate | None = None) -> None:
        """Wait for the handshake to end."""
        self.heard_at = 0.0
        self.is_open = False
        self._limits = limits
        self._deflate = deflate
        self._loop = asyncio.get_running_loop()
        self._listener: TextListener
        self._transport: WSTransport
        self._partial: bytearray | None = None
        self._is_packed = False
        self._answers_pings = False
        self._pinged_at = 0.0
        self._is_full = False
        self._writable: asyncio.Future[None] | None = None
        self._stuck_at = 0.0

    def bind(self, listener: TextListener) -> None:
        """Tell ``listener`` what happens from now on."""
        self._listener = listener

    # What picows calls.

    def on_ws_connected(self, transport: WSTransport) -> None:
        self._transport = transport
        self.is_open = True
        self.heard_at = self._loop.time()
        self._listener.opened()

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        self.heard_at = self._loop.time()
        kind = frame.msg_type
        if kind == WSMsgType.CLOSE:
            self.close(_reply_to(frame.get_close_code()))
            transport.disconnect()
        elif not self.is_open:
            return
        elif frame.rsv2 or frame.rsv3:
            self.close(WSCloseCode.PROTOCOL_ERROR, "reserved bits")
        elif kind in (WSMsgType.TEXT, WSMsgType.CONTINUATION):
            self._receive(frame)
        elif kind == WSMsgType.BINARY:
            self.close(WSCloseCode.UNSUPPORTED_DATA, "OCPP is text")
        elif kind == WSMsgType.PONG:
            self._answers_pings = True
        elif self._writable is None:
            transport.send_pong(frame.get_payload_as_bytes())

    def on_ws_disconnected(self, transport: WSTransport) -> None:  # noqa: ARG002 - picows calls it
        self.is_open = False
        self.resume_writing()
        self._listener.closed()

    def pause_writing(self) -> None:
        """Stop reading too: who does not take our answers need not ask more."""
        self._writable = self._loop.create_future()
        self._stuck_at = self._loop.time()
        self._pause_or_resume()

    def resume_writing(self) -> None:
        if self._writable is not None:
            self._writable.set_result(None)
            self._writable = None
            self._pause_or_resume()

    # What we call.

    def send(self, message: bytes) -> None:
        """Send a text; nothing happens once the socket is closing."""
        if not self.is_open:
            return
        packed = self._deflate.compress(message) if self._deflate else None
        if packed is None:
            self._transport.send(WSMsgType.TEXT, message)
        else:
            self._transport.send(WSMsgType.TEXT, packed, rsv1=True)

    async def writable(self) -> None:
        """Wait until the station has taken enough of what was sent."""
        if self._writable is not None:
            await asyncio.shield(self._writable)

    def pause_reading(self) -> None:
        """Take nothing more from the station for now."""
        if not self._is_full:
            self._is_full = True
            self._pause_or_resume()

    def resume_reading(self) -> None:
        """Take again what the station sends."""
        if self._is_full:
            self._is_full = False
            self.heard_at = self._loop.time()
            self._pause_or_resume()

    def check_silence(self, now: float) -> None:
        """Ping a station that was silent for a while, drop one that is dead; call it regularly."""
        limits = self._limits
        if self._writable is not None and now - self._stuck_at >= limits.silence_max_s:
            self.abort()  # it takes nothing: not even a goodbye would reach it
        if not self.is_open or self._is_full:
            return
        silence_s = now - self.heard_at
        silence_max_s = limits.silence_max_s if self._answers_pings else limits.mute_silence_max_s
        if silence_s >= silence_max_s:
            self._transport.send_close(WSCloseCode.GOING_AWAY, "no sign of life")
            self.abort()
        elif silence_s >= limits.ping_interval_s <= now - self._pinged_at:
            self._pinged_at = now
            self._transport.send_ping()

    def close(self, code: WSCloseCode = WSCloseCode.OK, reason: str = "") -> None:
        """Say goodbye; a station that does not answer it is cut off a little later."""
        if not self.is_open:
            return
        self.is_open = False
        self._transport.send_close(code, reason)
        self._transport.underlying_transport.resume_reading()  # to hear the station's goodbye
        self._loop.call_later(self._limits.close_timeout_s, self.abort)

    def abort(self) -> None:
        """Cut the connection without waiting for anything."""
        self.is_open = False
        self._transport.disconnect(graceful=False)

    # Texts.

    def _receive(self, frame: WSFrame) -> None:
        is_first = frame.msg_type == WSMsgType.TEXT
        is_in_order = is_first is (self._partial is None)
        if not is_in_order or (frame.rsv1 and not (is_first and self._deflate)):
            self.close(WSCloseCode.PROTOCOL_ERROR, "unexpected fragment or reserved bit")
            return
        if is_first:
            self._is_packed = bool(frame.rsv1)
        if is_first and frame.fin:
            self._deliver(frame.get_payload_as_bytes())
            return
        partial = self._partial = bytearray() if self._partial is None else self._partial
        if len(partial) + frame.payload_size > self._limits.message_bytes_max:
            self.close(WSCloseCode.MESSAGE_TOO_BIG, "message too long")
            return
        partial += frame.get_payload_as_memoryview()
        if frame.fin:
            self._partial = None
            self._deliver(bytes(partial))

    def _deliver(self, message: bytes) -> None:
        try:
            if self._is_packed and self._deflate:
                message = self._deflate.decompress(message, self._limits.message_bytes_max)
            text = message.decode()
        except TooLong:
            self.close(WSCloseCode.MESSAGE_TOO_BIG, "message too long")
        except UnicodeDecodeError:
            self.close(WSCloseCode.INVALID_TEXT, "not UTF-8")
        except ValueError:
            self.close(WSCloseCode.INVALID_TEXT, "not deflate")
        else:
            self._listener.received(text)

    def _pause_or_resume(self) -> None:
        if not self.is_open:
            return
        tcp = self._transport.underlying_transport
        if self._is_full or self._writable is not None:
            tcp.pause_reading()
        else:
            tcp.resume_reading()


def _reply_to(code: WSCloseCode) -> WSCloseCode:
    return WSCloseCode.OK if code == WSCloseCode.NO_INFO else code
