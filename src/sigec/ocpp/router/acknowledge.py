"""Handlers of messages that are only kept."""

from msgspec import Struct

from sigec.ocpp.router.call import Call, Handler


def acknowledge(response: Struct | None) -> Handler:
    """Make a handler that journals a message and always gives the same answer.

    A SEND of OCPP 2.1 has none.
    """

    async def handle(call: Call, request: Struct) -> bytes:
        """Keep it, and always give the same answer."""
        return await call.keep(response)

    handle.is_kept_only = True  # type: ignore[attr-defined]  # for docs/ocpp-coverage.md
    return handle
