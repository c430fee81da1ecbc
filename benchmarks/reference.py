"""What answers cost without a platform: picows and msgspec, typed messages, nothing stored.

Run as ``python -m benchmarks.reference PORT``; `benchmarks.targets` does.
"""

import sys
from collections.abc import Mapping

import msgspec
import uvloop
from msgspec import Struct
from picows import (
    WSFrame,
    WSListener,
    WSMsgType,
    WSTransport,
    WSUpgradeRequest,
    WSUpgradeResponse,
    WSUpgradeResponseWithListener,
    ws_create_server,
)

from sigec.ocpp.frames import CallFrame
from sigec.ocpp.messages import v16, v201

PROTOCOL_HEADER = "Sec-WebSocket-Protocol"
_NOW = b'"2026-11-21T12:00:00Z"'
_ANSWERS: Mapping[str, bytes] = {
    "BootNotification": b'{"currentTime":%b,"interval":300,"status":"Accepted"}' % _NOW,
    "StatusNotification": b"{}",
    "MeterValues": b"{}",
    "StartTransaction": b'{"transactionId":1,"idTagInfo":{"status":"Accepted"}}',
    "StopTransaction": b"{}",
    "TransactionEvent": b'{"idTokenInfo":{"status":"Accepted"}}',
}
_AUTHORIZED = {
    "ocpp1.6": b'{"idTagInfo":{"status":"Accepted"}}',
    "ocpp2.0.1": b'{"idTokenInfo":{"status":"Accepted"}}',
}


class Responder(WSListener):
    """Reads each CALL as its type and answers it at once."""

    def __init__(self, protocol: str) -> None:
        self._decoders = _DECODERS[protocol]
        self._answers = {**_ANSWERS, "Authorize": _AUTHORIZED[protocol]}

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.CLOSE:
            transport.disconnect()
        elif frame.msg_type == WSMsgType.TEXT:
            call = _FRAME.decode(frame.get_payload_as_bytes())
            self._decoders[call.action].decode(call.payload)
            transport.send(
                WSMsgType.TEXT, b"[3,%b,%b]" % (bytes(call.id), self._answers[call.action])
            )


def _decoders(actions: Mapping[str, type[Struct]]) -> Mapping[str, msgspec.json.Decoder[Struct]]:
    return {action: msgspec.json.Decoder(kind) for action, kind in actions.items()}


_FRAME = msgspec.json.Decoder(CallFrame)
_DECODERS = {
    "ocpp1.6": _decoders(
        {
            "BootNotification": v16.BootNotificationRequest,
            "StatusNotification": v16.StatusNotificationRequest,
            "Authorize": v16.AuthorizeRequest,
            "StartTransaction": v16.StartTransactionRequest,
            "MeterValues": v16.MeterValuesRequest,
            "StopTransaction": v16.StopTransactionRequest,
        }
    ),
    "ocpp2.0.1": _decoders(
        {
            "BootNotification": v201.BootNotificationRequest,
            "StatusNotification": v201.StatusNotificationRequest,
            "Authorize": v201.AuthorizeRequest,
            "TransactionEvent": v201.TransactionEventRequest,
        }
    ),
}


def _accept(request: WSUpgradeRequest) -> WSUpgradeResponseWithListener:
    protocol = str(request.headers[PROTOCOL_HEADER])
    response = WSUpgradeResponse.create_101_response(extra_headers={PROTOCOL_HEADER: protocol})
    return WSUpgradeResponseWithListener(response, Responder(protocol))


async def _serve(port: int) -> None:
    server = await ws_create_server(_accept, "127.0.0.1", port, enable_auto_ping=False)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(_serve(int(sys.argv[1])))
