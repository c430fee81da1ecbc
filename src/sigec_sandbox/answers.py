"""What the stand-ins of other people's servers answer with."""

from typing import Any

import msgspec
from starlette.responses import Response


class CutShort(Response):
    """Half an answer, and then nothing."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        del scope, receive
        headers = [(b"content-length", b"4096"), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"error":', "more_body": True})
        raise ConnectionResetError("on purpose")


def as_json(content: Any, *, status: int = 200) -> Response:
    """Return an answer whose body is JSON."""
    return Response(msgspec.json.encode(content), status, media_type="application/json")
