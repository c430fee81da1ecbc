"""permessage-deflate (RFC 7692) without context take-over: no memory is kept between messages."""

import zlib
from dataclasses import dataclass

_TAIL = b"\x00\x00\xff\xff"
_WINDOW_BITS_MAX = 15
_WINDOW_BITS_MIN = 9  # zlib cannot write raw deflate with a window of 8 bits
_WORTH_COMPRESSING = 512
_SILENT_PARAMETERS = frozenset({"client_no_context_takeover", "server_no_context_takeover"})


class TooLong(Exception):
    """The message is longer than allowed once decompressed."""


@dataclass(frozen=True, slots=True)
class Deflate:
    """Compression as it was agreed upon in the handshake."""

    window_bits: int = _WINDOW_BITS_MAX

    @property
    def header(self) -> str:
        """The value of ``Sec-WebSocket-Extensions`` that accepts the offer."""
        bits = f"; server_max_window_bits={self.window_bits}"
        accepted = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
        return accepted + (bits if self.window_bits < _WINDOW_BITS_MAX else "")

    def compress(self, message: bytes) -> bytes | None:
        """Return the compressed message, ``None`` when it is too short to be worth it."""
        if len(message) < _WORTH_COMPRESSING:
            return None
        compressor = zlib.compressobj(1, zlib.DEFLATED, -self.window_bits)
        packed = compressor.compress(message) + compressor.flush(zlib.Z_SYNC_FLUSH)
        return packed.removesuffix(_TAIL)

    def decompress(self, packed: bytes, length_max: int) -> bytes:
        """Return the message.

        :raises TooLong: when it exceeds ``length_max``.
        :raises ValueError: when it is no deflate data.
        """
        decompressor = zlib.decompressobj(-_WINDOW_BITS_MAX)
        try:
            message = decompressor.decompress(packed + _TAIL, length_max + 1)
        except zlib.error as problem:
            raise ValueError(str(problem)) from None
        if len(message) > length_max:
            raise TooLong
        return message


def accept_offer(header: str) -> Deflate | None:
    """Return what we accept of ``Sec-WebSocket-Extensions``, ``None`` when there is nothing."""
    for offer in header.split(","):
        name, *parameters = (part.strip() for part in offer.split(";"))
        if name == "permessage-deflate":
            accepted = _accept_parameters(parameters)
            if accepted is not None:
                return accepted
    return None


def _accept_parameters(parameters: list[str]) -> Deflate | None:
    bits = _WINDOW_BITS_MAX
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key == "server_max_window_bits":
            asked = value.strip('" ')
            if not asked.isdecimal() or int(asked) not in range(_WINDOW_BITS_MIN, 16):
                return None
            bits = int(asked)
        elif key not in _SILENT_PARAMETERS and key != "client_max_window_bits":
            return None
    return Deflate(bits)
