"""Files that pass through without being held: which addresses have them, and how they are sent."""

import re
from collections.abc import AsyncIterator
from typing import NamedTuple
from urllib.parse import quote

from starlette.requests import Request

STREAMED = re.compile(r"/api/v1/(station-files/.+|firmware-images/[^/]+/file)")
"""Addresses whose use cases count what arrives, and say themselves what is too much."""
MEDIA_TYPE = "application/octet-stream"
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Span(NamedTuple):
    """Bytes of a file, the last one exclusive."""

    start: int
    end: int


def is_streamed(path: str) -> bool:
    """Say whether the bodies of an address are read as they arrive."""
    return STREAMED.fullmatch(path) is not None


def span_of(header: str | None, size_bytes: int) -> Span | None:
    """Return what a Range asks for (RFC 9110 §14), all of it when it asks for nothing we know.

    ``None`` when the file has no such bytes.
    """
    whole = Span(0, size_bytes)
    found = None if header is None else _RANGE.fullmatch(header.strip())
    if found is None or found[0] == "bytes=-":
        return whole
    if not found[1]:
        last = min(int(found[2]), size_bytes)
        return Span(size_bytes - last, size_bytes) if last else None
    start = int(found[1])
    end = min(int(found[2]) + 1, size_bytes) if found[2] else size_bytes
    if start >= size_bytes:
        return None
    return Span(start, end) if start < end else whole


def attachment(name: str) -> str:
    """Return the header by which a browser keeps a file and does not show it."""
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"


async def body_of(request: Request) -> AsyncIterator[bytes]:
    """Yield the body as it arrives."""
    async for part in request.stream():
        if part:
            yield part
