"""How a tenant shows itself to its people: a colour that can be read, a logo that is a picture."""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

LOGO_BYTES_MAX = 256 * 1024
LOGO_PIXELS_MAX = 1_024
"""Of each side."""
CONTRAST_MIN = 4.5
"""Of text (WCAG 2.2, 1.4.3)."""
DARK_MAX = 0.04045
HEADER_BYTES = 13
_COLOR = re.compile(r"#[0-9a-f]{6}")
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SHOWN_CHUNKS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs"}
)
"""What a picture is shown by; texts, places and times of its making are left out."""


class NotAPicture(ValueError):
    """The bytes are no whole PNG."""


class PictureTooLarge(ValueError):
    """The picture has more bytes or pixels than a logo needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """What everybody may see of a tenant, signed in or not."""

    slug: str
    name: str
    color: str | None
    logo_sha256: str | None
    language: str


def is_color(text: str) -> bool:
    """Say whether it is a canonical colour: ``#`` and six lower-case hexadecimal digits."""
    return _COLOR.fullmatch(text) is not None


def contrast_with_white(color: str) -> float:
    """Return the contrast ratio of a canonical colour and white, 1 to 21 (WCAG 2.2)."""
    red, green, blue = (_linear(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def clean_png(content: bytes) -> bytes:
    """Return a PNG with nothing in it but what it is shown by.

    :raises NotAPicture: when it is no PNG, or broken, or something follows it.
    :raises PictureTooLarge: when it has too many bytes or pixels.
    """
    if len(content) > LOGO_BYTES_MAX:
        raise PictureTooLarge
    if not content.startswith(_SIGNATURE):
        raise NotAPicture
    chunks = list(_chunks(content))
    kinds = [kind for kind, _, _ in chunks]
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or b"IDAT" not in kinds:
        raise NotAPicture
    width, height = struct.unpack(">II", chunks[0][1][:8])
    if not (0 < width <= LOGO_PIXELS_MAX and 0 < height <= LOGO_PIXELS_MAX):
        raise PictureTooLarge
    shown = (whole for kind, _, whole in chunks if kind in _SHOWN_CHUNKS)
    return _SIGNATURE + b"".join(shown)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield kind, data and the whole of each chunk, to the last byte."""
    at = len(_SIGNATURE)
    while at < len(content):
        if len(content) < at + 12:
            raise NotAPicture
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        end = at + 12 + length
        if end > len(content):
            raise NotAPicture
        data, checksum = content[at + 8 : end - 4], content[end - 4 : end]
        if zlib.crc32(kind + data).to_bytes(4, "big") != checksum:
            raise NotAPicture
        if kind == b"IHDR" and length != HEADER_BYTES:
            raise NotAPicture
        yield kind, data, content[at:end]
        at = end


def _linear(channel: float) -> float:
    """Return a channel's part of the relative luminance (WCAG 2.2)."""
    return channel / 12.92 if channel <= DARK_MAX else ((channel + 0.055) / 1.055) ** 2.4
