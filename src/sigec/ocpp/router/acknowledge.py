"""Handlers of messages that are only kept."""

import msgspec
from msgspec import Struct

from sigec.ocpp.router.call import Call, Handler


def acknowledge(response: Struct) -> Handler:
    """Make a handler that journals a message and always gives the same answer."""
    payload = msgspec.json.encode(response)

    async def handle(call: Call, request: Struct) -> bytes:
        return await call.services.stations.record_fact(call.entry(), lambda: payload)

    return handle
