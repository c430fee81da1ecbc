"""What the cloud and its controls answer with."""

from typing import Any

import msgspec
from starlette.responses import Response


def as_json(content: Any, *, status: int = 200) -> Response:
    """Return an answer whose body is JSON."""
    return Response(msgspec.json.encode(content), status, media_type="application/json")
