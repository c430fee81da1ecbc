"""Read what others answer by HTTP, and no more of it than one wants."""

import httpx2


async def beginning_of(response: httpx2.Response, *, bytes_max: int) -> str:
    """Return an answer's text, or the beginning of it when it is longer than ``bytes_max``."""
    read = b""
    async for chunk in response.aiter_bytes():
        read += chunk
        if len(read) >= bytes_max:
            break
    return read[:bytes_max].decode("utf-8", errors="replace")
