"""Tell a program with each answer how many requests its key has left in the running minute."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sigec.accounts.model import WINDOW_S, Allowance

NAME = "allowance"
"""Under which the state of a request holds what is left."""


class AllowanceHeaders:
    """Adds ``RateLimit-*`` (seconds left) and the older ``X-RateLimit-*`` (Unix time).

    Whoever is no program has no limit, and is told of none.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})

        async def send_told(message: Message) -> None:
            allowance = state.get(NAME)
            if allowance is not None and message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_headers_of(allowance))
            await send(message)

        await self._app(scope, receive, send_told)


def _headers_of(allowance: Allowance) -> dict[str, str]:
    limit, remaining = str(allowance.limit), str(allowance.remaining)
    return {
        "RateLimit-Policy": f"{limit};w={WINDOW_S}",
        "RateLimit-Limit": limit,
        "RateLimit-Remaining": remaining,
        "RateLimit-Reset": str(allowance.reset_s),
        "X-RateLimit-Limit": limit,
        "X-RateLimit-Remaining": remaining,
        "X-RateLimit-Reset": str(int(allowance.resets_at.timestamp())),
    }
